import { describe, expect, test } from '@jest/globals';
import { CancelledError } from '../../../src/errors.ts';
import { readAnswer } from '../../../src/scoring/answer.ts';
import type { Subject } from '../../../src/scoring/scorer.ts';
import { javascript, ModuleFailure } from '../../../src/scoring/scorers/javascript.ts';

const source = '// ours\n\nexport default (row) => 1;\n';

/** The scorer over a module that behaves like `run`. */
async function build(run: (row: unknown) => Promise<unknown>, text: string | undefined = source) {
  const tools = { openModule: async () => run, readText: async () => text };
  const built = await javascript.build({ value: 'evals/score.mjs', options: {} }, tools);
  if ('problem' in built) throw new Error(built.problem);
  return built;
}

function subjectOf(over: Partial<Subject> = {}): Subject {
  const response = { candidates: [] };
  const verdict = () => ({ score: null, reason: 'no judge' });
  const shared = { model: 'm', key: 'k', repeat: 1, tags: [], request: { contents: [] }, response };
  return { ...shared, answer: readAnswer(response), expected: undefined, logged: undefined, verdict, ...over };
}

const find = async (returned: unknown) => (await build(async () => returned)).evaluate(subjectOf());

describe('a module that returns', () => {
  test.each<[unknown, number, string]>([
    [true, 1, ''],
    [false, 0, ''],
    [0, 0, ''],
    [0.25, 0.25, ''],
    [1 + 1e-12, 1, ''],
    [-1e-12, 0, ''],
    [{ score: 0.5, reason: 'half 👍' }, 0.5, 'half 👍'],
    [{ score: true }, 1, ''],
    [{ score: 0, reason: undefined }, 0, ''],
  ])('%j scores', async (returned, score, reason) => {
    expect(await find(returned)).toEqual({ score, reason });
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
    [1.01, '1.01'],
    [-0.5, '-0.5'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [1n, 'the bigint 1n'],
    ['yes', '"yes"'],
    [[], 'a list'],
    [{}, 'an object whose score is undefined'],
    [{ score: null }, 'an object whose score is null'],
    [{ score: '1' }, 'an object whose score is "1"'],
    [{ score: 5, reason: 'x' }, 'an object whose score is 5'],
    [{ score: {} }, 'an object whose score is an object'],
    [{ score: 1, reason: 7 }, 'an object whose reason is 7'],
  ])('%p errs', async (returned, what) => {
    const accepted = 'it must be true, false, a number from 0 to 1, or { score, reason } with such a score';
    expect(await find(returned)).toEqual({ score: null, reason: `evals/score.mjs:3: returned ${what}; ${accepted}` });
  });
});

describe('a failure', () => {
  const evaluate = async (error: Error, text?: string) =>
    (await build(() => Promise.reject(error), text)).evaluate(subjectOf());

  test('is put where it happened', async () => {
    expect(await evaluate(new ModuleFailure('Error: no', 'evals/lib.mjs:7'))).toEqual({
      score: null,
      reason: 'evals/lib.mjs:7: Error: no',
    });
  });

  test.each([
    [source, 'evals/score.mjs:3'],
    ['async function score() {}\nexport {\n  score as default,\n};', 'evals/score.mjs:2'],
    ['\nmodule.exports = () => 1;', 'evals/score.mjs:2'],
    ['export * from "./other.mjs";', 'evals/score.mjs'],
  ])('without a place is put at the default export: %j', async (text, place) => {
    expect(await evaluate(new ModuleFailure('did not return'), text)).toEqual({
      score: null,
      reason: `${place}: did not return`,
    });
  });

  test('that is not the module’s is none of its findings', async () => {
    await expect(evaluate(new CancelledError())).rejects.toThrow(CancelledError);
  });
});

describe('the row', () => {
  async function rowOf(subject: Subject) {
    let given: unknown;
    const { evaluate } = await build(async (row) => {
      given = row;
      return 1;
    });
    await evaluate(subject);
    return given;
  }

  test('has the answer, the logged one, the label and what was sent', async () => {
    const response = {
      candidates: [
        {
          content: {
            parts: [
              { text: 'hm', thought: true },
              { text: 'Grüße' },
              { functionCall: { name: 'f' } },
              { thoughtSignature: 's' },
            ],
          },
          finishReason: 'STOP',
        },
      ],
    };
    const answer = readAnswer(response);
    const over = { answer, response, expected: { id: 1 }, logged: answer, tags: ['a'], request: { contents: [1] } };
    const shown = { text: 'Grüße', calls: [{ name: 'f', args: {} }], finishReason: 'STOP' };
    expect(await rowOf(subjectOf(over))).toStrictEqual({ ...over, key: 'k', answer: shown, logged: shown });
  });

  test('of a blocked answer without label and log', async () => {
    const response = { promptFeedback: { blockReason: 'SAFETY' } };
    expect(await rowOf(subjectOf({ response, answer: readAnswer(response) }))).toStrictEqual({
      key: 'k',
      expected: undefined,
      tags: [],
      request: { contents: [] },
      answer: { text: '', calls: [], finishReason: null },
      logged: null,
      response,
    });
  });

  test('needs everything that is known of it', async () => {
    expect((await build(async () => 1)).needs).toEqual(['expected', 'request', 'logged']);
  });
});

describe('refused is', () => {
  test.each([
    [undefined, 'takes the path of a file with an ES module'],
    [5, 'takes the path of a file with an ES module'],
    [['a.mjs'], 'takes the path of a file with an ES module'],
    ['row.answer.text > 3', 'there is no file "row.answer.text > 3"; it takes the path of an ES module'],
  ])('%j', async (value, problem) => {
    const tools = { openModule: async () => undefined, readText: async () => undefined };
    expect(await javascript.build({ value, options: {} }, tools)).toEqual({ problem });
  });
});
