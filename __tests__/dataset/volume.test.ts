import { describe, expect, test } from '@jest/globals';
import type { Volume } from '../../src/cost/volume.ts';
import { compileEdit } from '../../src/dataset/edit.ts';
import { prepareRequests, type Variant } from '../../src/dataset/prepare.ts';

interface Options {
  readonly repeat?: number;
  readonly patch?: object;
  readonly sample?: number;
}

async function variantOf(rows: readonly string[], { repeat = 1, patch = {}, sample }: Options = {}): Promise<Variant> {
  const source = {
    display: 'a.jsonl',
    async *chunks() {
      yield Buffer.from(`${rows.join('\n')}\n`);
    },
  };
  const openSink = async () => ({ write: async () => undefined });
  const variants = [{ models: ['m'], edit: compileEdit({ patch: patch as never }), openSink }];
  const dataset = await prepareRequests([source], { variants, repeat, sample });
  return dataset.variants[0]!;
}

async function volumeOf(rows: readonly string[], options?: Options): Promise<Volume> {
  return (await variantOf(rows, options)).volume;
}

const plain = '{"request":{"contents":[{}]}}';
const withConfig = (members: string, name = 'generationConfig') =>
  `{"request":{"contents":[{}],"${name}":{${members}}}}`;
const withText = (text: string) => `{"request":{"contents":[{"parts":[{"text":"${text}"}]}]}}`;
const withPart = (part: string) => `{"request":{"contents":[{"parts":[${part},{"text":"What is it?"}]}]}}`;

describe('how long answers may be is read from the request as sent', () => {
  test.each<[string, object, number, number]>([
    [plain, {}, 0, 1],
    [withConfig('"maxOutputTokens":100'), {}, 100, 0],
    [withConfig('"temperature":1,"max_output_tokens": 100 ', 'generation_config'), {}, 100, 0],
    [withConfig('"maxOutputTokens":"100"'), {}, 100, 0],
    [withConfig('"maxOutputTokens":1e2'), {}, 100, 0],
    [withConfig('"maxOutputTokens":100.0'), {}, 100, 0],
    [withConfig('"maxOutputTokens":null'), {}, 0, 1],
    [withConfig('"maxOutputTokens":0'), {}, 0, 1],
    [withConfig('"maxOutputTokens":-1'), {}, 0, 1],
    [withConfig('"maxOutputTokens":1e999'), {}, 0, 1],
    [withConfig('"maxOutputTokens":[7]'), {}, 0, 1],
    [withConfig('"maxOutputTokens":100,"candidateCount":3'), {}, 300, 0],
    [withConfig('"candidateCount":3'), {}, 0, 3],
    [plain, { generationConfig: { maxOutputTokens: 64 } }, 64, 0],
    [withConfig('"maxOutputTokens":100'), { generationConfig: { maxOutputTokens: 64 } }, 64, 0],
    [withConfig('"maxOutputTokens":100'), { generationConfig: { maxOutputTokens: null } }, 0, 1],
    [withConfig('"maxOutputTokens":100'), { generationConfig: null }, 0, 1],
  ])('%s patched with %j', async (row, patch, limitTokens, openAnswers) => {
    expect(await volumeOf([row], { patch })).toMatchObject({ requests: 1, limitTokens, openAnswers });
  });

  test('repeats and rows add up', async () => {
    const rows = [withConfig('"maxOutputTokens":100'), plain, withConfig('"maxOutputTokens":10')];
    const { volume, requestBytes } = await variantOf(rows, { repeat: 3 });
    expect(volume).toEqual({
      requests: 9,
      bytes: requestBytes,
      images: 0,
      imageBytes: 0,
      limitTokens: 330,
      openAnswers: 3,
    });
  });

  test('rows that the sample leaves out do not count', async () => {
    const rows = Array.from({ length: 9 }, () => withConfig('"maxOutputTokens":100'));
    expect(await volumeOf(rows, { sample: 4 })).toMatchObject({ requests: 4, limitTokens: 400 });
  });
});

