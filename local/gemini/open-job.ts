import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBody } from './complaints.ts';
import type { Emulation, Exchange } from './emulation.ts';
import type { FileStore } from './files.ts';
import type { Job } from './job.ts';
import { serveModel } from './models.ts';
import { isObject, normalise } from './proto-json.ts';
import { overQuota, Refusal } from './refusal.ts';
import { indexRows } from './rows.ts';

/** The job that a create asks for, pending; refuses unknown models, bad input, and what is over quota. */
export function openJob(
  exchange: Exchange,
  emulation: Emulation,
  store: FileStore,
  jobs: ReadonlyMap<string, Job>,
): Job {
  const { behaviour } = emulation;
  const { route, owner } = exchange;
  const servedBy = serveModel(route.id, route.version, behaviour);
  const batch = parseBatch(exchange.record.bodyText ?? '');
  const input = openInput(batch.inputConfig, owner, emulation, store);
  const rows = indexRows(input.inputPath, behaviour);
  const live = [...jobs.values()].filter((job) => job.owner === owner && !job.isFinished && !job.isDeleted);
  const { maxConcurrentJobs, enqueuedTokens } = behaviour.limits;
  const limit =
    typeof enqueuedTokens === 'number' ? enqueuedTokens : (enqueuedTokens[route.id] ?? Number.POSITIVE_INFINITY);
  const waiting = live.filter(({ model }) => model === route.id).reduce((sum, job) => sum + job.rows.tokens, 0);
  if (live.length >= maxConcurrentJobs || waiting + rows.tokens > limit) throw overQuota();
  const shape = { model: route.id, displayName: String(batch.displayName ?? ''), index: jobs.size };
  const createTime = behaviour.now();
  return {
    ...shape,
    ...input,
    name: `batches/${emulation.nextId(36)}`,
    owner,
    servedBy,
    rows,
    requestCount: rows.offsets.length,
    steps: behaviour.life(shape),
    state: 'PENDING',
    createTime,
    updateTime: createTime,
    isFinished: false,
    isDeleted: false,
    isInputLost: false,
    cancelRequests: 0,
    looks: 0,
    looksWithoutResults: 0,
    successfulCount: 0,
    failedCount: 0,
  };
}

function parseBatch(bodyText: string): Record<string, unknown> {
  const message = parseBody(bodyText, 'BatchGenerateContentRequest');
  const { batch } = normalise(message, { $ref: '#/$defs/BatchGenerateContentRequest' }) as Record<string, unknown>;
  if (!isObject(batch)) throw new Refusal(400, '* BatchGenerateContentRequest.batch: batch is not specified');
  return batch;
}

function openInput(
  given: unknown,
  owner: string,
  { behaviour, folder, nextId }: Emulation,
  store: FileStore,
): Pick<Job, 'inputPath' | 'isInline' | 'inputFile'> {
  const config = isObject(given) ? given : {};
  if (typeof config.fileName === 'string') {
    const file = store.find(config.fileName, owner);
    const isRefused = behaviour.mimeRefusal === 'create' && !behaviour.mimeTypes.includes(file.mimeType);
    if (isRefused) throw new Refusal(400, `Unsupported MIME type: ${file.mimeType}`);
    return { inputPath: file.path, isInline: false, inputFile: file.name };
  }
  const requests = isObject(config.requests) ? config.requests.requests : undefined;
  if (!Array.isArray(requests))
    throw new Refusal(400, '* BatchGenerateContentRequest.batch: inputConfig is not specified');
  const text = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  if (text.length > behaviour.limits.maxInlineBytes) throw new Refusal(400, 'Request payload size exceeds the limit.');
  const inputPath = join(folder, `inline-${nextId(16)}`);
  writeFileSync(inputPath, text);
  return { inputPath, isInline: true };
}
