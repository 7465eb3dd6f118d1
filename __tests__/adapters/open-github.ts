import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import './one-realm.ts';
import { jobToken } from '../../local/github/access.ts';
import { type GitHubEmulator, startGitHubEmulator } from '../../local/github/server.ts';
import type { GitHubEmulatorOptions, Level, Permission } from '../../local/github/types.ts';
import type { GitHubOptions } from '../../src/adapters/github/client.ts';
import { createGitHub } from '../../src/adapters/github/service.ts';
import { ServiceError } from '../../src/errors.ts';
import type { GitHub } from '../../src/ports/github.ts';

const running: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** An emulator, and our side of it with short pauses. */
export async function openGitHub(
  seed: GitHubEmulatorOptions = {},
  options: Partial<GitHubOptions> = {},
): Promise<{ emulator: GitHubEmulator; github: GitHub }> {
  const emulator = await startGitHubEmulator(seed);
  running.push(emulator);
  const { apiUrl } = emulator;
  const defaults = { token: 'ghs_local', repository: 'octo-org/octo-repo', maxPauseMs: 1, apiUrl };
  return { emulator, github: createGitHub({ ...defaults, ...options }) };
}

/** A private repository, and a token that may do only this. */
export function mayOnly(permissions: Partial<Record<Permission, Level>>): GitHubEmulatorOptions {
  return { repository: { private: true }, tokens: { ghs_local: { ...jobToken, permissions } } };
}

export interface OtherServer {
  readonly url: string;
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
}

/** A server on an origin of its own; `count` numbers the requests from 1. */
export async function openServer(answer: (response: ServerResponse, count: number) => void): Promise<OtherServer> {
  const asked: OtherServer['asked'] = [];
  const server = createServer(({ url = '', headers }, response) => {
    asked.push({ url, headers });
    answer(response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push({
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.catch((reason: unknown) => reason);
  if (error instanceof ServiceError) return error;
  throw new Error(`Expected a ServiceError, got ${String(error)}`);
}
