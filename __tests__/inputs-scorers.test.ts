import { describe, expect, test } from '@jest/globals';
import { messageOf, read } from './inputs-reader.ts';

async function labelsOf(scorers: string, files: Record<string, string> = {}) {
  const inputs = await read({ scorers }, { files });
  return inputs.scorers.map(({ label, weight }) => [label, weight]);
}

/** What a message about an unknown scorer lists. */
const kinds =
  'function-call, is-json, equals, contains, icontains, contains-any, contains-all, starts-with, regex, answered, matches-logged, llm-rubric, javascript';

describe('scorers', () => {
  test.each([
    ['', [['function-call', 1]]],
    ['function-call', [['function-call', 1]]],
    ['function-call: report_spam', [['function-call', 1]]],
    [
      '- function-call\n- not-function-call: delete_mail',
      [
        ['function-call', 1],
        ['not-function-call', 1],
      ],
    ],
    [
      '[function-call, {function-call: {value: f, weight: 0.5, metric: right tool}}]',
      [
        ['function-call', 1],
        ['right tool', 0.5],
      ],
    ],
    [
      '- function-call: {weight: 0}\n- function-call',
      [
        ['function-call', 0],
        ['function-call (2)', 1],
      ],
    ],
    [
      '[function-call, function-call, {function-call: {metric: function-call (2)}}]',
      [
        ['function-call', 1],
        ['function-call (2)', 1],
        ['function-call (2) (2)', 1],
      ],
    ],
    ['{"function-call": {"threshold": 0.5}}', [['function-call', 1]]],
    [
      '[equals: {value: {}}, equals: {value: []}]',
      [
        ['equals', 1],
        ['equals (2)', 1],
      ],
    ],
  ])('%j are %j', async (scorers, expected) => {
    expect(await labelsOf(scorers)).toEqual(expected);
  });

  test('come from a file when it is a path to one', async () => {
    const files = { 'evals/scorers.yml': '# ours\n- function-call: route\n' };
    expect(await labelsOf('evals/scorers.yml', files)).toEqual([['function-call', 1]]);
  });
});

describe('wrong scorers are told as', () => {
  const takes = 'it takes value, weight, threshold, metric, name, args';
  test.each([
    ['magic', `entry 1: there is no scorer "magic"; there are ${kinds}`],
    ['- function-call\n- not-magic: 1', `entry 2: there is no scorer "not-magic"; there are ${kinds}`],
    ['not-not-function-call', `entry 1: there is no scorer "not-not-function-call"; there are ${kinds}`],
    ['function-call:', 'entry 1: function-call has an empty value; leave the colon away for the bare scorer'],
    ['function-call: ""', 'entry 1: function-call has an empty value; leave the colon away for the bare scorer'],
    ['function-call: {}', 'entry 1: function-call has an empty value; leave the colon away for the bare scorer'],
    ['equals: {}', 'entry 1: equals has an empty value; leave the colon away for the bare scorer'],
    ['contains-any: {}', 'entry 1: contains-any has an empty value; leave the colon away for the bare scorer'],
    ['is-json: {}', 'entry 1: is-json has an empty value; leave the colon away for the bare scorer'],
    ['not-is-json: {}', 'entry 1: not-is-json has an empty value; leave the colon away for the bare scorer'],
    ['function-call: {value: }', 'entry 1: function-call: value is empty'],
    ['is-json: {value: {}}', 'entry 1: is-json: value is empty'],
    ['is-json: {value: {}, weight: 2}', 'entry 1: is-json: value is empty'],
    ['contains-any: {value: []}', 'entry 1: contains-any: value is an empty list'],
    ['contains: {value: {}}', 'entry 1: contains: value must be a text, not an object'],
    ['function-call: {value: {}}', 'entry 1: function-call: takes the name of a function'],
    ['function-call: 5', 'entry 1: function-call: takes the name of a function'],
    ['function-call: [a]', 'entry 1: function-call: takes the name of a function'],
    ['function-call: {tool: f}', `entry 1: function-call: does not know "tool"; ${takes}`],
    ['function-call: {weight: -1}', 'entry 1: function-call: weight must be a number of at least 0'],
    ['function-call: {weight: .inf}', 'entry 1: function-call: weight must be a number of at least 0'],
    ['function-call: {weight: .nan}', 'entry 1: function-call: weight must be a number of at least 0'],
    ['function-call: {weight: "2"}', 'entry 1: function-call: weight must be a number of at least 0'],
    ['function-call: {threshold: 50}', 'entry 1: function-call: threshold must be a number from 0 to 1'],
    ['function-call: {metric: 5}', 'entry 1: function-call: metric must be a text'],
    ['function-call: {metric: ""}', 'entry 1: function-call: metric must be a text'],
    ['[]', 'the list is empty; name at least one scorer'],
    ['function-call: {weight: 0}', 'every scorer has weight 0, so no row would get a score'],
  ])('%j', async (scorers, message) => {
    expect(await messageOf({ scorers })).toBe(`scorers: ${message}`);
  });

  test.each([
    ['- [function-call]', /^scorers: entry 1: .* is neither a scorer's name nor one "name: value"$/],
    [
      '{function-call: a, not-function-call: b}',
      /^scorers: entry 1: .* is neither a scorer's name nor one "name: value"$/,
    ],
    ['5', /^scorers: entry 1: .* is neither a scorer's name nor one "name: value"$/],
  ])('%j', async (scorers, message) => {
    expect(await messageOf({ scorers })).toMatch(message);
  });

  test('every wrong entry of a list', async () => {
    expect(await messageOf({ scorers: '[a, function-call, b]' })).toBe(
      [
        '2 inputs are wrong:',
        `- scorers: entry 1: there is no scorer "a"; there are ${kinds}`,
        `- scorers: entry 3: there is no scorer "b"; there are ${kinds}`,
      ].join('\n'),
    );
  });

  test.each([
    ['a: b: c', 'Nested mappings are not allowed in compact mappings at line 1, column 4'],
    ['a: 1\na: 2', 'Map keys must be unique at line 2, column 1'],
    ['!js x', 'Unresolved tag: !js at line 1, column 1'],
    ['*gone', 'Unresolved alias (the anchor must be set before the alias): gone'],
    ['- &a [*a]', 'an alias contains itself'],
  ])('%j is not valid YAML', async (scorers, message) => {
    expect(await messageOf({ scorers })).toBe(`scorers is ${JSON.stringify(scorers)}: is not valid YAML: ${message}`);
  });

  test('a few lines of aliases that stand for millions of entries', async () => {
    const tens = (name: string) => Array.from({ length: 10 }, () => `*${name}`).join(',');
    const scorers = `a: &a [1,2]\nb: &b [${tens('a')}]\nc: &c [${tens('b')}]\nd: &d [${tens('c')}]\ne: [${tens('d')}]`;
    expect(await messageOf({ scorers })).toContain('is not valid YAML: Excessive alias count');
  });

  test('a file that is missing, by its path', async () => {
    expect(await messageOf({ scorers: 'gone.yaml' })).toBe('scorers is "gone.yaml": there is no such file');
  });

  test('a mistake in a file, by its path', async () => {
    expect(await messageOf({ scorers: 'own.yaml' }, { files: { 'own.yaml': '- magic' } })).toBe(
      `scorers is "own.yaml": entry 1: there is no scorer "magic"; there are ${kinds}`,
    );
    expect(await messageOf({ scorers: 'own.yaml' }, { files: { 'own.yaml': '' } })).toMatch(/^scorers is "own.yaml": /);
  });
});
