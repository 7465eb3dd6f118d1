import { describe, expect, test } from '@jest/globals';
import { InputError } from '../src/errors.ts';
import { readApiKey } from '../src/inputs/reader.ts';
import { readInputs } from '../src/inputs.ts';
import { messageOf, read, readerOf } from './inputs-reader.ts';

describe('a good value', () => {
  test.each([
    [
      'models',
      'gemini-flash, models/gemini-pro\ntunedModels/own_1',
      'models',
      ['gemini-flash', 'gemini-pro', 'tunedModels/own_1'],
    ],
    ['max-error-rate', '10%', 'maxErrorRate', 0.1],
    ['max-error-rate', '0', 'maxErrorRate', 0],
    ['max-error-rate', '1', 'maxErrorRate', 1],
    ['max-error-rate', '', 'maxErrorRate', 0.05],
    ['fail-on', '', 'failOn', new Set(['threshold', 'regression', 'error', 'incomplete'])],
    ['fail-on', 'none', 'failOn', new Set()],
    ['fail-on', 'error,\n threshold', 'failOn', new Set(['error', 'threshold'])],
    ['timeout-minutes', '0.5', 'timeoutMinutes', 0.5],
    ['timeout-minutes', ' 7200 ', 'timeoutMinutes', 7200],
    ['on-timeout', 'cancel', 'onTimeout', 'cancel'],
    ['poll-interval', '.01', 'pollIntervalSeconds', 0.01],
    ['reuse', 'always', 'reuse', 'always'],
    ['name', 'Spam filter v2.1', 'name', 'Spam filter v2.1'],
    ['comment', 'failures', 'comment', 'failures'],
    ['show-text', 'true', 'showText', 'true'],
    ['issue', 'failures', 'issue', 'failures'],
    ['wait', 'false', 'wait', false],
    ['max-cost', '2.5', 'maxCost', 2.5],
    ['max-cost', '0', 'maxCost', 0],
    ['max-drop', '5%', 'maxDrop', 0.05],
    ['max-drop', '0', 'maxDrop', 0],
    ['max-drop', '', 'maxDrop', undefined],
    ['retry-errors', '0', 'retryErrors', 0],
    ['accept-label', '', 'acceptLabel', 'accept-drop:spam'],
    ['accept-label', 'fine by me', 'acceptLabel', 'fine by me'],
    ['baseline', '', 'baseline', { kind: 'auto' }],
    ['baseline', 'logged', 'baseline', { kind: 'logged' }],
    ['baseline', 'missing/branch', 'baseline', { kind: 'ref', ref: 'missing/branch' }],
    ['prices', 'a: { input: 1, output: 2 }', 'prices', new Map([['a', { input: 1, output: 2 }]])],
    ['pr-number', '17', 'prNumber', 17],
    ['pr-number', '', 'prNumber', undefined],
    ['github-token', 'token', 'githubToken', 'token'],
    ['github-token', '', 'githubToken', undefined],
    ['upload-artifacts', 'False', 'uploadArtifacts', false],
    ['artifact-name', 'nightly results', 'artifactName', 'nightly results'],
    ['artifact-name', '', 'artifactName', 'gemini-batch-eval-spam'],
    ['retention-days', '7', 'retentionDays', 7],
    ['output-directory', 'out', 'outputDirectory', 'out'],
    ['dry-run', 'TRUE', 'dryRun', true],
  ])('%s: %j is %s %p', async (input, text, property, expected) => {
    expect(await read({ [input]: text })).toHaveProperty(property, expected);
  });
});

