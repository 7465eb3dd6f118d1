import { afterEach } from '@jest/globals';
import type { GeminiEmulatorOptions } from '../../../local/gemini/options.ts';
import { type GeminiEmulator, startGeminiEmulator } from '../../../local/gemini/server.ts';

export const key = 'AIza-test-key-0001';

const running: GeminiEmulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** An emulator that closes after the test. */
export async function start(options: GeminiEmulatorOptions = {}): Promise<GeminiEmulator> {
  const emulator = await startGeminiEmulator(options);
  running.push(emulator);
  return emulator;
}

export type Sent = RequestInit & { as?: string };

/** A request with the key in its header. */
export function send(
  emulator: GeminiEmulator,
  path: string,
  { as = key, headers, ...rest }: Sent = {},
): Promise<Response> {
  const url = path.startsWith('http') ? path : `${emulator.url}${path}`;
  return fetch(url, { ...rest, headers: { 'x-goog-api-key': as, ...headers } });
}

// biome-ignore lint/suspicious/noExplicitAny: what was answered is looked at member by member.
export type Body = any;

/** The JSON body of an answer. */
export async function bodyOf(response: Response): Promise<Body> {
  return await response.json();
}

/** Status and JSON body of a request. */
export async function ask(
  emulator: GeminiEmulator,
  path: string,
  sent: Sent = {},
): Promise<{ status: number; body: Body }> {
  const response = await send(emulator, path, sent);
  return { status: response.status, body: await bodyOf(response) };
}

/** Starts an upload and returns its answer. */
export function startUpload(
  emulator: GeminiEmulator,
  {
    bytes,
    mimeType = 'application/jsonl',
    as = key,
    file = {},
  }: { bytes?: number; mimeType?: string; as?: string; file?: object },
): Promise<Response> {
  return send(emulator, '/upload/v1beta/files', {
    as,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-goog-upload-protocol': 'resumable',
      'x-goog-upload-command': 'start',
      'x-goog-upload-header-content-type': mimeType,
      ...(bytes === undefined ? {} : { 'x-goog-upload-header-content-length': String(bytes) }),
    },
    body: JSON.stringify({ file: { mimeType, ...file } }),
  });
}

/** Sends a command to an upload's own address. */
export function piece(
  url: string,
  command: string,
  offset = 0,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'x-goog-upload-command': command, 'x-goog-upload-offset': String(offset) },
    ...(body === undefined ? {} : { body }),
  });
}

/** Uploads a text in one piece and returns the file's name. */
export async function upload(
  emulator: GeminiEmulator,
  text: string,
  options: { as?: string; mimeType?: string } = {},
): Promise<string> {
  const started = await startUpload(emulator, { bytes: Buffer.byteLength(text), ...options });
  const finished = await piece(started.headers.get('x-goog-upload-url') ?? '', 'upload, finalize', 0, text);
  return (await bodyOf(finished)).file.name;
}

/** Creates a job that reads a file. */
export function create(
  emulator: GeminiEmulator,
  fileName: string,
  {
    model = 'gemini-3.8-flash',
    displayName = 'a job',
    as = key,
  }: { model?: string; displayName?: string; as?: string } = {},
) {
  const body = JSON.stringify({ batch: { displayName, inputConfig: { fileName } } });
  return ask(emulator, `/v1beta/models/${model}:batchGenerateContent`, { as, method: 'POST', body });
}

/** A line with a request that says this. */
export function row(key: string, text = 'hello', more: object = {}): string {
  return `${JSON.stringify({ key, request: { contents: [{ role: 'user', parts: [{ text }] }], ...more } })}\n`;
}

/** Looks at a job until it is done. */
export async function finish(emulator: GeminiEmulator, name: string) {
  for (let look = 0; look < 20; look += 1) {
    const { body } = await ask(emulator, `/v1beta/${name}`);
    if (body.done) return body;
  }
  throw new Error(`${name} is not done after 20 looks`);
}

/** Lines with the keys `row-0`, `row-1`, … */
export function rows(count: number): string {
  return Array.from({ length: count }, (_, index) => row(`row-${index}`)).join('');
}

/** The lines of the result file of a job over this input. */
export async function results(emulator: GeminiEmulator, input: string): Promise<string[]> {
  const { body } = await create(emulator, await upload(emulator, input));
  const { response } = await finish(emulator, body.name);
  const text = await (await send(emulator, `/download/v1beta/${response.responsesFile}:download?alt=media`)).text();
  return text === '' ? [] : text.slice(0, -1).split('\n');
}
