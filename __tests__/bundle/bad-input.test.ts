import { expect, test } from '@jest/globals';
import { pullRequestEvent } from '../../local/runner/events.ts';
import { apiKey, headSha, rowsOf, setStage } from './stage.ts';

const good = JSON.stringify({ request: { contents: [{ parts: [{ text: 'x' }] }] } });

test.each([
  ['dataset missing', { dataset: '' }, 'dataset: is required and was not set'],
  [
    'dataset without a match',
    { dataset: 'nothing/*.jsonl' },
    'dataset is "nothing/*.jsonl": matches no file; paths are relative to working-directory',
  ],
  [
    'dataset over plain http',
    { dataset: 'http://127.0.0.1/x.jsonl?sig=hidden' },
    'dataset is "http://127.0.0.1/x.jsonl": must be a path, a glob or an https:// address',
  ],
  ['models missing', { models: '' }, 'models: is required and was not set'],
  ['a model twice', { models: 'm-1, models/m-1' }, 'models is "models/m-1": is given twice'],
  [
    'a bare percentage',
    { threshold: '90' },
    'threshold is "90": must be a share such as 0.9 or 90%; for 90 percent write 90%',
  ],
  [
    'a floor for a model that is not run',
    { threshold: 'gemini-x: 0.5' },
    'threshold is "gemini-x: 0.5": names a model that is not in models',
  ],
  ['an unknown scorer', { scorers: 'function-cal' }, 'scorers: entry 1: there is no scorer "function-cal"'],
  [
    'an unknown option of a scorer',
    { scorers: '- function-call: { value: f, weigth: 2 }' },
    'scorers: entry 1: function-call: does not know "weigth"',
  ],
  ['broken YAML', { scorers: '- [function-call' }, 'scorers is "- [function-call": is not valid YAML'],
  [
    'a scorer file that is not there',
    { scorers: 'evals/scorers.yml' },
    'scorers is "evals/scorers.yml": there is no such file',
  ],
  [
    'an unknown reason',
    { 'fail-on': 'threshold, slow' },
    'fail-on is "threshold, slow": slow is not one of threshold, regression, error, incomplete',
  ],
  ['a flag that is neither', { 'upload-artifacts': 'yes' }, 'upload-artifacts is "yes": must be true or false'],
  ['a negative interval', { 'poll-interval': '-1' }, 'poll-interval is "-1": must be a number above 0'],
  ['an artifact name with a slash', { 'artifact-name': 'a/b' }, 'artifact-name is "a/b": may not hold any of'],
  [
    'a directory that is not there',
    { 'working-directory': 'nowhere' },
    'working-directory is "nowhere": is no directory',
  ],
])('%s: the message says what is wrong, and nothing is sent', async (_, inputs, message) => {
  await using stage = await setStage();
  const run = await stage.run(inputs);
  expect(
    run.annotations
      .filter(({ level }) => level === 'error')
      .map((annotation) => annotation.message)
      .join('\n'),
  ).toContain(message);
  expect({
    conclusion: run.conclusion,
    sent: stage.gemini.requests.length,
    published: stage.github.requests.length,
  }).toEqual({ conclusion: 'failure', sent: 0, published: 0 });
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive', passed: 'false' });
});

test.each([
  ['of the repository’s own', {}, {}, true],
  ['in a dry run', { 'dry-run': 'true' }, {}, false],
  ['of a fork', {}, { fork: true }, false],
  ['of Dependabot', {}, { actor: 'dependabot[bot]' }, false],
])('a key that is missing in a pull request %s is reported with the other problems: %#', async (...given) => {
  const [, inputs, facts, isMissed] = given;
  await using stage = await setStage();
  const github = pullRequestEvent({ number: 7, headSha, baseSha: 'b'.repeat(40), ...facts });
  const run = await stage.run({ threshold: '90', ...inputs }, { github, env: { GEMINI_API_KEY: '' } });
  const [annotation] = run.annotations;
  expect(annotation?.message).toContain('threshold is "90"');
  expect(annotation?.message.includes('gemini-api-key: is not set')).toBe(isMissed);
});

test('all wrong inputs are reported together', async () => {
  await using stage = await setStage();
  const run = await stage.run({ models: '', threshold: '1.5', 'timeout-minutes': 'long' });
  const [annotation] = run.annotations;
  expect(annotation?.message).toBe(
    [
      '3 inputs are wrong:',
      '- models: is required and was not set',
      '- threshold is "1.5": must be a share such as 0.9 or 90%; for 1.5 percent write 1.5%',
      '- timeout-minutes is "long": must be a number above 0 and at most 7200 (minutes)',
    ].join('\n'),
  );
});

