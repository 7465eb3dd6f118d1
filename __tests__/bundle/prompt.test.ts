import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { callReply, textReply } from '../../local/gemini/replies.ts';
import type { AskedRow } from '../../local/gemini/types.ts';
import { setStage } from './stage.ts';

/** Rows with everything that a careless copy would change. */
const nasty = [
  '{"request":{"contents":[{"parts":[{"text":"a"}]}],"systemInstruction":{"parts":[{"text":"old"}]},"generationConfig":{"temperature":1.0,"seed":42}}}',
  '{"response":{"systemInstruction":1},"request":{"system_instruction" : {"parts":[{"text":"old \\u00e9 }]"}]} ,"contents":[{"parts":[{"text":"\\"systemInstruction\\":{}"}]}]}}',
  '{"request":{"contents":[{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"model":"m","systemInstruction":{"x":-0,"y":12345678901234567890}}}}]}],"model":"models/x"}}',
  '{"key":"own","request":{ "tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"systemInstruction":{"type":"STRING"}}}}]}],"contents":[{"parts":[{"text":"\u2028 😀"}]}] }}',
];
const files = (prompt: string) => ({ 'spam.jsonl': nasty.join('\r\n'), 'prompt.txt': prompt });

const uploaded = (stage: Awaited<ReturnType<typeof setStage>>) =>
  [...stage.gemini.uploads.values()]
    .map((upload) => readFileSync(upload.path, 'utf8'))
    .join('')
    .trim()
    .split('\n');

test('changing one line of the prompt file changes exactly systemInstruction in every uploaded row and nothing else', async () => {
  const send = async (prompt: string) => {
    await using stage = await setStage({ files: files(prompt) });
    await stage.run({ models: 'gemini-2.5-flash', 'system-instruction': 'prompt.txt' });
    return uploaded(stage);
  };
  const before = await send('You sort mail.\nBe brief.\n');
  const after = await send('\uFEFFYou sort mail.\nBe "kind" \\ 😀.\r\n');
  const content = (text: string) => JSON.stringify({ parts: [{ text }] });
  const [old, new_] = [content('You sort mail.\nBe brief.'), content('You sort mail.\nBe "kind" \\ 😀.')];
  expect(before).toHaveLength(4);
  expect(before.every((line) => line.split(old).length === 2)).toBe(true);
  expect(after).toEqual(before.map((line) => line.replace(old, () => new_)));
});

test('rows keep their bytes outside the instruction, and their keys do not depend on it', async () => {
  await using stage = await setStage({ files: files('New.') });
  await stage.run({ models: 'gemini-2.5-flash' });
  await stage.run({ models: 'gemini-2.5-flash', 'system-instruction': 'prompt.txt', reuse: 'never' });
  const lines = uploaded(stage);
  const [plain, prompted] = [lines.slice(0, 4), lines.slice(4)];
  expect(prompted.map((line) => JSON.parse(line).key)).toEqual(plain.map((line) => JSON.parse(line).key));
  expect(prompted[0]).toBe(plain[0]?.replace('{"parts":[{"text":"old"}]}', '{"parts":[{"text":"New."}]}'));
  expect(prompted[1]).toBe(plain[1]?.replace('{"parts":[{"text":"old \\u00e9 }]"}]}', '{"parts":[{"text":"New."}]}'));
  expect(prompted[2]).toBe(plain[2]?.replace(/\}\}$/, ',"systemInstruction":{"parts":[{"text":"New."}]}}}'));
  expect(plain[3]).toBe(`{"key":"own","request":${nasty[3]?.slice('{"key":"own","request":'.length)}`);
});

test('a patch for all and one per model: equal requests share an upload, others get their own', async () => {
  await using stage = await setStage();
  const patch =
    'generationConfig: { temperature: 0, thinkingConfig: null }\nmodels:\n  gemini-3.8-flash:\n    generationConfig: { temperature: null }\n';
  const run = await stage.run({ models: 'gemini-2.5-flash, gemini-3.8-flash, gemini-2.5-pro', 'request-patch': patch });
  expect(run.outputs.verdict).toBe('pass');
  expect(stage.gemini.count('upload.start')).toBe(2);
  expect(JSON.parse(stage.read('requests.jsonl').split('\n')[0] ?? '').request.generationConfig).toEqual({
    temperature: 0,
  });
  expect(
    JSON.parse(stage.read('requests.gemini-3.8-flash.jsonl').split('\n')[0] ?? '').request.generationConfig,
  ).toEqual({});
  const report = JSON.parse(stage.read('report.json'));
  expect(report.models.map(({ model }: { model: string }) => model)).toEqual([
    'gemini-2.5-flash',
    'gemini-3.8-flash',
    'gemini-2.5-pro',
  ]);
  expect(report.prompts[0]).toMatchObject({
    models: ['gemini-2.5-flash', 'gemini-2.5-pro'],
    hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  });
  expect(report.prompts[0].changes).toContain('sets generationConfig.temperature to 0');
  expect(run.summary).toContain('Prompt under test');
});

