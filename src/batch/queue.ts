import { ServiceError } from '../errors.ts';
import { Purchase } from './create-job.ts';
import { type JobPlan, labelOf, type Submission, type SubmitOptions } from './job-plan.ts';
import { isRefusedType } from './mime-types.ts';
import { pauseMs } from './poll-schedule.ts';
import { hasEnded } from './states.ts';
import { type BatchTools, backOffMs } from './tools.ts';
import type { Watch } from './watch.ts';

/** The jobs of one model that are still to be bought: quota is counted by model. */
interface Line {
  readonly purchases: Purchase[];
  isTried: boolean;
  /** Before that nothing is tried, in milliseconds since the epoch. */
  tryAt: number;
  /** The service named the pause: a job that ends does not shorten it. */
  isAsked: boolean;
  /** The latest refusal for want of quota. */
  refusal: ServiceError | undefined;
}

/**
 * Buys jobs as the service takes them: models in turn, and of each model its shards in order, but that one whose create was not
 * answered lets the others go ahead.
 */
export class JobQueue {
  readonly #tools: BatchTools;
  readonly #options: SubmitOptions;
  /** Without any time to wait, what is taken at once is bought all the same. */
  readonly #isLate: boolean;
  #lines: Line[];

  constructor(tools: BatchTools, plans: readonly JobPlan[], options: SubmitOptions) {
    this.#tools = tools;
    this.#options = options;
    this.#isLate = tools.clock.now() >= tools.deadline;
    this.#lines = [...Map.groupBy(plans, ({ model }) => model).values()].map((own) => ({
      purchases: own.map((plan) => new Purchase(tools, plan, options)),
      isTried: false,
      tryAt: Number.NEGATIVE_INFINITY,
      isAsked: false,
      refusal: undefined,
    }));
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** Buys until each model has no more jobs to buy or was refused one for want of quota (429), and says what came of it. */
  async buy(): Promise<Submission[]> {
    const submissions: Submission[] = [];
    const turn = this.#lines.filter(({ tryAt }) => tryAt <= this.#tools.clock.now());
    for (let line = turn.shift(); line !== undefined; line = turn.shift()) {
      const bought = this.#mayTry(line) ? await this.#buyNext(line) : [];
      if (bought.length === 0) {
        if (line.tryAt <= this.#tools.clock.now() && this.#mayTry(line)) turn.push(line);
        continue;
      }
      submissions.push(...bought);
      // Who was served goes to the end, so that models share what room comes free.
      this.#lines = this.#lines.filter((other) => other !== line);
      if (line.purchases.length === 0) continue;
      this.#lines.push(line);
      turn.push(line);
    }
    return submissions;
  }

  /**
   * Waits until something may be tried again, with an eye on the jobs that there are. False when the deadline comes, or
   * nothing can change before it.
   */
  async awaitTurn(watch: Watch): Promise<boolean> {
    const { clock, deadline, longestPauseMs, signal } = this.#tools;
    const start = clock.now();
    for (;;) {
      const now = clock.now();
      const due = Math.min(...this.#lines.map(({ tryAt }) => tryAt));
      if (now >= deadline) return false;
      if (due <= now) return true;
      const isWatching = watch.jobs.some((job) => !hasEnded(job));
      const mayComeFree = isWatching && this.#lines.some(({ isAsked }) => !isAsked);
      if (due >= deadline && !mayComeFree) return false;
      const left = Math.min(due, deadline) - now;
      await clock.sleep(
        isWatching ? Math.min(left, pauseMs(now - start, longestPauseMs, clock.random())) : left,
        signal,
      );
      if (isWatching) await watch.look();
    }
  }

  /** A job has ended, so that there may be room for another one. */
  makeRoom(): void {
    for (const line of this.#lines) if (!line.isAsked) line.tryAt = this.#tools.clock.now();
  }

  /** What was not bought by the deadline. */
  leave(): Submission[] {
    return this.#lines.flatMap(({ purchases, refusal }) =>
      purchases.map(({ plan, isUnsure, lost }) => ({
        plan,
        isQueued: true as const,
        refusal: lost ?? refusal,
        isUnsure,
      })),
    );
  }

  /** Whatever the time, each model is tried once. */
  #mayTry({ isTried }: Line): boolean {
    return this.#isLate || !isTried || this.#tools.clock.now() < this.#tools.deadline;
  }

  /** Nothing when the line has to wait; several when what was said of one shard holds for all. */
  async #buyNext(line: Line): Promise<Submission[]> {
    const [purchase] = line.purchases;
    if (purchase === undefined) return [];
    const { plan } = purchase;
    line.isTried = true;
    try {
      const job = await purchase.create();
      this.#options.onObtained(plan.displayName, job, false);
      this.#tools.log.info(`${labelOf(plan)}: created ${job.name}`);
      line.purchases.shift();
      return [{ plan, job, isTakenOver: false }];
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      this.#tools.log.info(`${labelOf(plan)}: ${error.message}`);
      if (error.status === 429) {
        this.#putOff(line, error);
        return [];
      }
      // A create without an answer may have made a job: nothing is known, so it has neither failed nor may it be forgotten.
      if (error.isTransient && (this.#tools.comesAgain === true || purchase.isUnsure)) {
        if (!purchase.isUnsure) line.refusal = error;
        line.purchases.push(...line.purchases.splice(0, 1));
        if (!this.#goesOn(line)) line.tryAt = this.#tools.clock.now() + this.#tools.longestPauseMs;
        line.isAsked = false;
        return [];
      }
      const refused = line.purchases.splice(0, concernsModel(error) ? line.purchases.length : 1);
      return refused.map((one) => ({ plan: one.plan, error }));
    }
  }

  /** Nobody waits for another turn, so the others are tried at once; not in an outage that lasts. */
  #goesOn({ purchases }: Line): boolean {
    const { comesAgain, clock, deadline, patientUntil = deadline } = this.#tools;
    return comesAgain === true && clock.now() < patientUntil && purchases.some(({ isTried }) => !isTried);
  }

  /** 429 comes far below the quota too, and names no delay: the first time it is soon tried again. */
  #putOff(line: Line, error: ServiceError): void {
    const { clock, log, longestPauseMs } = this.#tools;
    const askedMs = error.retryAfterMs || undefined;
    const pause = askedMs ?? (line.refusal === undefined ? backOffMs(this.#tools, 3) : longestPauseMs);
    line.tryAt = clock.now() + pause;
    line.isAsked = askedMs !== undefined;
    line.refusal = error;
    const waiting = line.purchases.length;
    const what = waiting === 1 ? 'it is' : `${waiting} shards are`;
    log.info(`The service takes no further job now; ${what} tried again in ${Math.ceil(pause / 1000)} s`);
  }
}

/** Whether the answer would be the same for every shard: a model or key that is refused, and not a row, or the network. */
function concernsModel(error: ServiceError): boolean {
  if (error.isTransient) return false;
  return error.status !== 400 || error.code === 'FAILED_PRECONDITION' || isRefusedType(error);
}
