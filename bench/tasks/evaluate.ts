import { dirname, join } from 'node:path';
import type { Inputs } from '../../src/inputs.ts';
import type { World } from '../../src/ports.ts';
import { built } from './built.ts';

/** Prepares a dataset and scores its results with three scorers, one of which reads every row's logged answer again. */
const [dataset = '', results = ''] = process.argv.slice(2);
const { localFiles } = await built<typeof import('../../src/adapters/files.ts')>('adapters/files.js');
const { parseScorers } = await built<typeof import('../../src/scoring/config.ts')>('scoring/config.js');
const { prepare } = await built<typeof import('../../src/steps/prepare/prepare.ts')>('steps/prepare/prepare.js');
const { score } = await built<typeof import('../../src/steps/scoring/score.ts')>('steps/scoring/score.js');

const tools = { readText: async () => undefined, openModule: async () => undefined };
const parsed = await parseScorers(['function-call', 'answered', 'matches-logged'], tools);
const inputs = {
  dataset: [{ kind: 'file', path: dataset, display: 'bench.jsonl' }],
  models: ['m'],
  scorers: 'scorers' in parsed ? parsed.scorers : [],
  threshold: new Map(),
  maxErrorRate: 0.05,
  repeat: 1,
  prices: new Map(),
  requestPatch: { shared: undefined, perModel: new Map() },
  baseline: { kind: 'none' },
} as unknown as Inputs;
const log = { info: () => undefined, warning: () => undefined };
const world = {
  clock: { now: () => Date.now() },
  files: localFiles,
  outputDirectory: join(dirname(results), 'run'),
  log,
  locateDataset: async () => dataset,
} as unknown as World;
const prepared = await prepare(inputs, world);
const first = { model: 'm', jobs: [], path: results, failure: undefined };
const answers = [{ model: 'm', first, rounds: [], paths: [results], requestFiles: [] }];
const judging = { verdict: () => ({ score: null, reason: '' }), results: [] };
const { models } = await score(inputs, world, prepared, { answers, judging, baseline: undefined });
console.log(`${models[0]?.report.score}, peak ${process.resourceUsage().maxRSS}`);
