import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readReply } from '../../../src/scoring/answer.ts';
import { definitions, parseScorers } from '../../../src/scoring/config.ts';
import { readVerdict } from '../../../src/scoring/judge.ts';
import { answerOf, subjectOf } from '../subject.ts';

const text = readFileSync('docs/scorers.md', 'utf8');
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section): [string, string] => [section.slice(0, section.indexOf('\n')), section]),
);

/** A JSON file holds a schema; a module and a rubric are there. */
const tools = {
  readText: async (path: string) => (path.endsWith('.json') ? '{"type":"object"}' : 'text'),
  openModule: async () => async () => true,
};

const examples = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml!);
const tables = [...text.matchAll(/```yaml\n([^`]*)```\n\n\| Answer \| Score \|\n.*\n((?:\| .*\n)+)/g)].flatMap(
  ([, yaml, rows]) =>
    [...rows!.matchAll(/^\| `(.*)` \| (\S+) \|$/gm)].map(([, row, score]) => [yaml!, row!, score!] as const),
);

const verdicts = [...text.matchAll(/^\| `(\{"pass".*?\})`.* \| (\S+) \| (\S+) \|$/gm)].map(
  ([, said, score, passed]) => [said!, score!, passed!] as const,
);

describe('docs/scorers.md', () => {
  test('has a section for every scorer, and for no other', () => {
    expect([...sections.keys()].sort()).toEqual(definitions.map(({ name }) => name).sort());
  });

  test.each([...sections])('has an example of %s', (name, section) => {
    const configs = [...section.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => parse(yaml!));
    expect(configs.length).toBeGreaterThan(0);
    for (const config of configs) expect(typeof config === 'string' ? [config] : Object.keys(config)).toEqual([name]);
  });

  test.each(examples)('shows what parses: %s', async (yaml) => {
    expect(await parseScorers(parse(yaml), tools)).toMatchObject({ scorers: expect.any(Array) });
  });

  test.each(tables)('%s gives %s the score %s', async (yaml, row, score) => {
    const { expected, request, logged, ...answer } = JSON.parse(row);
    const parsed = await parseScorers(parse(yaml), tools);
    const known = { expected, request, logged: logged && answerOf(logged) };
    const found = 'scorers' in parsed ? await parsed.scorers[0]!.evaluate(subjectOf(answer, known)) : undefined;
    expect(found?.score).toBe(score === 'none' ? null : Number(score));
  });

  test.each(verdicts)('a judge that says %s gives %s, and %s with the threshold', async (said, score, passed) => {
    const verdict = () =>
      readVerdict(readReply({ response: { candidates: [{ content: { parts: [{ text: said }] } }] } }));
    for (const [options, expected] of [
      [{}, score],
      [{ threshold: 0.7 }, passed],
    ] as const) {
      const parsed = await parseScorers({ 'llm-rubric': { value: 'Kind.', ...options } }, tools);
      const found = 'scorers' in parsed ? await parsed.scorers[0]!.evaluate(subjectOf({}, { verdict })) : undefined;
      expect(found?.score).toBe(expected === 'none' ? null : Number(expected));
    }
  });

  test('has verdicts of a judge', () => expect(verdicts.length).toBeGreaterThan(5));

  test('has a table with a good and a bad answer for every scorer that needs nobody else', () => {
    const counted = [...sections].filter(([name]) => name !== 'javascript' && name !== 'llm-rubric');
    for (const [, section] of counted) {
      expect(section).toMatch(/^\| `.*` \| 1 \|$/m);
      expect(section).toMatch(/^\| `.*` \| 0 \|$/m);
    }
    expect(tables.length).toBeGreaterThan(2 * counted.length);
  });
});
