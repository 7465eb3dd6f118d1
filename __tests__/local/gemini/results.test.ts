import { describe, expect, test } from '@jest/globals';
import { blockedReply, callReply, textReply } from '../../../local/gemini/replies.ts';
import { ask, create, finish, results, row, rows, send, start, upload } from './client.ts';

describe('result files', () => {
  test('hold a line for each row, in an order and with members that the seed shuffles', async () => {
    const keysOf = (lines: string[]) => lines.map((line) => JSON.parse(line).key);
    const shuffled = await results(await start(), rows(20));
    const keys = Array.from({ length: 20 }, (_, index) => `row-${index}`);
    expect(keysOf(shuffled)).not.toEqual(keys);
    expect(new Set(keysOf(shuffled))).toEqual(new Set(keys));
    expect(new Set(shuffled.map((line) => line.slice(0, 6)))).toEqual(new Set(['{"key"', '{"resp']));
    expect(await results(await start(), rows(20))).toEqual(shuffled);
    expect(keysOf(await results(await start({ order: 'input' }), rows(20)))).toEqual(keys);
  });

  test('hold whatever the answers are: errors, statuses, raw lines, twice, none', async () => {
    const error = { code: 503, message: 'overloaded', status: 'UNAVAILABLE' };
    const replies = [{ error }, { status: error }, { raw: '{"cut' }, 'missing', [{ error }, { error }]] as const;
    const emulator = await start({ order: 'input', answer: ({ index }) => replies[index] ?? 'missing' });
    expect(await results(emulator, rows(5))).toEqual([
      JSON.stringify({ key: 'row-0', error }),
      JSON.stringify({ key: 'row-1', status: error }),
      '{"cut',
      JSON.stringify({ key: 'row-4', error }),
      JSON.stringify({ key: 'row-4', error }),
    ]);
  });

  test('count answers and errors', async () => {
    const emulator = await start({
      answer: (asked) => (asked.index === 0 ? { error: { code: 13 } } : textReply(asked, 'x')),
    });
    const done = await finish(emulator, (await create(emulator, await upload(emulator, rows(3)))).body.name);
    expect(done.metadata.batchStats).toEqual({
      requestCount: '3',
      successfulRequestCount: '2',
      failedRequestCount: '1',
    });
  });

  test('echo other members of a row, arrays emptied', async () => {
    const emulator = await start({ answer: () => ({ response: {} }) });
    expect(JSON.parse((await results(emulator, '{"key":"a","request":{},"tag":"spam","labels":[1,2]}'))[0]!)).toEqual({
      key: 'a',
      tag: 'spam',
      labels: [],
      response: {},
    });
  });

  test('need no key', async () => {
    const emulator = await start({ answer: () => ({ response: {} }) });
    expect(await results(emulator, '{"request":{}}')).toEqual(['{"response":{}}']);
  });

  test('keep line separators of Unicode inside a row', async () => {
    const emulator = await start({ answer: ({ request }) => ({ response: request }) });
    const [line] = await results(emulator, row('a', 'one\u2028two\u2029three'));
    expect(JSON.parse(line!).response.contents[0].parts[0].text).toBe('one\u2028two\u2029three');
  });

  test('are downloaded in both forms, and in no other way got at', async () => {
    const emulator = await start({ life: () => ['SUCCEEDED'] });
    const file = await upload(emulator, rows(1));
    const { response } = await finish(emulator, (await create(emulator, file)).body.name);
    const plain = `/v1beta/${response.responsesFile}:download?alt=media`;
    expect((await send(emulator, plain)).status).toBe(200);
    expect((await send(emulator, `/download${plain}`)).status).toBe(200);
    expect((await ask(emulator, `/v1beta/${response.responsesFile}`)).status).toBe(400);
    expect((await ask(emulator, `/v1beta/${response.responsesFile}`, { method: 'DELETE' })).status).toBe(400);
    expect((await ask(emulator, `/v1beta/${file}:download?alt=media`)).status).toBe(400);
    expect((await ask(emulator, plain, { as: 'AIza-another' })).status).toBe(404);

    emulator.configure({ downloadForms: { plain: false, prefixed: true } });
    expect((await ask(emulator, plain)).status).toBe(404);
    emulator.expireResultFiles();
    expect((await ask(emulator, `/download${plain}`)).status).toBe(404);
  });

  test('hold calls and refused prompts as the service words them', async () => {
    const emulator = await start({
      order: 'input',
      answer: (asked) =>
        asked.index === 0 ? callReply(asked, 'report', { spam: true }) : blockedReply(asked, 'SAFETY'),
    });
    const [call, blocked] = (await results(emulator, rows(2))).map((line) => JSON.parse(line).response);
    expect(call.candidates[0].content.parts).toEqual([{ functionCall: { name: 'report', args: { spam: true } } }]);
    expect(blocked).toMatchObject({ promptFeedback: { blockReason: 'SAFETY' } });
    expect(blocked).not.toHaveProperty('candidates');
  });
});
