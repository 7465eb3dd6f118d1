import { afterAll, expect, test } from '@jest/globals';
import { appendTo, print, removeFakes, runFake } from './fake-action.ts';

afterAll(removeFakes);

const stay = 'setInterval(() => {}, 1000);\n';
const isReady = (line: string) => line === 'ready';
const soon = { interrupt: 60, terminate: 60 };

test('a cancel reaches a handler, which has time to clean up; post runs', async () => {
  const handler = `process.on('SIGINT', () => { console.log('cleaning'); process.exit(0); });\n`;
  const main = handler + appendTo('STATE', 'job=1\n') + print('ready') + stay;
  const result = await runFake({ main, post: 'console.log(process.env.STATE_job);' }, { cancelWhen: isReady });
  expect(result).toMatchObject({ conclusion: 'cancelled', exitCode: 0, signal: null, stoppedBy: 'cancel' });
  expect(result.log).toBe('ready\ncleaning\n##[error]The operation was canceled.');
  expect(result.post?.log).toBe('1');
});

test('a cancel ends an action without a handler at once', async () => {
  const result = await runFake({ main: print('ready') + stay }, { cancelWhen: isReady });
  expect(result).toMatchObject({ conclusion: 'cancelled', exitCode: 130, signal: 'SIGINT' });
});

test('a cancel ends with SIGTERM what ignored SIGINT', async () => {
  const main = `process.on('SIGINT', () => {});\n${print('ready')}${stay}`;
  expect(await runFake({ main }, { cancelWhen: isReady, graceMs: soon })).toMatchObject({
    signal: 'SIGTERM',
    exitCode: 143,
  });
});

test('a cancel ends with SIGKILL what ignored both', async () => {
  const main = `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name));\n${print('ready')}${stay}`;
  const result = await runFake({ main }, { cancelWhen: isReady, graceMs: soon });
  expect(result).toMatchObject({ conclusion: 'cancelled', signal: 'SIGKILL', exitCode: 137, stoppedBy: 'cancel' });
  expect(result.log).toMatch(/^ready\nSIGINT\nSIGTERM\n/);
});

test('a cancel may come from elsewhere', async () => {
  const controller = new AbortController();
  const onLine = () => controller.abort();
  const result = await runFake({ main: print('ready') + stay }, { onLine, cancelSignal: controller.signal });
  expect(result.conclusion).toBe('cancelled');
});

test('a time-out is a failure, not a cancel', async () => {
  const result = await runFake({ main: stay }, { timeoutMs: 150 });
  expect(result).toMatchObject({ conclusion: 'failure', stoppedBy: 'timeout', signal: 'SIGINT' });
});

test.each([
  ['by a line', (): object => ({ killWhen: isReady })],
  [
    'from elsewhere',
    (): object => {
      const controller = new AbortController();
      return { onLine: () => controller.abort(), killSignal: controller.signal };
    },
  ],
])('a runner that dies, told %s, leaves no time for anything, and no post', async (_, controls) => {
  const main = `process.on('SIGINT', () => console.log('never'));\n${print('ready')}${stay}`;
  const result = await runFake({ main, post: print('post') }, controls());
  expect(result).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL', stoppedBy: 'kill', log: 'ready' });
  expect(result.post).toBeUndefined();
});
