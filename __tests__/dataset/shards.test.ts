import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileEdit } from '../../src/dataset/edit.ts';
import { prepareRequests, type Variant } from '../../src/dataset/prepare.ts';
import { enqueuedTokens, limitsOf, maxFileBytes, type ShardLimits } from '../../src/dataset/shard-limits.ts';

/** Rows whose texts have these lengths, prepared under limits; with the file that came of it. */
async function prepareTexts(
  lengths: readonly number[],
  {
    limits,
    repeat = 1,
    models = ['m'],
  }: { limits?: Partial<ShardLimits>; repeat?: number; models?: readonly string[] },
): Promise<Variant & { readonly bytes: Buffer }> {
  const rows = lengths.map((length, index) =>
    JSON.stringify({ key: `row ${index}`, request: { contents: [{ parts: [{ text: 'é'.repeat(length) }] }] } }),
  );
  const source = {
    display: 'rows.jsonl',
    async *chunks() {
      yield Buffer.from(rows.join('\n'));
    },
  };
  const pieces: Buffer[] = [];
  const openSink = async () => ({ write: async (piece: Uint8Array) => void pieces.push(Buffer.from(piece)) });
  const variants = [{ models, edit: compileEdit({}), openSink }];
  const dataset = await prepareRequests([source], { variants, repeat, sample: undefined, limits });
  return { ...(dataset.variants[0] as Variant), bytes: Buffer.concat(pieces) };
}

const tokensOf = (bytes: number) => bytes / 4;
const lengths = fc.array(fc.nat(120), { minLength: 1, maxLength: 25 });
const limits = fc.record({ maxBytes: fc.integer({ min: 1, max: 2_000 }), maxTokens: fc.integer({ min: 1, max: 500 }) });

test('shards partition the file at the borders of rows, each within the limits unless it is one row', async () => {
  await fc.assert(
    fc.asyncProperty(lengths, limits, fc.integer({ min: 1, max: 3 }), async (texts, given, repeat) => {
      const { shards, bytes, lines, requestBytes } = await prepareTexts(texts, { limits: given, repeat });
      let [offset, row] = [0, 0];
      for (const shard of shards) {
        expect([shard.offset, shard.firstRow]).toEqual([offset, row]);
        expect(lines.get(shard.firstRow).offset).toBe(offset);
        const text = bytes.subarray(shard.offset, shard.offset + shard.bytes).toString('utf8');
        const keys = text
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line).key.split('#')[0]);
        const own = Array.from({ length: shard.rows }, (_, index) => `row ${shard.firstRow + index}`);
        expect(keys).toEqual(own.flatMap((key) => Array(repeat).fill(key)));
        const isWithin = shard.bytes <= given.maxBytes && tokensOf(shard.bytes) <= given.maxTokens;
        expect(isWithin || shard.rows === 1).toBe(true);
        offset += shard.bytes;
        row += shard.rows;
      }
      expect([offset, row]).toEqual([requestBytes, texts.length]);
      // No two neighbours would have fitted into one.
      shards.slice(1).forEach((shard, index) => {
        const next = (shards[index]?.bytes ?? 0) + (bytes.indexOf('\n', shard.offset) + 1 - shard.offset) * repeat;
        expect(next > given.maxBytes || tokensOf(next) > given.maxTokens).toBe(true);
      });
    }),
  );
});

test('a shard has the digest that a file of just its rows has', async () => {
  const maxBytes = 200;
  const whole = await prepareTexts([10, 10, 10, 10, 10], { limits: { maxBytes } });
  const [first] = (await prepareTexts(Array(whole.shards[0]?.rows ?? 0).fill(10), {})).shards;
  expect(whole.shards.length).toBeGreaterThan(1);
  expect(whole.shards[0]?.requestsDigest).toBe(first?.requestsDigest);
  expect(new Set(whole.shards.map(({ requestsDigest }) => requestsDigest)).size).toBe(whole.shards.length);
});

test('one shard leaves the digest of the file as it is, however near the limits are', async () => {
  const free = await prepareTexts([10, 20], {});
  const near = await prepareTexts([10, 20], { limits: { maxBytes: free.requestBytes } });
  const cut = await prepareTexts([10, 20], { limits: { maxBytes: free.requestBytes - 1 } });
  expect(free.shards).toEqual([
    { offset: 0, bytes: free.requestBytes, firstRow: 0, rows: 2, requestsDigest: free.requestsDigest },
  ]);
  expect([near.requestsDigest, near.shards.length]).toEqual([free.requestsDigest, 1]);
  expect(cut.shards).toHaveLength(2);
  // Another cut means other jobs.
  expect(cut.requestsDigest).not.toBe(free.requestsDigest);
  expect(cut.bytes.equals(free.bytes)).toBe(true);
});

test('an image counts for its tokens, not for its bytes', async () => {
  const image = { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo'.repeat(9_000) } };
  const row = JSON.stringify({ request: { contents: [{ parts: [image] }] } });
  const source = {
    display: 'rows.jsonl',
    async *chunks() {
      yield Buffer.from(`${row}\n${row}\n${row}\n`);
    },
  };
  const variants = [{ models: ['m'], edit: compileEdit({}), openSink: async () => ({ write: async () => undefined }) }];
  const options = { variants, repeat: 1, sample: undefined, limits: { maxTokens: 5_000 } };
  const { shards } = (await prepareRequests([source], options)).variants[0] as Variant;
  expect(shards.map(({ rows }) => rows)).toEqual([2, 1]);
});

describe('the limits of a request file', () => {
  test.each<[readonly string[], number]>([
    [['gemini-3.8-flash'], enqueuedTokens.flash],
    [['gemini-3.5-flash-lite'], enqueuedTokens.flashLite],
    [['gemini-3.1-pro-preview'], enqueuedTokens.pro],
    [['gemini-2.5-pro', 'gemini-2.5-flash-lite'], enqueuedTokens.pro],
    [['gemini-2.5-pro', 'gemini-3.8-flash', 'gemini-2.5-flash-lite'], enqueuedTokens.flash],
    [['gemini-next'], 3_000_000],
    [['profound'], 3_000_000],
  ])('of %j are the lowest of its models', (models, maxTokens) => {
    expect(limitsOf(models)).toEqual({ maxBytes: maxFileBytes, maxTokens });
  });

  test('can only be lowered', () => {
    expect(limitsOf(['gemini-2.5-pro'], { maxBytes: 9e12, maxTokens: 9e12 })).toEqual(limitsOf(['gemini-2.5-pro']));
    expect(limitsOf(['gemini-2.5-pro'], { maxBytes: 5, maxTokens: 7 })).toEqual({ maxBytes: 5, maxTokens: 7 });
  });
});
