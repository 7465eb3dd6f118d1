import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { updateReadme } from './readme.ts';

/** Writes the parts of README.md that come from elsewhere: tables from action.yml, the comment from an example run. */
const action = parse(readFileSync('action.yml', 'utf8'));
const example = JSON.parse(readFileSync('docs/example-run.json', 'utf8'));
writeFileSync('README.md', updateReadme(readFileSync('README.md', 'utf8'), action, example));
