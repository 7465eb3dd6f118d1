import { ServiceError } from '../errors.ts';
import type { RemoteJob } from '../ports.ts';
import { chooseTwin, findJobs } from './find-jobs.ts';
import type { JobPlan } from './submit.ts';
import { type BatchTools, backOffMs } from './tools.ts';
import { isRefusedType } from './upload.ts';

/** Looks before a create whose predecessor's answer was lost: the list may lag behind. */
const looksAfterLostAnswer = 3;
const maxCreates = 3;

/** A job that is being bought, over as many tries as its quota takes. */
export class Purchase {
  readonly plan: JobPlan;
  readonly #tools: BatchTools;
  #lostAnswers = 0;

  constructor(tools: BatchTools, plan: JobPlan) {
    this.#tools = tools;
    this.plan = plan;
  }

  /** Creates the job, or finds the one whose create was not answered. A refusal for want of quota (429) may be tried again later. */
  async create(): Promise<RemoteJob> {
    const { gemini } = this.#tools;
    const { model, displayName, upload } = this.plan;
    let file = await upload.ensure();
    if (this.#lostAnswers > 0) {
      const found = await this.#find();
      if (found !== undefined) return found;
    }
    for (;;) {
      try {
        return await gemini.createJob({ model, fileName: file.name, displayName });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        if (isRefusedType(error)) file = await upload.changeType(error);
        else if (error.isAmbiguous) {
          this.#lostAnswers++;
          const found = await this.#findLost();
          if (found !== undefined) return found;
          if (this.#lostAnswers >= maxCreates) throw error;
        } else throw error;
      }
    }
  }

  async #find(): Promise<RemoteJob | undefined> {
    return chooseTwin(await findJobs(this.#tools.gemini, new Set([this.plan.displayName])));
  }

  /** After a create without an answer the job may exist: looks for it several times before anything is bought again. */
  async #findLost(): Promise<RemoteJob | undefined> {
    const { clock, deadline, log, signal } = this.#tools;
    log.info(`${this.plan.model}: no answer to the create; looking whether the job exists`);
    for (let look = 1, failed = 0; look <= looksAfterLostAnswer; ) {
      await clock.sleep(backOffMs(this.#tools, look + failed), signal);
      try {
        const found = await this.#find();
        if (found !== undefined) return found;
        look++;
      } catch (error) {
        // Without a look nothing is known, and nothing may be bought.
        if (!(error instanceof ServiceError) || !error.isTransient || clock.now() >= deadline) throw error;
        failed++;
        log.info(`${error.message}; looking again later`);
      }
    }
    return undefined;
  }
}
