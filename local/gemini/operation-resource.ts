import { toTimestamp } from './files.ts';
import { hasResults, type Job } from './job.ts';
import type { Behaviour } from './options.ts';

const typePrefix = 'type.googleapis.com/google.ai.generativelanguage.v1main.';

/** A job as the service shows it: a google.longrunning.Operation around the batch. Lists leave inlined responses out. */
export function renderOperation(job: Job, behaviour: Behaviour, { withInlined = true } = {}): object {
  const output = renderOutput(job, withInlined);
  const { responsesFileIn } = behaviour;
  const metadata = {
    '@type': `${typePrefix}GenerateContentBatch`,
    model: `models/${job.model}`,
    displayName: job.displayName,
    ...(output && responsesFileIn !== 'response' ? { output } : {}),
    createTime: toTimestamp(job.createTime),
    ...(job.endTime === undefined ? {} : { endTime: toTimestamp(job.endTime) }),
    updateTime: toTimestamp(job.updateTime),
    batchStats: renderStats(job),
    state: job.state.includes('_STATE_') ? job.state : `BATCH_STATE_${job.state}`,
    name: job.name,
  };
  if (!job.isFinished) return { name: job.name, metadata };
  if (job.error) return { name: job.name, metadata, done: true, error: job.error };
  const shown = responsesFileIn === 'metadata' ? undefined : output;
  const response = { '@type': `${typePrefix}GenerateContentBatchOutput`, ...shown };
  return { name: job.name, metadata, done: true, response };
}

function renderOutput(job: Job, withInlined: boolean): object | undefined {
  if (!hasResults(job.state) || job.looksWithoutResults > 0) return undefined;
  if (job.resultFile) return { responsesFile: job.resultFile.name };
  return withInlined ? { inlinedResponses: { inlinedResponses: job.inlinedResponses ?? [] } } : undefined;
}

function renderStats(job: Job): object {
  const pending = job.isFinished && hasResults(job.state) ? 0 : job.requestCount;
  const counts = {
    requestCount: job.requestCount,
    successfulRequestCount: job.successfulCount,
    failedRequestCount: job.failedCount,
    pendingRequestCount: pending,
  };
  const given = Object.entries(counts).filter(([, count]) => count > 0);
  return Object.fromEntries(given.map(([name, count]) => [name, String(count)]));
}
