import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBatches } from './batches.ts';
import type { Emulation } from './emulation.ts';
import { createExchanger } from './exchange.ts';
import { createFaults, type Fault } from './faults.ts';
import { createFileStore } from './files.ts';
import { createIds } from './ids.ts';
import { createKeyWatch } from './keys.ts';
import { type GeminiEmulatorOptions, withOptions } from './options.ts';
import type { AnswerRow, EmulatedJob, JobLife, Operation, RecordedRequest, StoredFile } from './types.ts';
import { createUploads } from './uploads.ts';

/** Gemini's File and Batch API on a port of this machine, as strict as the real one, without any model behind it. */
export interface GeminiEmulator {
  /** Base address: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Every request, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Requests with an API key in their address or body. */
  readonly keyLeaks: readonly RecordedRequest[];
  /** What exists now, uploaded and generated. */
  readonly files: ReadonlyMap<string, StoredFile>;
  /** All files ever uploaded to the end, also those deleted since. */
  readonly uploads: ReadonlyMap<string, StoredFile>;
  /** All jobs ever created, also those deleted since. */
  readonly jobs: ReadonlyMap<string, EmulatedJob>;
  count(operation: Operation): number;
  addFault(fault: Fault): void;
  clearFaults(): void;
  setLife(life: JobLife): void;
  setAnswer(answer: AnswerRow): void;
  /** Changes any option from now on. */
  configure(changes: GeminiEmulatorOptions): void;
  /** All result files are gone, as they are after some weeks. */
  expireResultFiles(): void;
  /** Breaks every connection and removes all bytes. */
  close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1, on a port that was free. */
export async function startGeminiEmulator(options: GeminiEmulatorOptions = {}): Promise<GeminiEmulator> {
  const folder = await mkdtemp(join(tmpdir(), 'gemini-emulator-'));
  const seed = options.seed ?? 1;
  const emulation: Emulation = { behaviour: withOptions(options), url: '', seed, folder, nextId: createIds(seed) };
  const store = createFileStore(emulation, (name) => batches.loseInput(name));
  const batches = createBatches(emulation, () => store);
  const faults = createFaults();
  const watch = createKeyWatch();
  const requests: RecordedRequest[] = [];
  const parts = { store, batches, uploads: createUploads(emulation, store), faults, watch, requests };
  const handle = createExchanger(emulation, parts);
  const server = await listen(handle);
  emulation.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configure = (changes: GeminiEmulatorOptions) => {
    emulation.behaviour = withOptions(changes, emulation.behaviour);
  };
  return {
    url: emulation.url,
    requests,
    keyLeaks: watch.leaks,
    files: store.files,
    uploads: store.uploads,
    jobs: batches.jobs,
    count: (operation) => requests.filter((request) => request.operation === operation).length,
    addFault: faults.add,
    clearFaults: faults.clear,
    setLife: (life) => configure({ life }),
    setAnswer: (answer) => configure({ answer }),
    configure,
    expireResultFiles: store.expireResultFiles,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}
