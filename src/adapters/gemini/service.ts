import { GoogleGenAI } from '@google/genai';
import { ServiceError } from '../../errors.ts';
import type { GeminiService, RemoteFile } from '../../ports.ts';
import { downloadResult } from './download.ts';
import { toServiceError } from './errors.ts';
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
  const sdk = new GoogleGenAI({
    apiKey: options.apiKey,
    apiVersion,
    // An environment that asks for Vertex must not redirect the key.
    enterprise: false,
    httpOptions: { baseUrl: options.baseUrl, fetch: wire as typeof fetch },
  });
  const attempt = <T>(action: string, call: () => Promise<T>) => translate(action, options, call);
  const raw = (call: (httpOptions: { fetch: typeof fetch }) => Promise<unknown>) => tap(wire, call);

  return {
    uploadFile: ({ path, displayName, mimeType }) =>
      attempt('upload the requests', async () => {
        const file: unknown = await sdk.files.upload({ file: path, config: { mimeType, displayName } });
        return readFile(file);
      }),
    deleteFile: (name) =>
      attempt(`delete ${name}`, async () => {
        await sdk.files.delete({ name });
      }),
    listFiles: ({ pageToken }) =>
      attempt('list the uploaded files', async () => {
        const config = { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
        const page = await raw((httpOptions) => sdk.files.list({ config: { ...config, httpOptions } }));
        const { files, nextPageToken } = page as { files?: unknown[]; nextPageToken?: string };
        return { files: (files ?? []).map(readFile), ...(nextPageToken ? { nextPageToken } : {}) };
      }),
    createJob: ({ model, fileName, displayName }) =>
      attempt(`create a batch job for ${model}`, async () =>
        readJob(
          await raw((httpOptions) =>
            sdk.batches.create({ model, src: fileName, config: { displayName, httpOptions } }),
          ),
        ),
      ),
    getJob: (name) =>
      attempt(`look at ${name}`, async () =>
        readJob(await raw((httpOptions) => sdk.batches.get({ name, config: { httpOptions } }))),
      ),
    listJobs: ({ pageToken }) =>
      attempt('list the batch jobs', async () => {
        const config = { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
        const page = await raw((httpOptions) => sdk.batches.list({ config: { ...config, httpOptions } }));
        const { operations, nextPageToken } = page as { operations?: unknown[]; nextPageToken?: string };
        return { jobs: (operations ?? []).map(readJob), ...(nextPageToken ? { nextPageToken } : {}) };
      }),
    cancelJob: (name) =>
      attempt(`cancel ${name}`, async () => {
        await sdk.batches.cancel({ name });
      }),
    downloadFile: ({ name, path }) =>
      attempt(`download ${name}`, () => downloadResult({ ...options, apiVersion, name, path })),
  };
}

/** Runs an SDK call and hands over the body as it was on the wire. */
async function tap(wire: Send, call: (httpOptions: { fetch: typeof fetch }) => Promise<unknown>): Promise<unknown> {
  let body: unknown;
  const tapped: Send = async (url, init) => {
    const response = await wire(url, init);
    const text = await response.clone().text();
    if (response.ok) body = text === '' ? {} : JSON.parse(text);
    return response;
  };
  await call({ fetch: tapped as typeof fetch });
  return body;
}

async function translate<T>(action: string, options: GeminiOptions, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    throw error instanceof ServiceError ? error : toServiceError(error, action, options.apiKey);
  }
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
