import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { partsReply } from '../../local/gemini/replies.ts';
import { setStage } from './stage.ts';

const image = (bytes: number) => ({
  inlineData: { mimeType: 'image/png', data: randomBytes(bytes).toString('base64') },
});

test('rows with inline images, and answers that are images, go through whole', async () => {
  const requests = [200_000, 3_000_000, 10].map((bytes) => ({
    contents: [{ role: 'user', parts: [image(bytes), { text: 'Paint it blue.' }] }],
  }));
  const answers = [image(1_500_000), image(300_000), image(7)];
  await using stage = await setStage({
    files: { 'spam.jsonl': requests.map((request) => JSON.stringify({ request, response: {} })).join('\n') },
    gemini: {
      answer: (row) => partsReply(row, [answers[row.index] ?? {}, { functionCall: { name: 'done', args: {} } }]),
    },
  });
  const run = await stage.run({ models: 'gemini-2.5-flash-image', threshold: '100%' });
  expect(run.outputs.verdict).toBe('pass');
  const sent = [...stage.gemini.uploads.values()].map((upload) => readFileSync(upload.path, 'utf8')).join('');
  expect(
    sent
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).request),
  ).toEqual(requests);
  const results = readFileSync(join(stage.workspace, 'out/results/gemini-2.5-flash-image.jsonl'), 'utf8');
  const parts = results
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).response.candidates[0].content.parts[0]);
  expect(new Set(parts.map((part) => part.inlineData.data))).toEqual(
    new Set(answers.map((answer) => answer.inlineData.data)),
  );
});

test('what reaches the service is the text that stood in the file', async () => {
  const text =
    '{"contents":[{"parts":[{"text":"\\u00fcber \\ud83d\\ude00 ü"}],"role":"user"}], "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"model":{"type":"STRING"},"response":{"type":"INTEGER","maximum":12345678901234567890}}}}]}],"generationConfig":{"temperature":1.0,"topP":-0,"seed":42}}';
  const withModel = `${text.slice(0, -1)},"mo\\u0064el":"models/x"}`;
  await using stage = await setStage({
    files: { 'spam.jsonl': `\uFEFF{"response":{"request":1},"request":${withModel},"id":7}\r\n\r\n` },
  });
  await stage.run({ models: 'gemini-2.5-flash' });
  const sent = [...stage.gemini.uploads.values()].map((upload) => readFileSync(upload.path, 'utf8')).join('');
  expect(sent).toMatch(/^\{"key":"r-[0-9a-f]{16}","request":/);
  expect(sent.slice(sent.indexOf(',"request":') + 11)).toBe(`${text}}\n`);
});
