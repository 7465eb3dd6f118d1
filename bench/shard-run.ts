import type { Inputs } from '../src/inputs.ts';
import type { World } from '../src/ports.ts';
import type { Run } from '../src/steps/run.ts';

/** The parts of the action that a run of shards goes through, from src/ or as the build emits them. */
export interface ActionParts {
  readonly files: typeof import('../src/adapters/files.ts');
  readonly gemini: typeof import('../src/adapters/gemini/service.ts');
  readonly inputs: typeof import('../src/inputs.ts');
  readonly prepare: typeof import('../src/steps/prepare/prepare.ts');
  readonly submit: typeof import('../src/steps/answers/submit.ts');
  readonly obtain: typeof import('../src/steps/answers/obtain.ts');
  readonly answers: typeof import('../src/steps/answers/answers.ts');
  readonly score: typeof import('../src/steps/scoring/score.ts');
}

export interface ShardRun {
  /** Address of the emulator. */
  readonly url: string;
  readonly dataset: string;
  readonly folder: string;
  readonly models: readonly string[];
  readonly shardBytes: number;
}

/** What a run tells of itself. */
export interface RunFigures {
  readonly models: readonly {
    readonly answered: number;
    readonly missing: number;
    readonly duplicates: number;
    readonly unknown: number;
    /** Names of its jobs, as report.json has them. */
    readonly jobs: readonly string[];
  }[];
  /** Names of the jobs in run.json, and how many of them it has as succeeded. */
  readonly ledger: { readonly jobs: readonly string[]; readonly succeeded: number };
  readonly failures: readonly string[];
  /** How long it would have waited. */
  readonly waitedMinutes: number;
}

const apiKey = 'AIza-bench';

/** Takes a dataset in shards through prepare, upload, submit, wait, download, joining and scoring. Sleeps take no time. */
export async function runShards(parts: ActionParts, given: ShardRun): Promise<RunFigures> {
  const inputs = await readInputs(parts, given);
  const world = openWorld(parts, given);
  const start = world.clock.now();
  const prepared = await parts.prepare.prepare(inputs, world);
  const ledger = parts.submit.openLedger(inputs, world, prepared.files);
  const jobs = given.models.map((model) => ({
    model,
    file: parts.prepare.fileOfModel(prepared, model),
    resultPath: world.files.join(given.folder, 'results', `${model}.jsonl`),
  }));
  const tools = { ...world, longestPauseMs: 60_000, deadline: start + 48 * 3600_000 };
  const run = { inputs, world, tools, ledger } as unknown as Run;
  const { results } = await parts.obtain.obtainResults(run, { name: 'answers', jobs });
  const answers = results.map(parts.answers.answersOf);
  const judging = { verdict: () => ({ score: null, reason: '' }) };
  const { models } = await parts.score.score(inputs, world, prepared, { answers, judging, baseline: undefined });
  return {
    models: models.map(({ report }) => ({ ...report, jobs: report.jobs.map(({ name }) => name) })),
    ledger: await readLedger(world),
    failures: results.flatMap(({ failure }) => failure?.message ?? []),
    waitedMinutes: (world.clock.now() - start) / 60_000,
  };
}

function readInputs({ inputs }: ActionParts, { dataset, models }: ShardRun): Promise<Inputs> {
  const values: Readonly<Record<string, string>> = { dataset, models: models.join(), scorers: '- answered' };
  return inputs.readInputs({
    input: (name) => values[name] ?? '',
    env: () => undefined,
    openModule: async () => undefined,
    readText: async () => undefined,
    findFiles: async (path) => [{ path, display: path }],
    isDirectory: async () => true,
  });
}

async function readLedger({ files, outputDirectory }: World): Promise<RunFigures['ledger']> {
  const text = await files.readText(files.join(outputDirectory, 'run.json'));
  const { jobs } = JSON.parse(text ?? '') as { jobs: readonly { name: string; state: string }[] };
  return {
    jobs: jobs.map(({ name }) => name),
    succeeded: jobs.filter(({ state }) => state === 'SUCCEEDED').length,
  };
}

function openWorld(parts: ActionParts, { url, dataset, folder, shardBytes }: ShardRun): World {
  const say = () => undefined;
  let time = Date.now();
  const { signal } = new AbortController();
  const wire = { maxPauseMs: 1, maxAttempts: 2, callTimeoutMs: 60_000, signal };
  return {
    clock: {
      now: () => time,
      random: () => 0.5,
      sleep: async (ms: number) => {
        time += ms;
      },
    },
    log: { info: say, warning: say, debug: say, group: <T>(_title: string, body: () => Promise<T>) => body() },
    files: parts.files.localFiles,
    gemini: parts.gemini.createGeminiService({ ...wire, apiKey, baseUrl: url }),
    runner: { saveState: say },
    context: { repository: 'octo-org/octo-repo', runId: '1001', attempt: 1, sha: '' },
    uniqueId: 'bench',
    outputDirectory: folder,
    limits: { maxBytes: shardBytes },
    signal,
    locateDataset: async () => dataset,
  } as unknown as World;
}
