import type { RemoteJob } from '../../ports/gemini.ts';

type Json = { readonly [name: string]: unknown };

const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const asCount = (value: unknown): number => Number(value ?? 0) || 0;

/** google.rpc.Code.CANCELLED, which a cancelled operation carries as its error. */
const cancelledCode = 1;

/**
 * Reads a batch job from the operation on the wire. The SDK's own BatchJob drops the operation's error and the statistics,
 * and the wire says BATCH_STATE_ where the documentation says JOB_STATE_: only what follows the prefix counts.
 */
export function readJob(operation: unknown): RemoteJob {
  const { name, done, error: rawError, response: rawResponse, metadata: rawMetadata } = asObject(operation);
  const metadata = asObject(rawMetadata);
  const error = rawError === undefined || rawError === null ? undefined : asObject(rawError);
  const resultFile = asText(asObject(rawResponse).responsesFile) ?? asText(asObject(metadata.output).responsesFile);
  const createTime = asText(metadata.createTime);
  const endTime = asText(metadata.endTime);
  const inputFile = asText(asObject(metadata.inputConfig).fileName);
  return {
    name: asText(name) ?? asText(metadata.name) ?? '',
    displayName: asText(metadata.displayName) ?? '',
    model: (asText(metadata.model) ?? '').replace(/^models\//, ''),
    state: readState(metadata.state, done === true, error),
    ...(inputFile === undefined ? {} : { inputFile }),
    ...(resultFile === undefined ? {} : { resultFile }),
    ...(error === undefined
      ? {}
      : { error: { code: asText(error.code) ?? asCount(error.code), message: asText(error.message) ?? '' } }),
    ...(metadata.batchStats === undefined ? {} : { stats: readStats(asObject(metadata.batchStats)) }),
    ...(createTime === undefined ? {} : { createTime }),
    ...(endTime === undefined ? {} : { endTime }),
  };
}

function readState(state: unknown, isDone: boolean, error: Json | undefined): string {
  const word = (asText(state) ?? 'UNSPECIFIED').replace(/^(BATCH|JOB)_STATE_/, '');
  const isOpen = word === 'UNSPECIFIED' || word === 'PENDING' || word === 'RUNNING';
  if (!isDone || !isOpen) return word;
  // The operation has ended although its metadata lags behind.
  if (error === undefined) return 'SUCCEEDED';
  return error.code === cancelledCode ? 'CANCELLED' : 'FAILED';
}

/** Counts are int64 strings on the wire, and left out when zero. */
function readStats(stats: Json): NonNullable<RemoteJob['stats']> {
  return {
    requests: asCount(stats.requestCount),
    succeeded: asCount(stats.successfulRequestCount),
    failed: asCount(stats.failedRequestCount),
    pending: asCount(stats.pendingRequestCount),
  };
}
