import { dirname, join } from 'node:path';
import type { Inputs } from '../../src/inputs.ts';
import type { World } from '../../src/ports.ts';
import type { Prepared } from '../../src/steps/prepare/prepare.ts';
import { built } from './built.ts';

/** Joins shuffled results with the dataset's keys, scores them and writes rows.jsonl. */
const [rowCount = '0', results = ''] = process.argv.slice(2);
const { localFiles } = await built<typeof import('../../src/adapters/files.ts')>('adapters/files.js');
const { RowTable } = await built<typeof import('../../src/dataset/rows.ts')>('dataset/rows.js');
const { parseScorers } = await built<typeof import('../../src/scoring/config.ts')>('scoring/config.js');
const { score } = await built<typeof import('../../src/steps/scoring/score.ts')>('steps/scoring/score.js');

const rows = new RowTable();
for (let row = 0; row < Number(rowCount); row++)
  rows.add(`row-${row}`, { source: 0, line: row + 1, offset: 0, length: 0 });
const parsed = await parseScorers('function-call', {
  readText: async () => undefined,
  openModule: async () => undefined,
});
const scorers = 'scorers' in parsed ? parsed.scorers : [];
const inputs = { scorers, threshold: new Map(), maxErrorRate: 0.05, repeat: 1, prices: new Map() } as unknown as Inputs;
const clock = { now: () => Date.now() };
const world = { clock, files: localFiles, outputDirectory: join(dirname(results), 'run') } as unknown as World;
const { LabelTable } = await built<typeof import('../../src/dataset/labels.ts')>('dataset/labels.js');
const files = [{ models: ['m'], path: results, lines: { get: () => ({ offset: 0, length: 0 }) } }];
const { RowDigests } = await built<typeof import('../../src/dataset/row-digests.ts')>('dataset/row-digests.js');
const { requestsOnly: scoredParts } =
  await built<typeof import('../../src/dataset/fingerprint.ts')>('dataset/fingerprint.js');
const parts = { labels: new LabelTable(), loggedDigests: new RowDigests(), scoredParts };
const dataset = { rows, sources: ['bench.jsonl'], files, ...parts } as unknown as Prepared;
const first = { model: 'm', jobs: [], path: results, failure: undefined };
const answers = [{ model: 'm', first, rounds: [], paths: [results], requestFiles: [] }];
const judging = { verdict: () => ({ score: null, reason: '' }), results: [] };
const { models } = await score(inputs, world, dataset, { answers, judging, baseline: undefined });
console.log(`${models[0]?.report.score}, peak ${process.resourceUsage().maxRSS}`);
