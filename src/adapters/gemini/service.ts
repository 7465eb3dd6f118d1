import { ApiError, GoogleGenAI } from '@google/genai';
import { ServiceError } from '../../errors.ts';
import type { GeminiService, RemoteFile, RemoteJob } from '../../ports/gemini.ts';
import { askedPauseMs } from './asked-pause.ts';
import { downloadResult } from './download.ts';
import { readErrorBody, toServiceError } from './errors.ts';
import { readJob } from './job.ts';
import { createWire, type Send, type WireOptions } from './wire.ts';

export interface GeminiOptions extends WireOptions {
  readonly apiKey: string;
  /** Where the service is; a path in it is kept. */
  readonly baseUrl: string;
}

/** SDK 3.x defaults to v1, where batches, files and preview models are not documented. */
const apiVersion = 'v1beta';
/** Without a page size the list was seen empty (googleapis/python-genai#1250). */
const pageSize = 100;

/** The Gemini API through the SDK, with what the SDK drops or lacks put back (see wire.ts, job.ts, download.ts). */
export function createGeminiService(options: GeminiOptions): GeminiService {
  const wire = createWire(options);
  let made: GoogleGenAI | undefined;
  // It remarks on a missing key when it is made: only what sends something makes it.
  const sdk = () => {
    made ??= createSdk(options, wire);
    return made;
  };
  const attempt = <T>(action: string, call: (line: Line) => Promise<T>) => translate(action, options, wire, call);

  return {
    uploadFile: ({ path, displayName, mimeType }) =>
      attempt('upload the requests', async () => {
        const file: unknown = await sdk().files.upload({ file: path, config: { mimeType, displayName } });
        return readFile(file);
      }),
    deleteFile: (name) => attempt(`delete ${name}`, ({ httpOptions }) => deleteFile(sdk(), name, httpOptions)),
    listFiles: ({ pageToken }) =>
      attempt('list the uploaded files', async ({ httpOptions, heard }) => {
        await sdk().files.list({ config: { ...pageConfig(pageToken), httpOptions } });
        const { files, nextPageToken } = heard.body as { files?: unknown[]; nextPageToken?: string };
        return { files: (files ?? []).map(readFile), ...(nextPageToken ? { nextPageToken } : {}) };
      }),
    createJob: ({ model, fileName, displayName }) => {
      const action = `create a batch job for ${model}`;
      return attempt(action, async ({ httpOptions, heard }) => {
        await sdk().batches.create({ model, src: fileName, config: { displayName, httpOptions } });
        return readNamedJob(heard.body, action);
      });
    },
    getJob: (name) =>
      attempt(`look at ${name}`, async ({ httpOptions, heard }) => {
        await sdk().batches.get({ name, config: { httpOptions } });
        return readNamedJob(heard.body, `look at ${name}`);
      }),
    listJobs: ({ pageToken }) =>
      attempt('list the batch jobs', async ({ httpOptions, heard }) => {
        await sdk().batches.list({ config: { ...pageConfig(pageToken), httpOptions } });
        const { operations, nextPageToken } = heard.body as { operations?: unknown[]; nextPageToken?: string };
        return { jobs: (operations ?? []).map(readJob), ...(nextPageToken ? { nextPageToken } : {}) };
      }),
    cancelJob: (name) =>
      attempt(`cancel ${name}`, async ({ httpOptions }) => {
        await sdk().batches.cancel({ name, config: { httpOptions } });
      }),
    downloadFile: ({ name, path }) =>
      attempt(`download ${name}`, () => downloadResult({ ...options, apiVersion, name, path })),
  };
}

function createSdk({ apiKey, baseUrl }: GeminiOptions, wire: Send): GoogleGenAI {
  return new GoogleGenAI({
    apiKey,
    apiVersion,
    // An environment that asks for Vertex must not redirect the key.
    enterprise: false,
    httpOptions: { baseUrl, fetch: wire as typeof fetch },
  });
}

function pageConfig(pageToken: string | undefined) {
  return { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
}

/** What came over the wire during a call: the SDK drops parts of bodies and all headers. */
interface Line {
  readonly httpOptions: { fetch: typeof fetch };
  readonly heard: { body: unknown; askedMs: number | undefined };
}

function tap(wire: Send): Line {
  const heard: Line['heard'] = { body: {}, askedMs: undefined };
  const tapped: Send = async (url, init) => {
    const response = await wire(url, init);
    const text = await response.clone().text();
    if (response.ok) heard.body = text === '' ? {} : JSON.parse(text);
    else heard.askedMs = askedPauseMs(response.headers, readErrorBody(text), Date.now());
    return response;
  };
  return { httpOptions: { fetch: tapped as typeof fetch }, heard };
}

async function translate<T>(
  action: string,
  options: GeminiOptions,
  wire: Send,
  call: (line: Line) => Promise<T>,
): Promise<T> {
  const line = tap(wire);
  try {
    return await call(line);
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    throw error instanceof ServiceError ? error : toServiceError(error, action, options.apiKey, line.heard.askedMs);
  }
}

/** A file that is gone is deleted: the answer to an earlier try may have been lost, or its time was over. */
async function deleteFile(sdk: GoogleGenAI, name: string, httpOptions: Line['httpOptions']): Promise<void> {
  try {
    await sdk.files.delete({ name, config: { httpOptions } });
  } catch (error) {
    const isGone =
      error instanceof ApiError &&
      (error.status === 404 || (error.status === 403 && /may not exist/i.test(error.message)));
    if (!isGone) throw error;
  }
}

/** A job without a name could never be found again: such an answer says nothing of what happened. */
function readNamedJob(operation: unknown, action: string): RemoteJob {
  const job = readJob(operation);
  if (job.name === '') throw new ServiceError('the reply names no job', { action });
  return job;
}

function readFile(file: unknown): RemoteFile {
  const { name, displayName, sizeBytes, state, expirationTime } = (file ?? {}) as Record<string, unknown>;
  // An upload was seen answered 200 without a file (googleapis/python-genai#1590).
  if (typeof name !== 'string')
    throw new ServiceError('the reply names no file', { action: 'upload the requests', status: 200, code: 'NO_FILE' });
  return {
    name,
    displayName: typeof displayName === 'string' ? displayName : '',
    sizeBytes: Number(sizeBytes ?? Number.NaN),
    isActive: state === undefined || state === 'ACTIVE',
    expiresAt: Date.parse(String(expirationTime)),
  };
}
