import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDataset, writeResults } from './data.ts';
import { compare, runTask } from './measure.ts';
import { printGateSimulation } from './simulate-gate.ts';
import { printShardSimulation } from './simulate-shards.ts';

/**
 * Prints speed and memory as ratios against a peer that is measured in the same run, in pairs. Usage: npm run bench, or
 * npm run bench -- --large for the file of 1 GB too.
 */
const megabyte = 1_000_000;
const pairs = 5;
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const path = (name: string) => join(folder, name);

function print(what: string, value: number, bar: number, unit = ''): void {
  console.log(
    `${what.padEnd(66)} ${value.toFixed(2).padStart(7)}${unit}   (bar ${bar}${unit})${value > bar ? '  OVER' : ''}`,
  );
}

async function benchPrepare(): Promise<void> {
  await writeDataset(path('d100'), 100 * megabyte, { hugeRow: true, images: true });
  await writeDataset(path('t100'), 100 * megabyte, { hugeRow: false, images: false });
  for (const data of ['d100', 't100']) {
    const ours = ['prepare', path(data), path('out')] as const;
    const reprint = await compare(ours, ['reprint', path(data), path('peer')], pairs);
    const copy = await compare(ours, ['copy', path(data), path('peer')], pairs);
    print(`prepare ${data}: time against split, parse, print`, reprint.time, 0.75);
    print(`prepare ${data}: time against a raw copy`, copy.time, 5);
    print(`prepare ${data}: peak memory`, reprint.peakMb, 256, ' MB');
  }
}

async function benchLarge(): Promise<void> {
  await writeDataset(path('d1g'), 1000 * megabyte, { hugeRow: true, images: true });
  const small = await runTask('prepare', [path('d100'), path('out')]);
  const large = await runTask('prepare', [path('d1g'), path('out')]);
  print('prepare 1 GB against 100 MB: time per byte', large.seconds / small.seconds / 10, 1.25);
  print('prepare 1 GB against 100 MB: peak memory', large.peakMb / small.peakMb, 1.3);
}

/** The guide's loop neither joins nor writes a line per row; ours does both, and still must not be many times slower. */
async function benchScore(): Promise<void> {
  const rows = 100_000;
  await writeResults(path('dataset'), path('results'), rows);
  await writeResults(path('dataset-tenth'), path('results-tenth'), rows / 10);
  const guide = await compare(
    ['score', String(rows), path('results')],
    ['guide-loop', String(rows), path('results')],
    pairs,
  );
  print(`join, score and write ${rows} rows: time against the guide's bare loop`, guide.time, 5);
  const whole = await compare(
    ['evaluate', path('dataset'), path('results')],
    ['evaluate', path('dataset-tenth'), path('results-tenth')],
    pairs,
  );
  print(`three scorers, ${rows} rows: peak memory`, whole.peakMb, 300, ' MB');
  print(`three scorers, ${rows} against ${rows / 10} rows: peak memory`, whole.memory, 2.5);
}

try {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  console.log(`Medians of ${pairs} pairs on Node ${process.version}`);
  await benchPrepare();
  if (process.argv.includes('--large')) await benchLarge();
  await benchScore();
  printGateSimulation();
  await printShardSimulation();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
