import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports.ts';
import { pauseMs } from './poll-schedule.ts';
import { hasEnded, hasResults } from './states.ts';
import type { BatchTools } from './tools.ts';

/** SUCCEEDED was seen before the result file was named: how many further looks it is given. */
const looksForResultFile = 10;
/** Refusals in a row (a revoked key, say) after which waiting on makes no sense. */
const maxRefusedLooks = 3;
const heartbeatMs = 10 * 60_000;

/** The jobs as they were seen last. */
export interface WaitOutcome {
  readonly jobs: readonly RemoteJob[];
  /** The deadline came before all had ended. */
  readonly isTimedOut: boolean;
}

/**
 * Looks at all jobs together until every one has ended or the deadline comes. `onChange` hears of every job whose state
 * changed. Failing looks are tolerated until the deadline, unless the service refuses several in a row.
 */
export async function awaitJobs(
  tools: BatchTools,
  jobs: readonly RemoteJob[],
  onChange: (job: RemoteJob) => void,
): Promise<WaitOutcome> {
  const watch = new Watch(tools, jobs, onChange);
  const start = tools.clock.now();
  for (let looks = 0; !watch.isOver; looks++) {
    const left = tools.deadline - tools.clock.now();
    // Submitting may have taken all the time there was: even then the jobs are looked at once.
    if (left <= 0 && looks > 0) return { jobs: watch.jobs, isTimedOut: true };
    const pause = pauseMs(tools.clock.now() - start, tools.longestPauseMs, tools.clock.random());
    if (left > 0) await tools.clock.sleep(Math.min(pause, left), tools.signal);
    await watch.look();
  }
  return { jobs: watch.jobs, isTimedOut: false };
}

class Watch {
  readonly #tools: BatchTools;
  readonly #jobs: Map<string, RemoteJob>;
  readonly #onChange: (job: RemoteJob) => void;
  readonly #looksWithoutFile = new Map<string, number>();
  #refusedLooks = 0;
  #lastLine = 0;

  constructor(tools: BatchTools, jobs: readonly RemoteJob[], onChange: (job: RemoteJob) => void) {
    this.#tools = tools;
    this.#jobs = new Map(jobs.map((job) => [job.name, job]));
    this.#onChange = onChange;
    this.#lastLine = tools.clock.now();
  }

  get jobs(): readonly RemoteJob[] {
    return [...this.#jobs.values()];
  }

  get isOver(): boolean {
    return this.jobs.every((job) => this.#isSettled(job));
  }

  async look(): Promise<void> {
    try {
      await this.#lookAtAll();
      this.#refusedLooks = 0;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      this.#refusedLooks = error.isTransient ? 0 : this.#refusedLooks + 1;
      if (this.#refusedLooks >= maxRefusedLooks) throw error;
      this.#tools.log.info(`${error.message}; looking again later`);
    }
    this.#beat();
  }

  #isSettled(job: RemoteJob): boolean {
    if (!hasEnded(job)) return false;
    if (!hasResults(job) || job.resultFile !== undefined) return true;
    return (this.#looksWithoutFile.get(job.name) ?? 0) >= looksForResultFile;
  }

  /** One list for all; the list is left as soon as all were seen, and what it does not show is asked for by name. */
  async #lookAtAll(): Promise<void> {
    const open = new Set(this.jobs.filter((job) => !this.#isSettled(job)).map((job) => job.name));
    for (let pageToken: string | undefined; open.size > 0; ) {
      const page = await this.#tools.gemini.listJobs(pageToken === undefined ? {} : { pageToken });
      for (const job of page.jobs) if (open.delete(job.name)) this.#see(job);
      if (page.nextPageToken === undefined) break;
      pageToken = page.nextPageToken;
    }
    for (const name of open) this.#see(await this.#get(name));
  }

  async #get(name: string): Promise<RemoteJob> {
    try {
      return await this.#tools.gemini.getJob(name);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status !== 404) throw error;
      const last = this.#jobs.get(name);
      const message = 'the service does not know this job; it was deleted, or belongs to another key';
      return { displayName: '', model: '', ...last, name, state: 'FAILED', error: { code: 404, message } };
    }
  }

  #see(job: RemoteJob): void {
    const before = this.#jobs.get(job.name);
    this.#jobs.set(job.name, job);
    if (hasResults(job) && job.resultFile === undefined) {
      this.#looksWithoutFile.set(job.name, (this.#looksWithoutFile.get(job.name) ?? 0) + 1);
    }
    if (before?.state === job.state && before.resultFile === job.resultFile) return;
    this.#onChange(job);
    if (before?.state !== job.state) this.#say(`${job.model || job.name}: ${job.state}${describeProgress(job)}`);
  }

  #say(line: string): void {
    this.#tools.log.info(line);
    this.#lastLine = this.#tools.clock.now();
  }

  #beat(): void {
    const now = this.#tools.clock.now();
    if (now - this.#lastLine < heartbeatMs || this.isOver) return;
    const open = this.jobs
      .filter((job) => !hasEnded(job))
      .map((job) => `${job.model} ${job.state}${describeProgress(job)}`);
    this.#say(`Still waiting: ${open.join(', ')} (until ${new Date(this.#tools.deadline).toISOString()})`);
  }
}

function describeProgress({ stats }: RemoteJob): string {
  if (stats === undefined || stats.requests === 0) return '';
  const failed = stats.failed > 0 ? `, ${stats.failed} failed` : '';
  return ` (${stats.succeeded} of ${stats.requests} answered${failed})`;
}
