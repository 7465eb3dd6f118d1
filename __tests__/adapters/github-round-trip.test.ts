import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { openGitHub } from './open-github.ts';

const runId = 1001;
const folder = await mkdtemp(join(tmpdir(), 'round-trip-'));

afterAll(() => rm(folder, { recursive: true, force: true }));

test('what one run uploads as an artifact is found by another, and read back byte for byte', async () => {
  const { emulator, github } = await openGitHub({ runs: [{ id: runId, headSha: 'a'.repeat(40) }] });
  // The client reads its addresses when it is loaded.
  Object.assign(process.env, {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    ACTIONS_RESULTS_URL: emulator.resultsUrl,
    ACTIONS_RUNTIME_TOKEN: emulator.runtimeToken(runId),
  });
  // What the client says on stdout is for a runner's log.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { createArtifactStore } = await import('../../src/adapters/artifacts.ts');
  const store = createArtifactStore({
    serverUrl: 'https://github.com',
    repository: 'octo-org/octo-repo',
    runId: String(runId),
    attempt: 1,
  });
  const root = join(folder, 'out');
  await mkdir(root);
  const contents = { 'report.json': '{"ключ":"🙂"}\n', 'rows.jsonl': '{"key":"r-1"}\n'.repeat(50_000) };
  for (const [name, text] of Object.entries(contents)) await writeFile(join(root, name), text);
  const files = Object.keys(contents).map((name) => join(root, name));
  const { id } = await store.upload({ name: 'evals', root, files });

  const found = await github.listArtifacts({ name: 'evals', maxPages: 1 });
  expect(found).toMatchObject([{ id, runId, headSha: 'a'.repeat(40), isOwn: true, isExpired: false }]);
  const entries = Object.keys(contents).map((name) => ({ name, maxBytes: 1_000_000 }));
  const back = join(folder, 'back');
  expect(await github.fetchArtifact({ id, folder: back, entries })).toEqual(new Set(Object.keys(contents)));
  for (const [name, text] of Object.entries(contents)) expect(await readFile(join(back, name), 'utf8')).toBe(text);
});
