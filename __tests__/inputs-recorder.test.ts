import { expect, test } from '@jest/globals';
import { recordInputs, replayInputs } from '../src/inputs/recorder.ts';
import { readInputs } from '../src/inputs.ts';
import { readerOf } from './inputs-reader.ts';

const given = {
  dataset: 'evals/*.jsonl\nhttps://example.com/more.jsonl?X-Signature=abc#part\n!evals/old.jsonl',
  models: 'gemini-3.8-flash',
  name: 'mail',
  'system-instruction': 'prompt.txt',
  'request-patch': 'generationConfig: { temperature: 0 }',
  scorers: 'scorers.yml',
  labels: 'labels.jsonl',
  threshold: '90%',
  'gemini-api-key': 'AIza-secret',
  'github-token': 'ghs_secret',
  'output-directory': 'out',
};
const setting = {
  files: { 'prompt.txt': 'Be brief.', 'scorers.yml': '- is-json: schema.json', 'schema.json': '{"type":"object"}' },
  found: { 'evals/*.jsonl': ['evals/a.jsonl', 'evals/b.jsonl', 'evals/old.jsonl'] },
};
const elsewhere = { input: () => '', env: () => undefined };

async function record() {
  const recorder = recordInputs(readerOf(given, setting));
  return { inputs: await readInputs(recorder.reader), recorded: recorder.recorded() };
}

test('inputs that were recorded are made again without the repository', async () => {
  const { inputs, recorded } = await record();
  const again = await readInputs(replayInputs(JSON.parse(JSON.stringify(recorded)), elsewhere));
  const plain = (read: typeof inputs) => {
    const { geminiApiKey: _key, githubToken: _token, outputDirectory: _out, dataset, scorers, ...rest } = read;
    return { ...rest, scorers: scorers.map(({ label, fingerprint }) => [label, fingerprint]) };
  };
  expect(plain(again)).toEqual(plain(inputs));
  expect(again.dataset.map(({ display }) => display)).toEqual(inputs.dataset.map(({ display }) => display));
});

test('a record holds no key, no token, no signature, and nothing of the place', async () => {
  const text = JSON.stringify((await record()).recorded);
  for (const secret of ['AIza-secret', 'ghs_secret', 'X-Signature', 'abc#part', '"out"'])
    expect(text).not.toContain(secret);
});

test('what the place says comes first', async () => {
  const { recorded } = await record();
  const place = { input: (name: string) => (name === 'threshold' ? '50%' : ''), env: () => undefined };
  expect([...(await readInputs(replayInputs(recorded, place))).threshold.values()]).toEqual([0.5]);
});

test('a module is never opened where a record is read', async () => {
  const { recorded } = await record();
  expect(await replayInputs(recorded, elsewhere).openModule('scorer.mjs')).toBeUndefined();
});

test('paths that are called like members of every object are files like others', async () => {
  const recorder = recordInputs(
    readerOf({}, { files: { __proto__: 'x', constructor: 'y' } as Record<string, string> }),
  );
  await recorder.reader.readText('constructor');
  await recorder.reader.readText('toString-of-nothing');
  const replay = replayInputs(JSON.parse(JSON.stringify(recorder.recorded())), elsewhere);
  expect(await replay.readText('constructor')).toBe('y');
  expect(await replay.readText('hasOwnProperty')).toBeUndefined();
  expect(await replay.readText('toString-of-nothing')).toBeUndefined();
});
