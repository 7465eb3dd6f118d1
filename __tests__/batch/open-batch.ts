import { join } from 'node:path';
import type { GeminiEmulator } from '../../local/gemini/server.ts';
import type { GeminiOptions } from '../../src/adapters/gemini/service.ts';
import { displayNameOfFile, displayNameOfJob } from '../../src/batch/identity.ts';
import type { HeldJob, JobPlan, ShardPlace, Submission, SubmitOptions } from '../../src/batch/job-plan.ts';
import type { TypeChoice } from '../../src/batch/mime-types.ts';
import type { BatchTools } from '../../src/batch/tools.ts';
import { type RequestFile, Upload, type UploadWatch } from '../../src/batch/upload.ts';
import type { RemoteFile, RemoteJob } from '../../src/ports/gemini.ts';
import type { Clock, Log } from '../../src/ports.ts';
import { openService, writeRequests } from '../adapters/gemini/open-service.ts';
import { row, rows } from '../local/gemini/client.ts';

/** A clock whose sleeps are over at once and have taken their time all the same. */
export class FakeClock implements Clock {
  time = Date.parse('2026-01-01T00:00:00Z');
  readonly sleeps: number[] = [];
  now = (): number => this.time;
  random = (): number => 0.5;

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    this.time += ms;
  }
}

/** A log that keeps its lines. */
export function keepLines(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const keep = (line: string) => void lines.push(line);
  const log: Log = {
    info: keep,
    notice: keep,
    warning: keep,
    error: keep,
    debug: () => undefined,
    group: (title, body) => {
      keep(title);
      return body();
    },
  };
  return { log, lines };
}

export interface BatchOptions {
  readonly minutes?: number;
  readonly service?: Partial<GeminiOptions>;
  readonly clock?: FakeClock;
  readonly signal?: AbortSignal;
}

/** What the room of batches works with: the real service on an emulator, and a clock that costs no time. */
export function openBatch(emulator: GeminiEmulator, { minutes = 60, service, clock, signal }: BatchOptions = {}) {
  const ownClock = clock ?? new FakeClock();
  emulator.configure({ now: ownClock.now });
  const { log, lines } = keepLines();
  const tools: BatchTools = {
    gemini: openService(emulator, { maxAttempts: 2, ...service, ...(signal && { signal }) }),
    clock: ownClock,
    log,
    signal: signal ?? new AbortController().signal,
    longestPauseMs: 60_000,
    deadline: ownClock.now() + minutes * 60_000,
  };
  return { tools, clock: ownClock, lines };
}

const identity = { name: 'spam', requestsDigest: 'sha256:1', scope: 'octo-org/octo-repo/1001' };

const watchOf = (uploaded: RemoteFile[]): UploadWatch => ({
  onUploading: () => undefined,
  onUploaded: (remote) => void uploaded.push(remote),
});

/** The plans of a run over these models, with the one upload that they share and what became of it. */
export async function planJobs(tools: BatchTools, models: readonly string[], text = rows(3), folder = '/nowhere') {
  const uploaded: RemoteFile[] = [];
  const path = await writeRequests(text);
  const file: RequestFile = {
    bytes: Buffer.byteLength(text),
    displayName: displayNameOfFile(identity),
    lend: (use) => use(path),
  };
  const upload = new Upload(tools, file, watchOf(uploaded));
  const plan = (model: string): JobPlan => ({
    model,
    shard: onlyShard,
    displayName: displayNameFor(model),
    upload,
    resultPath: join(folder, `${model}.jsonl`),
  });
  return { plans: models.map(plan), uploaded };
}

const onlyShard: ShardPlace = { index: 0, count: 1, firstRow: 0 };

/** The plans of a run over these models whose requests have so many shards, each with its upload and as many rows as given. */
export async function planShards(
  tools: BatchTools,
  models: readonly string[],
  { shards: count, rowsEach = 2, folder = '/nowhere' }: { shards: number; rowsEach?: number; folder?: string },
) {
  const uploaded: RemoteFile[] = [];
  const uploads: Upload[] = [];
  const choice: TypeChoice = { first: 0 };
  for (let index = 0; index < count; index++) {
    const keys = Array.from({ length: rowsEach }, (_, at) => `row-${index * rowsEach + at}`);
    const text = keys.map((key) => row(key)).join('');
    const path = await writeRequests(text);
    const displayName = displayNameOfFile({ ...identity, requestsDigest: `sha256:${index}` });
    const file: RequestFile = { bytes: Buffer.byteLength(text), displayName, lend: (use) => use(path) };
    uploads.push(new Upload(tools, file, watchOf(uploaded), choice));
  }
  const plans = models.flatMap((model) =>
    uploads.map((upload, index): JobPlan => {
      const shard: ShardPlace = { index, count, firstRow: index * rowsEach };
      return {
        model,
        shard,
        displayName: displayNameFor(model, index),
        upload,
        resultPath: join(folder, `${model}.jsonl`),
      };
    }),
  );
  return { plans, uploaded };
}

/** The display name under which a model's job is looked for. */
export function displayNameFor(model: string, shard = 0): string {
  return displayNameOfJob({ ...identity, model, stage: 'answers', shard });
}

/** A job as if its plan had come to it, for what looks at jobs. */
export function hold(job: RemoteJob): HeldJob {
  const { model, displayName } = job;
  const upload = undefined as unknown as Upload;
  return { plan: { model, displayName, shard: onlyShard, upload, resultPath: '' }, job, isTakenOver: false };
}

/** Options of a run that owns its display names, and the jobs that it was told of. */
export function submitOptions(changes: Partial<SubmitOptions> = {}): SubmitOptions & { created: RemoteJob[] } {
  const created: RemoteJob[] = [];
  return {
    mayTakeOver: true,
    isRepeated: false,
    ownsDisplayNames: true,
    onCreating: () => undefined,
    onRefused: () => undefined,
    onSeen: () => undefined,
    onObtained: (_name, job, isTakenOver) => {
      if (!isTakenOver) created.push(job);
    },
    created,
    ...changes,
  };
}

/** The jobs of the emulator that go on or have results. */
export function liveJobs(emulator: GeminiEmulator) {
  return [...emulator.jobs.values()].filter((job) => job.cancelRequests === 0 && job.state !== 'FAILED');
}

/** What each model came to, in the order of the plans. */
export function outcomes(submissions: readonly Submission[]) {
  return submissions.map((submission) => {
    const { model } = submission.plan;
    if ('isQueued' in submission) return [model, 'queued'];
    if ('error' in submission) return [model, submission.error.status];
    return [model, submission.isTakenOver ? 'taken over' : 'created'];
  });
}

export const flash = 'gemini-3.8-flash';
export const lite = 'gemini-3.5-flash-lite';
