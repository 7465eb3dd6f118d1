import { describe, expect, test } from '@jest/globals';
import { applyEdit, compileEdit, type EditContent } from '../../src/dataset/edit.ts';
import { SentRequest } from '../../src/dataset/edit-sent.ts';
import { checkRow, RequestChecker } from '../../src/dataset/row-shape.ts';
import { RowScanner } from '../../src/dataset/scan.ts';

interface Checked {
  readonly scanner: RowScanner;
  readonly problem: string | undefined;
}

function checkAs(content: EditContent, row: string, checker = new RequestChecker(), number = 0): Checked {
  const scanner = new RowScanner();
  const bytes = Buffer.from(row);
  expect(scanner.scan(bytes, 0, bytes.length)).toBeUndefined();
  const sent = new SentRequest(scanner);
  const problem = checkRow(scanner);
  if (problem !== undefined) return { scanner, problem };
  applyEdit(compileEdit(content), scanner, sent);
  return { scanner, problem: checker.check(sent, number) };
}

const shapeOf = (row: string) => checkAs({}, row).problem;

const noRequest = 'has no member "request"; rows are {"request": …} as exported, or {"key": …, "request": …}';
const interactions =
  'looks like a log of the Interactions API; a batch takes generateContent requests, with "contents", only';
const noObject = (name: string) => `"${name}" is not an object with "parts"`;
const inTwo = (one: string, other: string) => `has both "${one}" and "${other}"; which one is meant?`;
const cached = (beside: string) => `"cachedContent" may not stand beside "${beside}"; the cache holds its own`;

describe('a row that can be sent', () => {
  test.each([
    '{"request":{"contents":[{}]}}',
    '{"key":5,"request":{"contents":[ {} ]},"response":null,"response":1}',
    '{"r\\u0065quest":{"c\\u006fntents":[{}]}}',
    ' {"request" : {"contents" : [{}]} } ',
    '{"request":{"contents":[{}],"input":2},"input":3}',
    '{"request":{"contents":[{}],"systemInstruction":{},"tools":[],"generationConfig":{"top_p":1,"topK":2}}}',
    '{"request":{"contents":[{}],"system_instruction":null,"generation_config":{}}}',
    '{"request":{"contents":[{}],"cachedContent":"c","tools":[],"toolConfig":{},"systemInstruction":null}}',
    '{"request":{"contents":[{}],"cachedContent":null,"tools":[1]}}',
    '{"request":{"contents":[{}],"thing":1,"Thing":2}}',
  ])('%s', (row) => {
    expect(shapeOf(row)).toBeUndefined();
  });
});

describe('a row that cannot be sent', () => {
  test.each([
    ['[]', 'the row is not a JSON object'],
    ['"text"', 'the row is not a JSON object'],
    ['null', 'the row is not a JSON object'],
    ['{}', noRequest],
    ['{"Request":{"contents":[{}]}}', noRequest],
    ['{"contents":[{}]}', noRequest],
    ['{"interaction":{"input":"hi"}}', interactions],
    ['{"input":"hi","model":"m"}', interactions],
    ['{"request":{"input":"hi","model":"m"}}', interactions],
    ['{"request":{"previous_interaction_id":"i"}}', interactions],
    ['{"request":{"contents":[{}]},"request":{"contents":[2]}}', 'has two members "request"; which one is meant?'],
    ['{"request":{"contents":[{}]},"requ\\u0065st":null}', 'has two members "request"; which one is meant?'],
    ['{"key":"a","request":{"contents":[{}]},"key":"b"}', 'has two members "key"; which one is meant?'],
    ['{"request":null}', '"request" is not an object'],
    ['{"request":[{"contents":[{}]}]}', '"request" is not an object'],
    ['{"request":"{}"}', '"request" is not an object'],
    ['{"request":{}}', 'the request has no "contents"'],
    ['{"request":{"Contents":[1]}}', 'the request has no "contents"'],
    ['{"request":{"contents":"hi"}}', '"contents" is not a list'],
    ['{"request":{"contents":null}}', '"contents" is not a list'],
    ['{"request":{"contents":{"parts":[]}}}', '"contents" is not a list'],
    ['{"request":{"contents":[]}}', '"contents" is empty'],
    ['{"request":{"contents":["hi"]}}', '"contents" holds something that is no object with "parts"'],
    [
      '{"request":{"contents":[{"parts":[]}, {"a":"]"} , "hi"]}}',
      '"contents" holds something that is no object with "parts"',
    ],
    ['{"request":{"contents":[{},[{}]]}}', '"contents" holds something that is no object with "parts"'],
    ['{"request":{"contents":[ 5]}}', '"contents" holds something that is no object with "parts"'],
    ['{"request":{"contents":[{}],"generation_config":5}}', '"generation_config" is not an object'],
    ['{"request":{"contents":[{}],"toolConfig":[1]}}', '"toolConfig" is not an object'],
    ['{"request":{"contents":[{}],"tools":{"a":1}}}', '"tools" is not a list'],
    ['{"request":{"contents":[{}],"safety_settings":{"a":1}}}', '"safety_settings" is not a list'],
    ['{"request":{"contents":[ \t\r ]}}', '"contents" is empty'],
    ['{"request":{"contents":[{}],"systemInstruction":"be good"}}', noObject('systemInstruction')],
    ['{"request":{"contents":[{}],"system_instruction":[{"text":"be good"}]}}', noObject('system_instruction')],
    [
      '{"request":{"contents":[{}],"generationConfig":{},"generation_config":{}}}',
      inTwo('generationConfig', 'generation_config'),
    ],
    ['{"request":{"contents":[{}],"tool_config":1,"tool\\u0043onfig":2}}', inTwo('toolConfig', 'tool_config')],
    ['{"request":{"contents":[{}],"cachedContent":1,"cached_content":2}}', inTwo('cachedContent', 'cached_content')],
    [
      '{"request":{"contents":[{}],"generation_config":{"topP":1,"top_p":1}}}',
      'has both "topP" and "top_p" in its generationConfig; which one is meant?',
    ],
    ['{"request":{"contents":[{}],"cachedContent":"c","tools":[1]}}', cached('tools')],
    ['{"request":{"contents":[{}],"cached_content":"c","tool_config":{"a":1}}}', cached('tool_config')],
    ['{"request":{"contents":[{}],"cachedContent":"c","systemInstruction":{"parts":[]}}}', cached('systemInstruction')],
  ])('%s: %s', (row, message) => {
    expect(shapeOf(row)).toBe(message);
  });
});

