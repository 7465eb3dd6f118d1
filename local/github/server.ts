import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jobToken } from './access.ts';
import { Api } from './api.ts';
import { ArtifactService, runtimeToken } from './artifact-service.ts';
import { BlobStore, digestOf } from './blobs.ts';
import { Faults } from './faults.ts';
import { type Parts, serve } from './serve.ts';
import { Store } from './store.ts';
import type { ArtifactSeed, Fault, GitHubEmulatorOptions, RecordedRequest } from './types.ts';

/** A GitHub of one repository on a local port: REST, a little GraphQL, and the artifact service of its jobs. */
export interface GitHubEmulator {
  readonly url: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `ACTIONS_RESULTS_URL` */
  readonly resultsUrl: string;
  /** Every request, in the order of the answers. */
  readonly requests: readonly RecordedRequest[];
  /** What the repository holds; may be changed while running. */
  readonly store: Store;
  /** `ACTIONS_RUNTIME_TOKEN` of a job; its run comes into being when it is not there yet. */
  runtimeToken(runId: number, jobId?: string): string;
  /** Puts a finished artifact into a run. Only with the emulator's own store of blobs. */
  addArtifact(seed: ArtifactSeed): number;
  addFault(fault: Fault): void;
  clearFaults(): void;
  close(): Promise<void>;
}

/** Starts an emulator on a free port of 127.0.0.1. */
export async function startGitHubEmulator(options: GitHubEmulatorOptions = {}): Promise<GitHubEmulator> {
  const store = new Store(options);
  const memory = new BlobStore(() => url);
  const blobs = options.blobs ?? memory;
  const faults = new Faults();
  const requests: RecordedRequest[] = [];
  const parts: Parts = {
    api: new Api(store, blobs, options.tokens ?? { ghs_local: jobToken }),
    service: new ArtifactService(store, blobs),
    memory,
  };
  const server = createServer((request, response) => {
    serve(request, response, { parts, faults, requests, origin: url }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addArtifact = (seed: ArtifactSeed) => {
    const artifact = store.addArtifact(seed);
    const bytes = seed.bytes ?? new Uint8Array();
    memory.put(artifact.blob, bytes, 'application/zip');
    Object.assign(artifact, { isFinalized: true, size: bytes.length, digest: digestOf(bytes) });
    return artifact.id;
  };
  for (const seed of options.artifacts ?? []) addArtifact(seed);
  return {
    url,
    apiUrl: url,
    graphqlUrl: `${url}/graphql`,
    resultsUrl: `${url}/`,
    requests,
    store,
    runtimeToken: (runId, jobId) => {
      if (!store.runs.has(runId)) store.addRun({ id: runId });
      return runtimeToken(runId, jobId);
    },
    addArtifact,
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
