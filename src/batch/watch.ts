import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import { chooseTwin } from './find-jobs.ts';
import { type HeldJob, labelOf } from './job-plan.ts';
import { pagesOfJobs } from './pages.ts';
import { describeOpen, describeProgress } from './progress.ts';
import { hasEnded, hasResults } from './states.ts';
import type { BatchTools } from './tools.ts';

/** SUCCEEDED was seen before the result file was named: how many further looks it is given. */
const looksForResultFile = 10;
/** Refusals in a row (a revoked key, say) after which waiting on makes no sense. */
export const maxRefusedLooks = 3;
const heartbeatMs = 10 * 60_000;

/** Keeps an eye on jobs: what they were like when seen last, and what is said about it. */
export class Watch {
  readonly #tools: BatchTools;
  readonly #jobs: Map<string, RemoteJob>;
  /** What the log calls jobs, by display name: twins share it. */
  readonly #labels: ReadonlyMap<string, string>;
  readonly #onChange: (job: RemoteJob) => void;
  readonly #looksWithoutFile = new Map<string, number>();
  /** How often a job was refused by name. */
  readonly #refusals = new Map<string, number>();
  /** The jobs that the present look has come by. */
  readonly #listed = new Map<string, RemoteJob>();
  #refusedLooks = 0;
  #lastLine = 0;

  constructor(tools: BatchTools, held: readonly Omit<HeldJob, 'isTakenOver'>[], onChange: (job: RemoteJob) => void) {
    this.#tools = tools;
    this.#jobs = new Map(held.map(({ job }) => [job.name, job]));
    this.#labels = new Map(held.map(({ plan }) => [plan.displayName, labelOf(plan)]));
    this.#onChange = onChange;
    this.#lastLine = tools.clock.now();
  }

  get jobs(): readonly RemoteJob[] {
    return [...this.#jobs.values()];
  }

  /** Names of those that are not over: at work, or without the file that they owe. */
  get open(): ReadonlySet<string> {
    return new Set(this.jobs.filter((job) => !this.#isSettled(job)).map(({ name }) => name));
  }

  get isOver(): boolean {
    return this.open.size === 0;
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
    this.#listed.clear();
    const open = new Set(this.open);
    if (open.size === 0) return;
    for await (const jobs of pagesOfJobs(this.#tools.gemini)) {
      for (const job of jobs) if (open.delete(job.name)) this.#see(job);
      this.#followTwins(jobs);
      if (open.size === 0) return;
    }
    for (const name of open) this.#see(await this.#get(name));
  }

  /**
   * Another writer of the same job may have come to the end of its race later, and cancelled ours in favour of its own. A
   * younger job stands before ours in the list.
   */
  #followTwins(listed: readonly RemoteJob[]): void {
    for (const job of listed) this.#listed.set(job.name, job);
    for (const lost of this.jobs.filter(({ state, displayName }) => state === 'CANCELLED' && displayName !== '')) {
      const twin = chooseTwin([...this.#listed.values()].filter(({ displayName }) => displayName === lost.displayName));
      if (twin === undefined || this.#jobs.has(twin.name)) continue;
      this.#jobs.delete(lost.name);
      this.#say(
        `${this.#labelOf(lost)}: ${lost.name} was cancelled in favour of ${twin.name}, which is waited for instead`,
      );
      this.#see(twin);
    }
  }

  /**
   * A list that was answered shows that the key is good: a job that is refused all the same, several times since a new one may
   * show late, will not be had later either.
   */
  async #get(name: string): Promise<RemoteJob> {
    try {
      return await this.#tools.gemini.getJob(name);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.isTransient) throw error;
      const last = this.#jobs.get(name);
      const refusals = (this.#refusals.get(name) ?? 0) + 1;
      this.#refusals.set(name, refusals);
      if (last !== undefined && refusals < maxRefusedLooks) return last;
      return {
        displayName: '',
        model: '',
        ...last,
        name,
        state: 'FAILED',
        error: { code: error.status ?? 0, message: whyHidden(error) },
      };
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
    if (before?.state !== job.state) this.#say(`${this.#labelOf(job)}: ${job.state}${describeProgress(job)}`);
  }

  #say(line: string): void {
    this.#tools.log.info(line);
    this.#lastLine = this.#tools.clock.now();
  }

  #beat(): void {
    const now = this.#tools.clock.now();
    if (now - this.#lastLine < heartbeatMs || this.isOver) return;
    const open = this.jobs.filter((job) => !hasEnded(job));
    this.#say(
      `Still waiting: ${describeOpen(open, (job) => this.#labelOf(job))} (until ${new Date(this.#tools.deadline).toISOString()})`,
    );
  }

  #labelOf(job: RemoteJob): string {
    return this.#labels.get(job.displayName) ?? (job.model || job.name);
  }
}

/** What it means that a job cannot be looked at, although the key is good. */
export function whyHidden({ status, reason }: ServiceError): string {
  return status === 404
    ? 'the service does not know this job; it was deleted, or belongs to another key'
    : `the service does not show this job: ${reason}`;
}
