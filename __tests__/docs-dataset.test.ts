import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { applyEdit, compileEdit } from '../src/dataset/edit.ts';
import { SentRequest } from '../src/dataset/edit-sent.ts';
import { HazardCounter } from '../src/dataset/hazards.ts';
import { RequestChecker } from '../src/dataset/row-shape.ts';
import { RowScanner } from '../src/dataset/scan.ts';
import { parsePatch } from '../src/inputs/patch.ts';
import { refusalOf } from './dataset/requests.ts';

const dataset = readFileSync('docs/dataset.md', 'utf8');
const prompt = readFileSync('docs/prompt.md', 'utf8');

/** The cells of the table below a heading line, without the code's marks. */
function rowsBelow(text: string, heading: string): string[][] {
  const table = text.slice(text.indexOf(heading)).split('\n\n')[0] ?? '';
  const rows = table
    .split('\n')
    .slice(2)
    .filter((line) => line.startsWith('| '));
  return rows.map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.replace(/^`|`$/g, '')),
  );
}

function sentUnder(patch: string, request: string): SentRequest {
  const scanner = new RowScanner();
  const bytes = Buffer.from(`{"request":${request}}`);
  expect(scanner.scan(bytes, 0, bytes.length)).toBeUndefined();
  const parsed = parsePatch(patch, []);
  const sent = new SentRequest(scanner);
  applyEdit(compileEdit({ patch: 'value' in parsed ? parsed.value.shared : undefined }), scanner, sent);
  return sent;
}

const refused = rowsBelow(dataset, '| Row | Message |');
const hazards = rowsBelow(dataset, '| In a request | On | The warning | Mended by |');
const patches = rowsBelow(prompt, '| Request | Patch | Sent |');

describe('docs/dataset.md', () => {
  test.each(refused)('%s is refused: %s', async (row, message) => {
    expect(await refusalOf([['rows.jsonl', `${row}\n`]])).toContain(`- rows.jsonl:1: ${message}`);
  });

  test.each(hazards)('%s on %s: %s', (config, model, message, patch) => {
    const count = (with_: string) => {
      const counter = new HazardCounter([model!]);
      counter.add(sentUnder(with_, `{"contents":[{"role":"user"}],"generationConfig":${config}}`), 0);
      return counter.hazards().filter((hazard) => hazard.message === message);
    };
    expect(count('')).toMatchObject([{ patch }]);
    expect(count(patch!)).toEqual([]);
  });
});

describe('docs/prompt.md', () => {
  test.each(patches)('%s under %s gives %s', (request, patch, result) => {
    const sent = sentUnder(patch!, request!);
    if (!result!.startsWith('an error')) expect(Buffer.concat(sent.pieces).toString()).toBe(result);
    else {
      const whole = sentUnder(patch!, request!.replace('{', '{"contents":[{}],'));
      expect(result).toBe(`an error: \`${new RequestChecker().check(whole, 0)}`);
    }
  });
});

test('the tables are there', () => {
  expect([refused.length > 10, hazards.length > 5, patches.length > 3]).toEqual([true, true, true]);
  for (const [, , , patch] of hazards) expect(parse(patch!)).toEqual(expect.any(Object));
});
