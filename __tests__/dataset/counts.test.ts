import { describe, expect, test } from '@jest/globals';
import { compileEdit } from '../../src/dataset/edit.ts';
import { LabelTable, readLabels } from '../../src/dataset/labels.ts';
import { prepareRequests } from '../../src/dataset/prepare.ts';
import { prepareRows } from './requests.ts';

const contents = '"contents":[{"role":"user"}]';
const plain = `{"request":{${contents}}}`;
const config = (members: string, name = 'generationConfig') => `{"request":{${contents},"${name}":{${members}}}}`;

describe('what the rows have for scorers is counted', () => {
  test.each<[string, string, number]>([
    ['expected', '{"expected":"x","request":{"contents":[{}]}}', 1],
    ['expected that is deeper', '{"request":{"contents":[{}],"expected":"x"}}', 0],
  ])('%s', async (_what, row, count) => {
    expect((await prepareRows(row, plain)).dataset.rowsWithExpected).toBe(count);
  });

  test.each<[string, number]>([
    ['{"candidates":[]}', 1],
    ['null', 0],
    ['[]', 0],
    ['"text"', 0],
  ])('a response %s', async (response, count) => {
    const row = `{"request":{"contents":[{}]}, "response" : ${response}}`;
    expect((await prepareRows(row, plain, row)).dataset.rowsWithLogged).toBe(2 * count);
  });

  test.each<[string, number]>([
    [config('"responseSchema":{"type":"OBJECT"}'), 1],
    [config('"response_schema":{}', 'generation_config'), 1],
    [config('"responseJsonSchema":{}'), 1],
    [config('"response_json_schema":true'), 1],
    [config('"responseFormat":{"text":{"schema":{}}}'), 1],
    [config('"response_format":{}'), 1],
    [config('"responseSchema":null'), 0],
    [config('"responseMimeType":"application/json"'), 0],
    [plain, 0],
  ])('a schema in %s', async (row, count) => {
    expect((await prepareRows(row, plain)).dataset.rowsWithSchema).toBe(count);
  });

  test('a schema that the patch puts in or takes out counts as sent, where the fewest have it', async () => {
    const bytes = Buffer.from(`${config('"responseSchema":{}')}\n${plain}\n`);
    const source = {
      display: 'a.jsonl',
      async *chunks() {
        yield bytes;
      },
    };
    const openSink = async () => ({ write: async () => undefined });
    const count = async (...patches: object[]) => {
      const variants = patches.map((patch, index) => ({
        models: [`m-${index}`],
        edit: compileEdit({ patch: { generationConfig: patch as never } }),
        openSink,
      }));
      const dataset = await prepareRequests([source], { variants, repeat: 3, sample: undefined });
      return [dataset.rowsWithSchema, ...dataset.variants.map(({ rowsWithSchema }) => rowsWithSchema)];
    };
    expect(await count({ responseJsonSchema: { type: 'object' } })).toEqual([2, 2]);
    expect(await count({ seed: 1 }, { responseSchema: null })).toEqual([0, 1, 0]);
  });

  test('only rows of the sample count', async () => {
    const bytes = Buffer.from(`${'{"expected":1,"response":{},"request":{"contents":[{}]}}\n'.repeat(9)}`);
    const source = {
      display: 'a.jsonl',
      async *chunks() {
        yield bytes;
      },
    };
    const openSink = async () => ({ write: async () => undefined });
    const variants = [{ models: ['m'], edit: compileEdit({}), openSink }];
    const { rowsWithExpected, rowsWithLogged, rows } = await prepareRequests([source], {
      variants,
      repeat: 1,
      sample: 4,
    });
    expect([rows.size, rowsWithExpected, rowsWithLogged]).toEqual([4, 4, 4]);
  });

  test('labels in the side file', async () => {
    const { dataset } = await prepareRows('{"key":"a","request":{"contents":[{}]}}', plain);
    async function* labels() {
      yield Buffer.from('{"key":"a","expected":1}\n{"key":"z","expected":1}\n');
    }
    expect(new LabelTable().expectedCount).toBe(0);
    await readLabels('labels.jsonl', labels(), dataset.rows, dataset.labels);
    expect(dataset.labels.expectedCount).toBe(1);
  });
});
