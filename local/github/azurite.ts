import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  BlobSASPermissions,
  BlobServiceClient,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { BlobSigner } from './blobs.ts';

/** The development account that Azurite and its documentation publish; no secret. */
const account = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const startTimeoutMs = 20_000;
const urlLifeMs = 60 * 60 * 1000;

export interface Azurite extends BlobSigner {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts Azurite, Microsoft's own emulator of its blob storage, in memory on a free local port, with a container `artifacts`. */
export async function startAzurite(): Promise<Azurite> {
  const port = await freePort();
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');
  const flags = ['--inMemoryPersistence', '--blobHost', '127.0.0.1', '--blobPort', String(port)];
  // The version of the API that the client speaks is newer than Azurite knows.
  const child = spawn(
    process.execPath,
    [main, ...flags, '--skipApiVersionCheck', '--disableTelemetry', '--loose', '--silent'],
    {
      stdio: 'ignore',
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const url = `http://127.0.0.1:${port}/${account}`;
  const credential = new StorageSharedKeyCredential(account, accountKey);
  try {
    await untilReady(
      new BlobServiceClient(url, credential, { retryOptions: { maxTries: 1 } }),
      () => child.exitCode !== null,
    );
  } catch (error) {
    await close();
    throw error;
  }
  const signUrl: BlobSigner['signUrl'] = (blob, to, fileName) => {
    const query = generateBlobSASQueryParameters(
      {
        containerName: blob.container,
        blobName: blob.name,
        permissions: BlobSASPermissions.parse(to === 'write' ? 'cw' : 'r'),
        protocol: SASProtocol.HttpsAndHttp,
        expiresOn: new Date(Date.now() + urlLifeMs),
        ...(fileName && { contentDisposition: `attachment; filename="${fileName}"` }),
      },
      credential,
    );
    return `${url}/${blob.container}/${blob.name}?${query}`;
  };
  return { url, signUrl, close };
}

async function untilReady(client: BlobServiceClient, hasEnded: () => boolean): Promise<void> {
  const container = client.getContainerClient('artifacts');
  for (const deadline = Date.now() + startTimeoutMs; ; ) {
    try {
      await container.createIfNotExists();
      return;
    } catch (error) {
      if (hasEnded() || Date.now() > deadline) throw new Error('Azurite did not start', { cause: error });
      await delay(50);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
