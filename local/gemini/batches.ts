import { join } from 'node:path';
import { parseBody } from './complaints.ts';
import type { Answer, Emulation, Exchange } from './emulation.ts';
import type { FileStore } from './files.ts';
import { type Job, look } from './job.ts';
import { openJob } from './open-job.ts';
import { renderOperation } from './operation-resource.ts';
import { takePage } from './paging.ts';
import { Refusal, WrongState } from './refusal.ts';
import { inlineResults, writeResults } from './results.ts';

const defaultPageSize = 50;

/** The batch jobs of the service. */
export interface Batches {
  /** All that were ever created. */
  readonly jobs: ReadonlyMap<string, Job>;
  /** A file is gone: live jobs that read it will fail. */
  loseInput(fileName: string): void;
  create(exchange: Exchange): Answer;
  get(exchange: Exchange): Answer;
  list(exchange: Exchange): Answer;
  cancel(exchange: Exchange): Answer;
  delete(exchange: Exchange): Answer;
}

/** No jobs yet; they read their input from the store and leave their results there. */
export function createBatches(emulation: Emulation, store: () => FileStore): Batches {
  const jobs = new Map<string, Job>();

  function find({ route, owner }: Exchange): Job {
    const job = jobs.get(`batches/${route.id}`);
    if (job?.owner !== owner || job.isDeleted) throw new Refusal(404, 'Requested entity was not found.');
    return job;
  }

  function show(job: Job, parts = { withInlined: true }): object {
    const { behaviour, seed, folder } = emulation;
    const makesResults = look(job, behaviour.now(), behaviour.cancelWorks);
    if (makesResults && job.isInline) job.inlinedResponses = inlineResults(job, behaviour.answer);
    if (makesResults && !job.isInline) {
      const id = `batch-${job.name.slice('batches/'.length)}`;
      const path = join(folder, id);
      writeResults(job, path, { answer: behaviour.answer, order: behaviour.order, seed });
      const { owner } = job;
      job.resultFile = store().add({
        name: `files/${id}`,
        mimeType: 'application/jsonl',
        source: 'GENERATED',
        owner,
        path,
      });
      job.responsesFile = job.resultFile.name;
    }
    return renderOperation(job, behaviour, parts);
  }

  return {
    jobs,
    loseInput: (fileName) => {
      for (const job of jobs.values()) if (job.inputFile === fileName && !job.isFinished) job.isInputLost = true;
    },
    create: (exchange) => {
      const job = openJob(exchange, emulation, store(), jobs);
      jobs.set(job.name, job);
      return { body: renderOperation(job, emulation.behaviour) };
    },
    get: (exchange) => ({ body: show(find(exchange)) }),
    list: ({ record, owner }) => {
      const { emptyListWithoutPageSize, listPageSizeMax } = emulation.behaviour;
      const { query } = record;
      if (query.pageSize === undefined && emptyListWithoutPageSize) return { body: {} };
      const own = [...jobs.values()].filter((job) => job.owner === owner && !job.isDeleted);
      const { page, ...token } = takePage(own, { query, defaultSize: defaultPageSize, maxSize: listPageSizeMax });
      const operations = page.map((job) => show(job, { withInlined: false }));
      return { body: operations.length > 0 ? { operations, ...token } : {} };
    },
    cancel: (exchange) => {
      parseBody(exchange.record.bodyText ?? '', 'Empty');
      const job = find(exchange);
      job.cancelRequests += 1;
      if (job.isFinished) throw new WrongState(`${job.name} is in state ${job.state} and cannot be cancelled.`);
      return { body: {} };
    },
    delete: (exchange) => {
      parseBody(exchange.record.bodyText ?? '', 'Empty');
      find(exchange).isDeleted = true;
      return { body: {} };
    },
  };
}