test.each([
  [
    'the file is not there',
    { 'system-instruction': 'no.txt' },
    'system-instruction is "no.txt": there is no such file',
  ],
  ['the file is empty', { 'system-instruction': 'empty.txt' }, 'system-instruction is "empty.txt": the file is empty'],
  ['a patch that is no object', { 'request-patch': '[1]' }, 'request-patch: must be an object'],
  ['a patch of the model', { 'request-patch': 'model: x' }, 'request-patch: sets "model"'],
  [
    'a patch for a model that is not run',
    { 'request-patch': 'models: { gemini-x: {} }' },
    'request-patch: models: "gemini-x" is not among the models',
  ],
])('%s: an input error, and nothing is sent', async (_, inputs, message) => {
  await using stage = await setStage({ files: { ...files('x'), 'empty.txt': '\n' } });
  const run = await stage.run(inputs);
  expect(run.annotations.at(-1)?.message).toContain(message);
  expect(stage.gemini.requests).toEqual([]);
});

test.each([
  ['an instruction that is no object', '"systemInstruction":"be kind"', '"systemInstruction" is not an object'],
  ['both spellings of one member', '"generationConfig":{},"generation_config":{}', 'generationConfig'],
  ['cached content with tools', '"cachedContent":"cachedContents/x","tools":[{}]', 'cachedContent'],
])('%s would be refused for the whole job: an error with file and line', async (_, member, message) => {
  const rows = [
    '{"request":{"contents":[{"parts":[{"text":"a"}]}]}}',
    `{"request":{"contents":[{"parts":[{"text":"a"}]}],${member}}}`,
  ];
  await using stage = await setStage({ files: { 'spam.jsonl': rows.join('\n') } });
  const run = await stage.run({});
  expect(run.annotations.at(-1)?.message).toContain('spam.jsonl:2: ');
  expect(run.annotations.at(-1)?.message).toContain(message);
  expect(stage.gemini.requests).toEqual([]);
});

test('an unknown field is a warning with its place, and the refusal of the service names the same row', async () => {
  const rows = [
    '{"request":{"contents":[{"parts":[{"text":"a"}]}]}}',
    '{"request":{"contents":[{"parts":[{"text":"a"}]}],"config":{}}}',
  ];
  await using stage = await setStage({ files: { 'spam.jsonl': rows.join('\n') } });
  const run = await stage.run({});
  expect(run.annotations).toContainEqual(
    expect.objectContaining({
      level: 'warning',
      file: 'spam.jsonl',
      line: 2,
      message: expect.stringContaining('config'),
    }),
  );
  expect(run.annotations).toContainEqual(
    expect.objectContaining({ level: 'error', file: 'spam.jsonl', line: 2, title: 'Refused row' }),
  );
});

test('settings that newer models refuse are warned about, with the patch that mends them', async () => {
  const row = '{"request":{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"presencePenalty":0.5}}}';
  await using stage = await setStage({ files: { 'spam.jsonl': row } });
  const run = await stage.run({ models: 'gemini-3.6-flash' });
  const warning = run.annotations.find(
    ({ level, message }) => level === 'warning' && message.includes('presencePenalty'),
  );
  expect(warning?.message).toMatch(/request-patch would mend it:\n[\s\S]*presencePenalty: null/);
});

test('a worse prompt turns the check red', async () => {
  const answer = (row: AskedRow) => {
    const prompt = JSON.stringify(row.request.systemInstruction ?? '');
    return prompt.includes('careless') && row.index % 2 === 0 ? textReply(row, 'Never mind.') : callReply(row, 'f', {});
  };
  await using stage = await setStage({
    files: { ...files('Be careful.'), 'worse.txt': 'Be careless.' },
    gemini: { answer },
  });
  const good = await stage.run({ threshold: '90%', 'system-instruction': 'prompt.txt' });
  const bad = await stage.run({ threshold: '90%', 'system-instruction': 'worse.txt' });
  expect([good.conclusion, bad.conclusion]).toEqual(['success', 'failure']);
  expect(stage.comments()[0]).toContain('worse.txt');
});
