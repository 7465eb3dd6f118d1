import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startAzurite } from '../../../local/github/azurite.ts';
import { startGitHubEmulator } from '../../../local/github/server.ts';
import { liveThrough, loadClient } from './artifact-life.ts';

test('the artifact service works with real blob storage behind it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  const blobs = await startAzurite();
  const emulator = await startGitHubEmulator({ blobs });
  try {
    await liveThrough(await loadClient(emulator, 1001), folder, 1001, randomBytes(9 * 1024 * 1024));
    expect(emulator.requests.filter(({ path }) => path.startsWith('/blobs/'))).toEqual([]);
  } finally {
    await emulator.close();
    await blobs.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