describe('a part with both spellings of a field, which the service refuses with the whole file', () => {
  const request = (members: string) => `{"request":{${members}}}`;
  const twoIn = (place: string) => `has both "inlineData" and "inline_data" in ${place}; which one is meant?`;
  const twice = '{"inlineData":{},"inline_data":{}}';

  test.each([
    [request(`"contents":[{"parts":[${twice}]}]`), twoIn('contents[0].parts[0]')],
    [
      request(`"contents":[ {} , {"role":"user"} , {"parts":[ {"text":"a"} , "b" , ${twice} ]} ]`),
      twoIn('contents[2].parts[2]'),
    ],
    [request(`"contents":[{}],"systemInstruction":{"parts":[${twice}]}`), twoIn('systemInstruction.parts[0]')],
    [request(`"contents":[{}],"system_instruction":{"parts":[${twice}]}`), twoIn('system_instruction.parts[0]')],
    [
      request('"contents":[{"parts":[{"code_execution_result":{},"text":"","codeExecutionResult":{}}]}]'),
      'has both "codeExecutionResult" and "code_execution_result" in contents[0].parts[0]; which one is meant?',
    ],
  ])('%s: %s', (row, message) => {
    expect(shapeOf(row)).toBe(message);
  });

  test.each([
    request('"contents":[{"parts":[{"inlineData":{}},{"inline_data":{}}]}]'),
    request('"contents":[{"parts":[{"text":"\\"inline_data\\" or \\"inlineData\\"?"}]}]'),
    request(`"contents":[{"parts":[{"functionCall":{"args":${twice}}}]}]`),
    request(`"contents":[{"parts":${twice}},${twice}]`),
    request(`"contents":[{"parts":[[${twice}]]}]`),
    request(`"contents":[{"parts":[{"function_response":{"response":${twice}}}]}],"systemInstruction":null`),
  ])('is not %s', (row) => {
    expect(shapeOf(row)).toBeUndefined();
  });

  test('is found where a patch puts it', () => {
    const patch = { contents: [{ parts: [{ fileData: {}, file_data: {} }] }] };
    expect(checkAs({ patch }, request('"contents":[{}]')).problem).toBe(
      'has both "fileData" and "file_data" in contents[0].parts[0]; which one is meant?',
    );
  });
});

describe('what counts is the request as it will be sent', () => {
  test.each<[string, EditContent, string | undefined]>([
    ['{"request":{}}', { patch: { contents: [{}] } }, undefined],
    ['{"request":{"contents":[{}]}}', { patch: { contents: null } }, 'the request has no "contents"'],
    ['{"request":{"contents":[{}]}}', { patch: { contents: [] } }, '"contents" is empty'],
    ['{"request":{"contents":[{}],"systemInstruction":"x"}}', { systemInstruction: 'y' }, undefined],
    [
      '{"request":{"contents":[{}],"generation_config":{}}}',
      { patch: { generationConfig: { topK: 1 } } },
      inTwo('generationConfig', 'generation_config'),
    ],
    [
      '{"request":{"contents":[{}],"generationConfig":{"top_k":2}}}',
      { patch: { generationConfig: { topK: 1 } } },
      'has both "topK" and "top_k" in its generationConfig; which one is meant?',
    ],
    ['{"request":{"contents":[{}],"cachedContent":"c"}}', { systemInstruction: 'x' }, cached('systemInstruction')],
    ['{"request":{"contents":[{}],"cachedContent":"c","tools":[1]}}', { patch: { tools: null } }, undefined],
  ])('%s with %j: %s', (row, content, problem) => {
    expect(checkAs(content, row).problem).toBe(problem);
  });
});

describe('unknown fields', () => {
  test('are counted by row, over all variants, with the first row', () => {
    const checker = new RequestChecker();
    const row = '{"request":{"contents":[{}],"config":{},"generationConfig":{"topX":1,"topX":2,"temperature":1}}}';
    checkAs({}, '{"request":{"contents":[{}],"model":"m","generation_config":{"response_mime_type":1}}}', checker, 0);
    for (const number of [1, 2]) {
      for (const patch of [{}, { labels: 1 }]) checkAs({ patch }, row, checker, number);
    }
    expect(checker.unknownFields()).toEqual([
      { field: 'config', count: 2, firstRow: 1 },
      { field: 'generationConfig.topX', count: 2, firstRow: 1 },
      { field: 'labels', count: 2, firstRow: 1 },
    ]);
  });

  test('of ever new names do not pile up', () => {
    const checker = new RequestChecker();
    for (let number = 0; number < 150; number++) {
      checkAs({}, `{"request":{"contents":[{}],"x${number}":1}}`, checker, number);
    }
    expect(checker.unknownFields()).toHaveLength(100);
  });
});