describe('requests with long prompts are summed up apart', () => {
  // The line is {"key":"r-0123456789abcdef","request":{"contents":[{"parts":[{"text":"…"}]}]}} and its end: 78 bytes around the text.
  const bytesAround = 78;
  const longBytes = 200_000 * 4;

  test.each<[string, number, number, number]>([
    ['200,000 tokens are not yet long', longBytes, 1, 0],
    ['a byte more is', longBytes + 1, 1, 1],
    ['repeats make none long', longBytes / 2, 3, 0],
  ])('%s', async (_what, bytes, repeat, requests) => {
    const rows = [withText('x'.repeat(bytes - bytesAround)), withText('short')];
    const { longVolume, volume } = await variantOf(rows, { repeat });
    expect(volume.requests).toBe(2 * repeat);
    expect(longVolume).toMatchObject({ requests, bytes: requests * bytes, openAnswers: requests });
  });

  test('every repeat of a long one is long', async () => {
    const { longVolume } = await variantOf([withText('x'.repeat(longBytes)), plain], { repeat: 2 });
    expect(longVolume).toMatchObject({ requests: 2, openAnswers: 2 });
  });

  test('an image of a megabyte makes no prompt long', async () => {
    const { longVolume } = await variantOf([
      withPart(`{"inlineData":{"mimeType":"image/png","data":"${'A'.repeat(1_000_000)}"}}`),
    ]);
    expect(longVolume.requests).toBe(0);
  });
});

describe('inline images are told from text', () => {
  const data = 'iVBORw0KGgo'.repeat(1_000);
  const found = { images: 1, imageBytes: data.length };
  const overlooked = { images: 0, imageBytes: 0 };

  test.each<[string, string, object]>([
    ['as it is usually written', `{"inlineData":{"mimeType":"image/png","data":"${data}"}}`, found],
    ['in the other spelling', `{"inline_data":{"mime_type":"image/jpeg","data":"${data}"}}`, found],
    ['with its type behind it', `{"inlineData":{"data":"${data}","mimeType":"image/png"}}`, found],
    ['with spaces', `{ "inlineData" : { "mimeType" : "image/png" , "data" : "${data}" } }`, found],
    [
      'with escaped slashes',
      `{"inlineData":{"mimeType":"image\\/png","data":"${'iV\\/ORw0KGgo'.repeat(1_000)}"}}`,
      { images: 1, imageBytes: 12_000 },
    ],
    [
      'in a function’s response',
      `{"functionResponse":{"name":"f","response":{},"parts":[{"inlineData":{"mimeType":"image/png","data":"${data}"}}]}}`,
      found,
    ],
    ['a small one counts by its bytes', '{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo"}}', overlooked],
    ['audio counts by its bytes', `{"inlineData":{"mimeType":"audio/mp3","data":"${data}"}}`, overlooked],
    [
      'another string that looks alike',
      `{"functionCall":{"name":"f","args":{"data":"${data}","mimeType":"image/png"}}}`,
      overlooked,
    ],
    [
      'a text that quotes one',
      `{"text":"{\\"inlineData\\":{\\"mimeType\\":\\"image/png\\",\\"data\\":\\"${data}\\"}}"}`,
      overlooked,
    ],
    [
      'a text that looks alike beside an image',
      `{"inlineData":{"mimeType":"image/png","data":""}},{"text":"${data}"}`,
      overlooked,
    ],
    [
      'a type that stands in the next part',
      `{"inlineData":{"data":"${data}"}},{"inlineData":{"mimeType":"image/png"}}`,
      overlooked,
    ],
  ])('%s', async (_what, part, images) => {
    expect(await volumeOf([withPart(part)])).toMatchObject(images);
  });

  test('several in a row of several repeats', async () => {
    const part = `{"inlineData":{"mimeType":"image/png","data":"${data}"}}`;
    const row = withPart([part, '{"text":"and"}', part, part].join(','));
    expect(await volumeOf([row, row], { repeat: 2 })).toMatchObject({ images: 12, imageBytes: 12 * data.length });
  });

  test.each([9_000, 12_345, 16_500, 40_000])('one of %i bytes wherever it begins', async (bytes) => {
    const part = `{"inlineData":{"mimeType":"image/png","data":"${'A'.repeat(bytes)}"}}`;
    for (let before = 0; before < 8_192; before += 911) {
      const row = withPart(`{"text":"${'in words '.repeat(before / 9)}"},${part}`);
      expect(await volumeOf([row])).toMatchObject({ images: 1, imageBytes: bytes });
    }
  });
});
