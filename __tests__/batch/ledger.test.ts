import { expect, test } from '@jest/globals';
import { Ledger, type Manifest } from '../../src/batch/ledger.ts';
import type { SavedState } from '../../src/ports.ts';

function open() {
  const told: { manifest: Manifest; state: SavedState }[] = [];
  const start = {
    name: 'spam',
    repository: 'o/r',
    runId: '1',
    attempt: 1,
    sha: '',
    requestsDigest: '',
    isShared: false,
  };
  const ledger = new Ledger(start, (manifest, state) => told.push({ manifest, state }));
  return { ledger, told };
}

const shards = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ model: 'm', displayName: `spam/${index + 1}` }));
const job = (index: number, state = 'PENDING') => ({
  name: `batches/${index}`,
  displayName: `spam/${index + 1}`,
  model: 'm',
  state,
});

test('many jobs are planned in one write, in their order, and each change is told once', () => {
  const { ledger, told } = open();
  ledger.plan(shards(100));
  expect(told).toHaveLength(1);
  expect(ledger.manifest.jobs.map(({ displayName }) => displayName)).toEqual(
    shards(100).map(({ displayName }) => displayName),
  );
  ledger.creating('spam/3', 0);
  expect(told.at(-1)?.state.creates).toEqual([{ displayName: 'spam/3', since: '1970-01-01T00:00:00.000Z' }]);
  ledger.obtained('spam/3', job(2), true);
  expect(told).toHaveLength(3);
  // What is known already is not written again.
  ledger.obtained('spam/3', job(2), true);
  ledger.seen(job(2));
  ledger.refused('spam/4');
  expect(told).toHaveLength(3);
  ledger.seen(job(2, 'RUNNING'));
  expect(told.at(-1)?.manifest.jobs[2]).toEqual({
    model: 'm',
    displayName: 'spam/3',
    name: 'batches/2',
    state: 'RUNNING',
    isOurs: true,
    createSince: null,
  });
  expect(told.at(-1)?.state.jobs).toEqual(['batches/2']);
});

test('a job that is planned again is not known any more', () => {
  const { ledger } = open();
  ledger.plan(shards(3));
  ledger.obtained('spam/2', job(1, 'SUCCEEDED'), true);
  ledger.plan(shards(3).slice(1, 2));
  expect(ledger.manifest.jobs).toHaveLength(3);
  expect(ledger.manifest.jobs.find(({ displayName }) => displayName === 'spam/2')?.name).toBeNull();
});

test('the post step’s state stays short enough for an environment variable, however many shards there are', () => {
  const { ledger, told } = open();
  for (let index = 0; index < 2000; index++) {
    const name = `files/${String(index).padStart(12, '0')}`;
    ledger.uploaded({ name, displayName: 'x'.repeat(110), sizeBytes: 1, isActive: true, expiresAt: Number.NaN });
  }
  expect(ledger.manifest.files).toHaveLength(2000);
  expect(JSON.stringify(told.at(-1)?.state).length).toBeLessThan(32 * 1024);
});
