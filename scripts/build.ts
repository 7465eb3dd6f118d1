import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { renderLicenses } from './licenses.ts';

/** Builds dist/: TypeScript 7 emits JavaScript, ncc bundles it (ncc itself cannot read TypeScript 7, vercel/ncc#1336). */
const run = (tool: string, ...args: string[]) => execFileSync(process.execPath, [tool, ...args], { stdio: 'inherit' });

rmSync('build', { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
// Only now: while TypeScript has something to say, the old bundle stays. Chunks of earlier builds must not.
rmSync('dist', { recursive: true, force: true });
run(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  'build',
  'build/index.js',
  '-o',
  'dist',
  '--stats-out',
  'build/stats.json',
  '--quiet',
);
writeFileSync('dist/package.json', '{\n  "type": "module"\n}\n');
writeFileSync('dist/licenses.txt', renderLicenses(JSON.parse(readFileSync('build/stats.json', 'utf8'))));
