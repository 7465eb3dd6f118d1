import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonText } from './json-text.ts';
import { prepareFiles } from './requests.ts';

// Line ends can only stand between tokens here, where a blank does as well.
const value = jsonText.map((text) => text.trim().replaceAll('\n', ' '));
const modelName = fc.constantFrom('"model"', '"\\u006dodel"', '"mod\\u0065l"');
const otherName = fc.constantFrom('"a"', '"10"', '"response"', '"request"', '"models"', '"\\ud800"', '"日本"', '""');
const member = fc.oneof(
  fc.tuple(otherName, value).map(([name, text]) => ({ isModel: false, text: `${name}:${text}` })),
  fc.tuple(modelName, value).map(([name, text]) => ({ isModel: true, text: `${name}:${text}` })),
);
const contents = { isModel: false, text: '"contents":[{"model":1}]' };
const members = fc
  .tuple(fc.array(member, { maxLength: 5 }), fc.array(member, { maxLength: 3 }))
  .map(([before, behind]) => [...before, contents, ...behind]);
const key = fc.constantFrom(undefined, '"x"', '"\\u0078"', '"y z"', '"#1"', '7');
const beside = fc.array(
  fc.tuple(fc.constantFrom('"response"', '"metadata"', '"model"'), value).map((pair) => pair.join(':')),
  { maxLength: 2 },
);
const row = fc.record({ members, key, beside });
const lineEnd = fc.constantFrom('\n', '\r\n', '\n \n');

const join = (texts: readonly { readonly text: string }[]) => `{${texts.map(({ text }) => text).join(',')}}`;

test('every uploaded line is the row byte for byte without its model, under a key of its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), lineEnd, fc.nat(200), async (rows, end, chunk) => {
      const content = rows.map((parts) => {
        const request = `"request":${join(parts.members)}`;
        return `{${[...parts.beside, ...(parts.key === undefined ? [] : [`"key":${parts.key}`]), request].join(',')}}`;
      });
      const { lines, keys } = await prepareFiles([['rows.jsonl', content.join(end)]], chunk + 1);
      expect(new Set(keys).size).toBe(rows.length);
      expect(lines).toHaveLength(rows.length);
      lines.forEach((line, index) => {
        const { members: all } = rows[index]!;
        expect(line).toBe(
          `{"key":${JSON.stringify(keys[index])},"request":${join(all.filter((one) => !one.isModel))}}`,
        );
      });
    }),
    { numRuns: 300 },
  );
});
