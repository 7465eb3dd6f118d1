import { expect, test } from '@jest/globals';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import type { AskedRow, Operation, Reply } from '../../local/gemini/types.ts';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { uploadsLeft } from './collect-stage.ts';
import { headSha, rowsOf, type Stage, setStage } from './stage.ts';

/** A run that may be killed, and what it comes to when nobody does. */
interface Scenario {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly answer?: (row: AskedRow) => Reply;
  /** The dataset; the guide's rows unless given. */
  readonly rows?: string;
  /** Jobs that it takes. */
  readonly jobs: number;
  readonly scores: Readonly<Record<string, number>>;
}

const plain: Scenario = {
  inputs: { models: 'gemini-2.5-flash, gemini-2.5-pro' },
  jobs: 2,
  scores: { 'gemini-2.5-flash': 8 / 15, 'gemini-2.5-pro': 14 / 15 },
};

/** Two shards, rows that are asked again, and a judge for all of them. */
const staged: Scenario = {
  inputs: {
    models: 'gemini-2.5-flash',
    scorers: '- function-call\n- llm-rubric: { value: Be kind., model: gemini-3.8-flash }',
  },
  env: { GEMINI_BATCH_EVAL_SHARD_BYTES: '3000' },
  rows: rowsOf(4).replaceAll('Message', 'Message '.repeat(125)),
  answer: (row) => {
    if (row.displayName.includes('/judge/')) return textReply(row, '{"reason":"","pass":true,"score":1}');
    if (row.displayName.includes('/answers/') && row.index === 0) return { error: { code: 14, message: 'busy' } };
    return callReply(row, 'report_spam', {});
  },
  jobs: 0,
  scores: { 'gemini-2.5-flash': 1 },
};

/** What GitHub is told does not matter here, and takes time. */
const quick = { 'upload-artifacts': 'false', baseline: 'none' };

const attempt = (number: number) => ({
  ...pullRequestEvent({ number: 7, headSha, baseSha: 'b'.repeat(40), private: true }),
  runAttempt: number,
});

/** Runs the scenario, killed when so many requests have had their effect; says at which one, or undefined when there were fewer. */
async function runKilledAt(
  stage: Stage,
  { inputs, env = {} }: Scenario,
  point: number,
): Promise<Operation | undefined> {
  const killer = new AbortController();
  let requests = 0;
  let killedAt: Operation | undefined;
  stage.gemini.configure({
    afterEffect: (operation) => {
      requests++;
      if (requests !== point) return undefined;
      killedAt = operation;
      killer.abort();
      // The answer must not arrive before the process is dead.
      return new Promise((resolve) => setTimeout(resolve, 200));
    },
  });
  await stage.run({ ...quick, ...inputs }, { env, github: attempt(1), killSignal: killer.signal });
  stage.gemini.configure({ afterEffect: () => undefined });
  return killedAt;
}

/** What a re-run comes to after a kill. */
async function rerun(stage: Stage, { inputs, env = {} }: Scenario) {
  const run = await stage.run({ ...quick, ...inputs }, { env, github: attempt(2) });
  const created = [...stage.gemini.jobs.values()].map(({ displayName }) => displayName);
  return {
    conclusion: run.conclusion,
    scores: JSON.parse(run.outputs.scores ?? '{}'),
    errors: run.outputs.errors,
    jobs: created.length,
    twins: created.length - new Set(created).size,
    uploads: uploadsLeft(stage),
  };
}

function openStage({ answer, rows }: Scenario): Promise<Stage> {
  return setStage({ ...(answer && { gemini: { answer } }), ...(rows && { files: { 'spam.jsonl': rows } }) });
}

async function countJobs(scenario: Scenario): Promise<number> {
  await using stage = await openStage(scenario);
  await stage.run({ ...quick, ...scenario.inputs }, { env: { ...scenario.env } });
  return stage.gemini.jobs.size;
}

test.each([
  ['two models', plain],
  ['shards, rows asked again, and a judge', staged],
])(
  'killed after any request to the service, a re-run ends right and buys nothing twice: %s',
  async (name, scenario) => {
    const jobs = scenario.jobs || (await countJobs(scenario));
    const right = { conclusion: 'success', scores: scenario.scores, errors: '0', jobs, twins: 0, uploads: [] };
    let point = 1;
    for (; ; point++) {
      await using stage = await openStage(scenario);
      const killedAt = await runKilledAt(stage, scenario, point);
      if (killedAt === undefined) break;
      expect({ point, killedAt, ...(await rerun(stage, scenario)) }).toEqual({ point, killedAt, ...right });
    }
    process.stdout.write(`killed at ${point - 1} points: ${name}\n`);
    expect(point).toBeGreaterThan(10);
  },
  240_000,
);
