import { describe, expect, test } from '@jest/globals';
import { isReadableOnTheWay, parseBaseUrl } from '../src/inputs/base-url.ts';
import { UnreadablePathError } from '../src/inputs/reader.ts';
import { readInputs } from '../src/inputs.ts';
import { messageOf, readerOf, smallest } from './inputs-reader.ts';

/** The message when every file that is read, and every pattern, is not what it should be. */
async function messageWith(over: Readonly<Record<string, string>>, problem: string): Promise<string> {
  const fail = async () => {
    throw new UnreadablePathError(problem);
  };
  const reader = { ...readerOf({ ...smallest, ...over }), readText: fail };
  const broken = over.labels === undefined && over.dataset === undefined ? reader : { ...reader, findFiles: fail };
  return readInputs(broken).then(
    () => 'accepted',
    (error: Error) => error.message,
  );
}

describe('a path that is there and cannot be used is a problem of its input', () => {
  const notText = 'is not UTF-8 text';
  test.each([
    [{ 'system-instruction': 'prompt.txt' }, `system-instruction is "prompt.txt": ${notText}`],
    [{ 'request-patch': 'patch.yml' }, `request-patch is "patch.yml": ${notText}`],
    [{ scorers: 'scorers.yml' }, `scorers is "scorers.yml": ${notText}`],
    [{ scorers: '- is-json: schema.json' }, `scorers: "schema.json" ${notText}`],
    [{ scorers: '- llm-rubric: rubric.txt' }, `scorers: entry 1: llm-rubric: rubric.txt: ${notText}`],
    [{ dataset: 'evals' }, `dataset is "evals": ${notText}`],
  ])('%j', async (over, message) => {
    expect(await messageWith(over, notText)).toBe(message);
  });
});

test('labels that match several files say how many', async () => {
  const found = { 'labels-*.jsonl': ['labels-a.jsonl', 'labels-b.jsonl'] };
  expect(await messageOf({ labels: 'labels-*.jsonl' }, { found })).toBe(
    'labels is "labels-*.jsonl": matches 2 files; one is needed',
  );
});

describe('GOOGLE_GEMINI_BASE_URL', () => {
  const name = 'GOOGLE_GEMINI_BASE_URL';
  test.each([
    ['localhost:8080', 'localhost:8080', 'is not an http(s) address'],
    ['ftp://x.example', 'ftp://x.example', 'is not an http(s) address'],
    ['https://', 'https://', 'is not an http(s) address'],
    ['https://me:SECRET@x.example', 'https://…', 'may not carry a user name or password'],
    ['https://SECRET@x.example/v1', 'https://…', 'may not carry a user name or password'],
    ['https://me:SEC#RET@x.example', 'https://…', 'is not an http(s) address'],
    ['me:SECRET@x.example', '…', 'is not an http(s) address'],
    ['https://x.example/a?key=SECRET', 'https://x.example/a', 'may not carry a query (?) or a fragment (#)'],
    ['https://x.example/a#SECRET', 'https://x.example/a', 'may not carry a query (?) or a fragment (#)'],
    ['https://x.example/?', 'https://x.example/', 'may not carry a query (?) or a fragment (#)'],
  ])('%s is wrong, and shown as %s', async (address, shown, message) => {
    const told = await messageOf({}, { env: { [name]: address } });
    expect(told).toBe(`${name} is ${JSON.stringify(shown)}: ${message}`);
    expect(told).not.toContain('SEC');
  });

  test('is reported together with the inputs', async () => {
    const told = await messageOf({ repeat: '0' }, { env: { [name]: 'x' } });
    expect(told).toMatch(/^2 inputs are wrong:\n- GOOGLE_GEMINI_BASE_URL is "x": .*\n- repeat is "0": /);
  });

  test.each([
    ['https://proxy.example', false],
    ['http://proxy.example', true],
    ['http://10.0.0.7:8080', true],
    ['http://localhost.example', true],
    ['http://127.evil.example', true],
    ['http://localhost:8080', false],
    ['http://api.localhost', false],
    ['http://127.0.0.1:1', false],
    ['http://127.1', false],
    ['http://[::1]:8080/x', false],
  ])('%s can be read on the way: %s', (address, expected) => {
    const parsed = parseBaseUrl(address);
    expect('value' in parsed && isReadableOnTheWay(parsed.value)).toBe(expected);
  });
});
