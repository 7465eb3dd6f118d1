import { describe, expect, test } from '@jest/globals';
import { parseFlags } from '../../local/start/flags.ts';
import { renderHelp } from '../../local/start/help.ts';
import type { InputDefinition } from '../../local/start/input-definitions.ts';
import { planRun } from '../../local/start/plan.ts';

const define = (name: string, preset = ''): InputDefinition => ({
  name,
  description: `What ${name} means.`,
  default: preset,
  isSwitch: preset === 'true' || preset === 'false',
});
const definitions = [
  ...['dataset', 'models', 'threshold', 'name', 'gemini-api-key', 'working-directory', 'output-directory'].map((name) =>
    define(name),
  ),
  define('poll-interval', '60'),
  define('dry-run', 'false'),
  define('wait', 'true'),
];

describe('flags', () => {
  test.each([
    ['a value behind a blank', ['--dataset', 'my.jsonl'], { dataset: 'my.jsonl' }],
    ['a value behind =, which may hold more of them', ['--threshold=a=b: 90%'], { threshold: 'a=b: 90%' }],
    ['an empty value', ['--threshold='], { threshold: '' }],
    ['repeated, as lines', ['--models', 'a', '--models=b'], { models: 'a\nb' }],
    ['a switch', ['--dry-run', '--models', 'a'], { 'dry-run': 'true', models: 'a' }],
    ['a switch with a value', ['--wait', 'false', '--dry-run=true'], { wait: 'false', 'dry-run': 'true' }],
    ['a negative number', ['--threshold', '-1'], { threshold: '-1' }],
    ['none', [], {}],
  ])('%s', (_, args, inputs) => {
    expect(parseFlags(args, definitions)).toEqual({ kind: 'run', flags: { inputs, isVerbose: false } });
  });

  test('of the command itself are no inputs', () => {
    expect(parseFlags(['--verbose', '--out', 'x', '--models', 'm'], definitions)).toEqual({
      kind: 'run',
      flags: { inputs: { models: 'm' }, isVerbose: true, out: 'x' },
    });
  });

  test.each([[['--help']], [['-h']], [['--models', 'a', '--help']]])('%j asks for help', (args) => {
    expect(parseFlags(args, definitions)).toEqual({ kind: 'help' });
  });

  test.each([
    [['--modles', 'a'], 'There is no flag --modles. Did you mean --models?\nFlags: --dataset, --models, '],
    [['--dryRun'], 'There is no flag --dryRun. Did you mean --dry-run?'],
    [['--poll_interval=1'], 'There is no flag --poll_interval. Did you mean --poll-interval?'],
    [['--colour'], 'There is no flag --colour.\nFlags: '],
    [['--models'], '--models needs a value: --models <value>'],
    [['--models', '--dry-run'], '--models needs a value: --models <value>'],
    [['my.jsonl'], "'my.jsonl' is not a flag. Flags begin with -- and come behind one more of them: npm start -- "],
  ])('%j is refused', (args, message) => {
    expect(parseFlags(args, definitions)).toEqual({ kind: 'problem', message: expect.stringContaining(message) });
  });

  test('are all in the help text, with descriptions and defaults', () => {
    const help = renderHelp(definitions);
    expect(help).toContain('  --dry-run\n      What dry-run means. (default: false)\n');
    expect(help).toContain('  --models <value>\n      What models means.\n');
    for (const name of ['out', 'verbose', 'help']) expect(help).toContain(`--${name}`);
  });
});

describe('the plan', () => {
  const plan = (
    inputs: Record<string, string>,
    { env = {} as Record<string, string>, directory = '/repo', out = undefined as string | undefined } = {},
  ) => planRun({ inputs, isVerbose: false, ...(out && { out }) }, { env, directory, root: '/repo', startedAt: 1234 });

  test('without flags is the example with its floors, on the emulator, quickly', () => {
    expect(plan({})).toEqual({
      answers: 'canned',
      inputs: {
        dataset: 'examples/support-router/dataset.jsonl',
        threshold: 'gemini-3.5-flash-lite: 50%\ngemini-3.8-flash: 90%',
        name: 'support-router',
        models: 'gemini-3.5-flash-lite\ngemini-3.8-flash',
        'poll-interval': '0.2',
        'output-directory': '/repo/out',
      },
      env: {},
      outFolder: '/repo/out',
      workspace: '/repo',
      runId: 1,
      hints: [
        { command: expect.stringContaining('system-instruction-worse.txt'), shows: expect.stringContaining('red') },
        { command: expect.stringContaining('scorers.yml'), shows: expect.stringContaining('red') },
      ],
    });
  });

  test.each([
    ['with a key', {}, { env: { GEMINI_API_KEY: 'k' } }],
    ['on a dataset of the user', { dataset: 'my.jsonl' }, {}],
    ['with another prompt already', { 'system-instruction': 'a.txt' }, {}],
    ['where the paths do not hold', {}, { directory: '/repo/docs' }],
  ])('%s says nothing of what to try next', (_, inputs, surroundings) => {
    expect(plan(inputs as Record<string, string>, surroundings).hints).toEqual([]);
  });

  test('with a key, a start takes over no job of an earlier one, unless reuse is given', () => {
    const env = { GEMINI_API_KEY: 'k' };
    const runIds = [{}, { reuse: '' }, { reuse: 'run' }].map((inputs) => plan(inputs, { env }).runId);
    expect(runIds).toEqual([1234, 1234, 1]);
  });

  test('has no floor and no name for a dataset of the user', () => {
    expect(plan({ dataset: 'my.jsonl' }).inputs).toEqual({
      dataset: 'my.jsonl',
      models: 'gemini-3.5-flash-lite\ngemini-3.8-flash',
      'poll-interval': '0.2',
      'output-directory': '/repo/out',
    });
  });

  test.each([
    ['of the models asked for only', { models: 'gemini-3.8-flash, gemini-x' }, 'gemini-3.8-flash: 90%'],
    ['as given', { threshold: '70%' }, '70%'],
    ['none, as given', { threshold: '' }, ''],
  ])("the example's floors: %s", (_, inputs, threshold) => {
    expect(plan(inputs).inputs.threshold).toBe(threshold);
  });

  test('paths are relative to where the user stands, and the example is found from there', () => {
    const { inputs, outFolder, workspace } = plan({}, { directory: '/home/me', out: 'here' });
    expect([inputs.dataset, inputs['output-directory'], outFolder, workspace]).toEqual([
      '/repo/examples/support-router/dataset.jsonl',
      '/home/me/here',
      '/home/me/here',
      '/home/me',
    ]);
  });

  test('with a key asks the service, at the pace of the action', () => {
    const env = { GOOGLE_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: 'https://proxy.example.com', OTHER: 'x' };
    const { answers, env: passed, inputs } = plan({}, { env });
    expect([answers, passed, inputs['poll-interval']]).toEqual([
      'real',
      { GOOGLE_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: 'https://proxy.example.com' },
      undefined,
    ]);
    expect(plan({ 'gemini-api-key': 'k' }).answers).toBe('real');
  });

  test('a blank key is none, and then no other address is used', () => {
    const { answers, env } = plan({}, { env: { GEMINI_API_KEY: ' ', GOOGLE_GEMINI_BASE_URL: 'http://x' } });
    expect([answers, env]).toEqual(['canned', {}]);
  });
});
