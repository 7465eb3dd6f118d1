import { expect, test } from '@jest/globals';
import { startAzurite } from '../../local/github/azurite.ts';
import { headSha, setStage } from './stage.ts';

test('artifacts reach the real blob service that artifacts are stored in', async () => {
  const azurite = await startAzurite();
  try {
    await using stage = await setStage({
      github: { blobs: azurite, pulls: [{ number: 7, headSha, baseSha: 'b'.repeat(40) }] },
    });
    const run = await stage.run({});
    expect(run.outputs['artifact-ids']?.split(',')).toHaveLength(3);
    expect([...stage.github.store.artifacts.values()].every(({ size }) => size > 0)).toBe(true);
  } finally {
    await azurite.close();
  }
});