describe('a bad value is told as', () => {
  const smallShare = 'must be a share such as 0.02 or 2%';
  const noBaseline =
    'there is no such file, and it cannot be a ref; it takes auto, logged, none, the path of a report.json, or the name of a branch, tag or commit';
  test.each([
    ['max-error-rate', '5', `${smallShare}; for 5 percent write 5%`],
    ['max-error-rate', '101%', `${smallShare}, at most 100%`],
    ['max-error-rate', '-1%', smallShare],
    ['timeout-minutes', '0', 'must be a number above 0 and at most 7200 (minutes)'],
    ['timeout-minutes', '7201', 'must be a number above 0 and at most 7200 (minutes)'],
    ['timeout-minutes', '1e2', 'must be a number above 0 and at most 7200 (minutes)'],
    ['on-timeout', 'Keep', 'must be one of keep, cancel'],
    ['poll-interval', '-1', 'must be a number above 0 and at most 3600 (seconds)'],
    ['poll-interval', '60s', 'must be a number above 0 and at most 3600 (seconds)'],
    ['reuse', 'yes', 'must be one of run, always, never'],
    ['comment', 'true', 'must be one of always, changes, failures, off'],
    ['show-text', 'yes', 'must be one of auto, true, false'],
    ['issue', 'always', 'must be one of off, failures'],
    ['wait', 'no', 'must be true or false'],
    ['max-cost', '$5', 'must be a number of at least 0 and at most 1000000 (US dollars)'],
    ['max-drop', '5', `${smallShare}; for 5 percent write 5%`],
    ['retry-errors', '-1', 'must be a whole number from 0 to 10 (further rounds)'],
    ['accept-label', 'a, b', 'must be the name of one label'],
    ['accept-label', 'a'.repeat(51), 'has 51 characters; labels on GitHub have at most 50'],
    ['baseline', 'missing one', noBaseline],
    ['baseline', 'missing~1', noBaseline],
    ['baseline', 'missing/report.json', noBaseline],
    ['upload-artifacts', 'yes', 'must be true or false'],
    ['dry-run', '1', 'must be true or false'],
    ['pr-number', '#17', 'must be a whole number from 1 to 2147483648 (a pull request)'],
    ['pr-number', '0', 'must be a whole number from 1 to 2147483648 (a pull request)'],
    ['retention-days', '0.5', 'must be a whole number from 1 to 400 (days)'],
    [
      'artifact-name',
      'gemini-batch-eval-pending-spam',
      'may not go on with pending-, claim- or collected- after gemini-batch-eval-: so begin artifacts of pending runs',
    ],
    ['name', 'Pending-spam', 'may not begin with pending-, claim- or collected-: so begin artifacts of pending runs'],
    ['artifact-name', 'a/b', 'may not hold any of " : < > | * ? \\ / or a line end'],
    ['name', 'a-->', 'may hold letters, digits, blanks, dots, dashes and underscores, and at most 100 of them'],
    [
      'name',
      'x'.repeat(101),
      'may hold letters, digits, blanks, dots, dashes and underscores, and at most 100 of them',
    ],
    ['fail-on', 'floor', 'floor is not one of threshold, regression, error, incomplete, or none alone'],
    ['fail-on', 'none, error', 'none stands alone'],
    ['fail-on', ',', 'names nothing; write none or some of threshold, regression, error, incomplete'],
    ['models', 'gemini flash', 'must be model ids such as gemini-3.8-flash, one per line or separated by commas'],
    ['models', '../flash', 'must be model ids such as gemini-3.8-flash, one per line or separated by commas'],
    ['models', 'a..b', 'must be model ids such as gemini-3.8-flash, one per line or separated by commas'],
    ['models', 'tunedModels/a..', 'must be model ids such as gemini-3.8-flash, one per line or separated by commas'],
    ['models', ',', 'names no model'],
  ])('%s is %j: …', async (input, text, message) => {
    expect(await messageOf({ [input]: text })).toBe(`${input} is ${JSON.stringify(text)}: ${message}`);
  });

  test.each([
    ['tunedModels/x', 'tunedModels-x'],
    ['m', 'm.retry-1'],
    ['m.retry-2', 'm'],
    ['gemini-flash', 'Gemini-Flash'],
  ])('models whose results would be in the same files: %s and %s', async (one, other) => {
    expect(await messageOf({ models: `${one}\n${other}` })).toBe(
      `models is "${other}": would have its results in the same files as ${one}; evaluate one of them apart`,
    );
  });

  test('a model given twice, however it is spelled', async () => {
    expect(await messageOf({ models: 'gemini-flash\nmodels/gemini-flash' })).toBe(
      'models is "models/gemini-flash": is given twice',
    );
  });

  test('a long value cut short', async () => {
    expect(await messageOf({ reuse: 'x'.repeat(500) })).toBe(
      `reuse is "${'x'.repeat(119)}…": must be one of run, always, never`,
    );
  });
});

describe('all problems', () => {
  test('come together, each with its input', async () => {
    const over = {
      models: '',
      dataset: '',
      threshold: '90',
      'dry-run': 'maybe',
      reuse: 'x',
      scorers: 'function-call: {weight: -1}',
    };
    expect(await messageOf(over)).toBe(
      [
        '6 inputs are wrong:',
        '- models: is required and was not set',
        '- dataset: is required and was not set',
        '- threshold is "90": must be a share such as 0.9 or 90%; for 90 percent write 90%',
        '- scorers: entry 1: function-call: weight must be a number of at least 0',
        '- reuse is "x": must be one of run, always, never',
        '- dry-run is "maybe": must be true or false',
      ].join('\n'),
    );
  });

  test('are one InputError with its parts', async () => {
    const reading = readInputs(readerOf({ dataset: 'a.jsonl', models: 'm', comment: 'x' }));
    await expect(reading).rejects.toBeInstanceOf(InputError);
    await expect(reading).rejects.toMatchObject({ problems: [{ input: 'comment', received: 'x' }] });
  });

  test('include a working directory that is none', async () => {
    const message = await messageOf({ 'working-directory': 'nowhere' }, { isDirectory: false });
    expect(message).toBe('working-directory is "nowhere": is no directory');
  });
});

describe('the key', () => {
  const env = { GEMINI_API_KEY: 'second', GOOGLE_API_KEY: 'third' };
  test.each([
    [{ 'gemini-api-key': ' first ' }, env, 'first'],
    [{ 'gemini-api-key': '  ' }, env, 'second'],
    [{}, { GEMINI_API_KEY: '', GOOGLE_API_KEY: 'third' }, 'third'],
    [{}, {}, undefined],
  ])('%j before %j is %s', (inputs, environment, expected) => {
    expect(readApiKey(readerOf(inputs, { env: environment }))).toBe(expected);
  });

  test('is never shown, even when other inputs are wrong', async () => {
    const message = await messageOf({ 'gemini-api-key': 'SECRET', reuse: 'x', models: '!' });
    expect(message).not.toContain('SECRET');
  });
});