test.each([
  ['broken JSON', `${good}\n{"request": {"contents": [1,]}}\n`, 'data.jsonl:2: not valid JSON'],
  ['not an object', '[1]\n', 'data.jsonl:1: the row is not a JSON object'],
  ['no request', '{"prompt": "hi"}', 'data.jsonl:1: has no member "request"'],
  ['a request that is no object', '{"request": "hi"}', 'data.jsonl:1: "request" is not an object'],
  ['no contents', '{"request": {}}', 'data.jsonl:1: the request has no "contents"'],
  [
    'two requests',
    '{"request": {"contents": [{}]}, "request": {"contents": [2]}}',
    'data.jsonl:1: has two members "request"',
  ],
  [
    'not UTF-8',
    Buffer.concat([Buffer.from(`${good}\n{"request": "`), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    'data.jsonl:2: not valid JSON: not UTF-8',
  ],
  ['no row at all', '\n  \n', 'dataset: holds no row (data.jsonl)'],
])('%s: file, line and what is wrong, and nothing is sent', async (_, content, message) => {
  await using stage = await setStage({ files: { 'data.jsonl': content } });
  const run = await stage.run({ dataset: 'data.jsonl' });
  expect(run.annotations.map((annotation) => annotation.message).join('\n')).toContain(message);
  expect({ conclusion: run.conclusion, sent: stage.gemini.requests.length }).toEqual({
    conclusion: 'failure',
    sent: 0,
  });
});

test('of many bad rows the first 20 are listed and the rest is counted', async () => {
  const bad = Array.from({ length: 33 }, () => '{').join('\n');
  await using stage = await setStage({ files: { 'data.jsonl': `${good}\n${bad}` } });
  const run = await stage.run({ dataset: 'data.jsonl' });
  const lines = run.annotations.at(-1)?.message.split('\n') ?? [];
  expect(lines[0]).toBe('33 rows of the dataset cannot be sent:');
  expect(lines[1]).toMatch(/^- data\.jsonl:2: not valid JSON: .* \(byte 2 of the line\)$/);
  expect(lines).toHaveLength(22);
  expect(lines[21]).toBe('- … and 13 more');
  expect(stage.gemini.requests).toEqual([]);
});

test.each([
  ['equals', 'scorers: equals: no row has a label "expected" to compare with'],
  ['- is-json: request', 'scorers: is-json: no request asks for JSON by a schema of its own'],
])('a check that could score no row (%s) is refused before anything is paid for', async (scorers, message) => {
  await using stage = await setStage();
  const run = await stage.run({ scorers });
  expect(run.annotations.at(-1)?.message).toContain(message);
  expect(stage.gemini.requests).toEqual([]);
});

test('a missing key is an error that names the input', async () => {
  await using stage = await setStage();
  const run = await stage.run({}, { env: { GEMINI_API_KEY: '' } });
  expect(run.annotations.at(-1)?.message).toMatch(
    /^gemini-api-key: is not set, and neither is GEMINI_API_KEY nor GOOGLE_API_KEY/,
  );
  expect({ conclusion: run.conclusion, sent: stage.gemini.requests.length }).toEqual({
    conclusion: 'failure',
    sent: 0,
  });
});

test('dry-run needs no key, shows the plan and the requests, and sends nothing', async () => {
  await using stage = await setStage({ files: { 'spam.jsonl': rowsOf(3) } });
  const run = await stage.run({ 'dry-run': 'true', threshold: '90%' }, { env: { GEMINI_API_KEY: '' } });
  expect({ conclusion: run.conclusion, verdict: run.outputs.verdict }).toEqual({
    conclusion: 'success',
    verdict: 'skipped',
  });
  expect(run.log).toContain('Dataset: 3 rows from spam.jsonl');
  expect(run.log).toContain('Jobs: 2, for gemini-2.5-flash (floor 90%), gemini-2.5-pro (floor 90%)');
  expect(run.summary).toContain('Dry run');
  expect(`${run.rawStdout}${run.rawStderr}`).not.toContain('API key should be set');
  expect(stage.read('requests.jsonl').trim().split('\n')).toHaveLength(3);
  expect([...stage.gemini.requests, ...stage.github.requests]).toEqual([]);
});

test('the key from the input wins over the environment, and GOOGLE_API_KEY is the last resort', async () => {
  await using stage = await setStage();
  const other = 'another-key-from-the-input';
  await stage.run({ 'gemini-api-key': other }, { env: { GOOGLE_API_KEY: 'a-third-key' } });
  expect(new Set(stage.gemini.requests.map(({ headers }) => headers['x-goog-api-key']))).toEqual(new Set([other]));
  const before = stage.gemini.requests.length;
  await stage.run({ reuse: 'never' }, { env: { GEMINI_API_KEY: '', GOOGLE_API_KEY: apiKey } });
  expect(new Set(stage.gemini.requests.slice(before).map(({ headers }) => headers['x-goog-api-key']))).toEqual(
    new Set([apiKey]),
  );
});
