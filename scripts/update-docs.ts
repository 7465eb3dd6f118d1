import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readExampleRun } from './example-run.ts';
import { updateReadme } from './readme.ts';

/**
 * Writes the parts of README.md that come from elsewhere: tables from action.yml, the comment from an example run, the workflow
 * from examples/. With a folder, `npm run docs -- out`, the run in it (`npm start -- --threshold 90%`) becomes the example first.
 */
const [folder] = process.argv.slice(2);
const read = (path: string) => readFileSync(path, 'utf8');
if (folder !== undefined) {
  writeFileSync('docs/example-run.json', `${JSON.stringify(readExampleRun(folder), null, 2)}\n`);
}
const parts = {
  action: parse(read('action.yml')),
  collect: parse(read('collect/action.yml')),
  example: JSON.parse(read('docs/example-run.json')),
  workflow: read('examples/workflows/pull-request.yml'),
};
writeFileSync('README.md', updateReadme(read('README.md'), parts));
