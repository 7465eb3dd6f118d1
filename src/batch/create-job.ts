import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports/gemini.ts';
import { unansweredCreates } from './bought.ts';
import { chooseTwin, findJobs } from './find-jobs.ts';
import { type JobPlan, labelOf, type SubmitOptions } from './job-plan.ts';
import { isRefusedType } from './mime-types.ts';
import { type BatchTools, backOffMs } from './tools.ts';

/** Looks before a create whose predecessor's answer was lost: the list may lag behind. */
const looksAfterLostAnswer = 3;
/** So many in a row; the next ones wait longer each time, since each may have made a job that does not show. */
const createsInARow = 3;
const maxCreates = 10;

/** A job that is being bought, over as many tries as its quota takes. */
export class Purchase {
  readonly plan: JobPlan;
  readonly #tools: BatchTools;
  readonly #options: SubmitOptions;
  #lostAnswers: number;
  /** What the service said, or that it said nothing, when an answer was lost last. */
  #lost: ServiceError | undefined;
  /** Before that it is only looked for, in milliseconds since the epoch. */
  #createAt = Number.NEGATIVE_INFINITY;

  constructor(tools: BatchTools, plan: JobPlan, options: SubmitOptions) {
    this.#tools = tools;
    this.#options = options;
    this.plan = plan;
    const before = options.bought?.get(plan.displayName);
    this.#lostAnswers = before === undefined ? 0 : unansweredCreates(before);
    if (this.#lostAnswers === 0) return;
    this.#lost = new ServiceError('earlier creates were not answered', { action: `create a job of ${plan.model}` });
    if (this.#lostAnswers >= maxCreates) this.#createAt = Number.POSITIVE_INFINITY;
  }

  /** Whatever came of it. */
  isTried = false;

  /** A create was not answered, and no job was found: there may be one that shows later. */
  get isUnsure(): boolean {
    return this.#lost !== undefined;
  }

  /** Why nothing is known. */
  get lost(): ServiceError | undefined {
    return this.#lost;
  }

  /**
   * Creates the job, or finds the one whose create was not answered. A refusal for want of quota (429) may be tried again later, and
   * so may what is unsure.
   */
  async create(): Promise<RemoteJob> {
    const { gemini, clock, deadline, patientUntil = deadline } = this.#tools;
    const { model, displayName, upload } = this.plan;
    this.isTried = true;
    let file = await upload.ensure();
    if (this.#lost !== undefined) {
      const found = await this.#find();
      if (found !== undefined) return found;
      if (clock.now() < this.#createAt) throw this.#lost;
    }
    for (;;) {
      try {
        this.#options.onCreating(displayName);
        return await gemini.createJob({ model, fileName: file.name, displayName });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        // An earlier try that was not answered may have made a job all the same.
        if (!error.isAmbiguous && !this.isUnsure) this.#options.onRefused(displayName);
        if (isRefusedType(error)) file = await upload.changeType(error);
        else if (error.isAmbiguous) {
          this.#lostAnswers++;
          this.#lost = error;
          const found = await this.#findLost();
          if (found !== undefined) return found;
          if (this.#lostAnswers < createsInARow && clock.now() < patientUntil) continue;
          this.#createAt = clock.now() + this.#pauseMs();
          throw error;
        } else throw error;
      }
    }
  }

  #pauseMs(): number {
    if (this.#lostAnswers >= maxCreates) return Number.POSITIVE_INFINITY;
    return this.#tools.longestPauseMs * 2 ** Math.max(0, this.#lostAnswers - createsInARow);
  }

  async #find(): Promise<RemoteJob | undefined> {
    const found = await findJobs(this.#tools.gemini, new Set([this.plan.displayName]));
    return chooseTwin(found.filter((job) => this.#options.excluded?.has(job.name) !== true));
  }

  /** After a create without an answer the job may exist: looks for it several times before anything is bought again. */
  async #findLost(): Promise<RemoteJob | undefined> {
    const { clock, deadline, patientUntil = deadline, log, signal } = this.#tools;
    log.info(`${labelOf(this.plan)}: no answer to the create; looking whether the job exists`);
    for (let look = 1, failed = 0; look <= looksAfterLostAnswer; ) {
      await clock.sleep(backOffMs(this.#tools, look + failed), signal);
      try {
        const found = await this.#find();
        if (found !== undefined) return found;
        look++;
      } catch (error) {
        // Without a look nothing is known, and nothing may be bought.
        if (!(error instanceof ServiceError) || !error.isTransient || clock.now() >= patientUntil) throw error;
        failed++;
        log.info(`${error.message}; looking again later`);
      }
    }
    return undefined;
  }
}
