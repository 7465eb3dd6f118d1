import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { prepareFiles, prepareRows, refusalOf } from './requests.ts';

const contents = '"contents":[{"parts":[{"text":"hi"}]}]';

describe('a request reaches the service exactly as it stood in the file', () => {
  test.each([
    ['64-bit integers', `{${contents},"generationConfig":{"seed":9007199254740993}}`],
    ['numbers as they are spelled', `{${contents},"n":[1.0,-0,1e400,1E+2,0.10,-12.50,1e-7]}`],
    ['escaped and unescaped Unicode', `{"contents":[{"role":"\\u00e9é\\u65e5日\\ud83d\\ude00😀\\/\\u0041"}]}`],
    ['lone surrogates', `{"contents":[{"role":"\\ud800"},{"role":"\\uDEAD"}]}`],
    ['line separators and NUL', `{"contents":[{"role":"\u2028\u2029\\u0000\u007f"}]}`],
    ['member order and numeric names', `{"z":1,${contents},"10":1,"2":1,"a":1}`],
    ['names twice', `{${contents},"x":1,"x":2}`],
    ['whitespace', `{ ${contents} ,\t"a" : [ 1 ,2 ] }`],
    [
      'deeper members called model or response',
      `{"contents":[{"model":"a","response":{"model":1}}],"tools":[{"model":2}]}`,
    ],
    ['a member called __proto__', `{${contents},"__proto__":{"a":1},"constructor":2}`],
    ['an inline image', `{"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]}]}`],
  ])('%s', async (_, request) => {
    const { lines } = await prepareRows(`{"key":"a","request":${request},"response":{"candidates":[]}}`);
    expect(lines).toEqual([`{"key":"a","request":${request}}`]);
  });

  test.each([
    ['in front', '{"model":"m","contents":[{}],"a":2}', '{"contents":[{}],"a":2}'],
    ['in the middle', '{"contents":[{}], "model" : "m" , "a":2}', '{"contents":[{}], "a":2}'],
    ['at the end', '{"contents":[{}] ,"model":{"x":[1,"}"]}}', '{"contents":[{}] }'],
    ['with an escaped name', '{"contents":[{}],"\\u006dodel":"m"}', '{"contents":[{}]}'],
    ['more than once', '{"model":1,"contents":[{}],"model":2,"mo\\u0064el":3}', '{"contents":[{}]}'],
    ['but not a name that only looks alike', '{"contents":[{}],"Model":1,"model ":2,"models":3}', undefined],
  ])('without its model %s', async (_, request, expected = request) => {
    const { lines } = await prepareRows(`{"request":${request},"key":"k"}`);
    const [line = ''] = lines;
    expect(JSON.parse(line)).toEqual({ key: 'k', request: JSON.parse(expected) });
    expect(line.replace(/\s/g, '')).toBe(`{"key":"k","request":${expected.replace(/\s/g, '')}}`);
  });

  test('and nothing else of the row goes along', async () => {
    const row = `{"response":{"x":1},"metadata":{"secret":1},"request":{${contents}},"key":"k","tags":["t"],"\\u0072esponse":2}`;
    expect((await prepareRows(row)).lines).toEqual([`{"key":"k","request":{${contents}}}`]);
  });
});

describe('files as tools write them', () => {
  const row = (key: string) => `{"key":"${key}","request":{${contents}}}`;
  const expected = [row('a'), row('b')];

  test.each([
    ['\\n after each row', `${row('a')}\n${row('b')}\n`],
    ['no last line end', `${row('a')}\n${row('b')}`],
    ['CRLF', `${row('a')}\r\n${row('b')}\r\n`],
    ['a byte order mark', `\ufeff${row('a')}\n${row('b')}\n`],
    ['blank lines', `\n \n${row('a')}\n\t\r\n\n${row('b')}\n\n`],
    ['blanks around rows', `  ${row('a')} \n\t${row('b')}\t`],
  ])('%s', async (_, content) => {
    for (const chunkBytes of [1, 7, 1024]) {
      expect((await prepareFiles([['a.jsonl', content]], chunkBytes)).lines).toEqual(expected);
    }
  });

  test('several files follow each other, each with a mark and an end of its own', async () => {
    const { lines, dataset } = await prepareFiles([
      ['a.jsonl', `\ufeff${row('a')}`],
      ['empty.jsonl', ''],
      ['b.jsonl', `\ufeff\n${row('b')}`],
    ]);
    expect(lines).toEqual(expected);
    expect(dataset.sources).toEqual(['a.jsonl', 'empty.jsonl', 'b.jsonl']);
    expect(dataset.rows.place(1)).toEqual({ source: 2, line: 2, offset: 4, length: row('b').length });
  });

  test('a row of 20 MB goes through whole', async () => {
    const request = `{"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"${'iVBORw0KGgo/'.repeat(1_750_000)}"}}]}]}`;
    const content = `${row('a')}\n{"key":"big","request":${request},"response":{}}\n${row('b')}`;
    const { bytes, requestBytes } = await prepareFiles([['big.jsonl', content]], 1024 * 1024);
    const wanted = `${row('a')}\n{"key":"big","request":${request}}\n${row('b')}\n`;
    expect(bytes.equals(Buffer.from(wanted))).toBe(true);
    expect(requestBytes).toBe(bytes.length);
  });
});

describe('what the run knows of a dataset', () => {
  const rows = [
    '{"request":{"contents":[{}],"model":"m"}}',
    '{"key":"k","request":{"contents":[{},{}],"serviceTier":"flex"}}',
  ];

  test('is its rows, places, size and digests', async () => {
    const { dataset, requestBytes, bytes, keys } = await prepareRows(...rows);
    expect(dataset.rows.size).toBe(2);
    expect(keys.map((key) => dataset.rows.find(key))).toEqual([0, 1]);
    expect(requestBytes).toBe(bytes.length);
    const digest = (text: string) => createHash('sha256').update(text).digest();
    const requests = ['{"contents":[{}],"model":"m"}', '{"contents":[{},{}],"serviceTier":"flex"}'];
    const whole = createHash('sha256');
    for (const request of requests) whole.update(digest(request));
    expect(dataset.fingerprint).toBe(`sha256:${whole.digest('hex')}`);
  });

  test('the digest of the requests changes with a key, the fingerprint does not', async () => {
    const [first, second] = [await prepareRows(...rows), await prepareRows(rows[0]!, rows[1]!.replace('"k"', '"l"'))];
    expect(second.dataset.fingerprint).toBe(first.dataset.fingerprint);
    expect(second.requestsDigest).not.toBe(first.requestsDigest);
    expect(first.requestsDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('does not depend on the logged answers', async () => {
    const [first, second] = [
      await prepareRows(...rows),
      await prepareRows(`${rows[0]!.slice(0, -1)},"response":{}}`, rows[1]!),
    ];
    expect(second.requestsDigest).toBe(first.requestsDigest);
    expect(second.bytes.equals(first.bytes)).toBe(true);
  });
});

describe('rows that cannot be sent', () => {
  const good = `{"request":{${contents}}}`;

  test('are told by file and line, all files before anything is sent', async () => {
    const refusal = await refusalOf([
      ['a.jsonl', `${good}\n\n{"request":{]}}\n5\n`],
      ['b/b.jsonl', `\ufeff{"response":{}}\r\n${good}`],
    ]);
    expect(refusal).toBe(
      [
        'DatasetError: 3 rows of the dataset cannot be sent:',
        "- a.jsonl:3: not valid JSON: a member's name in double quotes is expected (byte 13 of the line)",
        '- a.jsonl:4: the row is not a JSON object',
        '- b/b.jsonl:1: has no member "request"; rows are {"request": …} as exported, or {"key": …, "request": …}',
      ].join('\n'),
    );
  });

  test('beyond the first 20 are counted', async () => {
    const bad = Array.from({ length: 25 }, () => 'x').join('\n');
    const refusal = await refusalOf([['a.jsonl', `${good}\n${bad}`]]);
    expect(refusal.split('\n')).toHaveLength(22);
    expect(refusal).toContain('25 rows of the dataset cannot be sent:\n- a.jsonl:2: not valid JSON: ');
    expect(refusal).toContain('\n- a.jsonl:21: ');
    expect(refusal).toMatch(/\n- … and 5 more$/);
  });

  test('one alone is one row', async () => {
    expect(await refusalOf([['a.jsonl', '[]']])).toBe(
      'DatasetError: 1 row of the dataset cannot be sent:\n- a.jsonl:1: the row is not a JSON object',
    );
  });

  test.each([
    ['', 'empty'],
    ['\ufeff', 'a mark'],
    ['\n \r\n', 'blank lines'],
  ])('no row at all: %j', async (content) => {
    expect(
      await refusalOf([
        ['a.jsonl', content],
        ['b.jsonl', ''],
      ]),
    ).toBe('InputError: dataset: holds no row (a.jsonl, b.jsonl)');
  });

  test('a row cut in the middle of the last line', async () => {
    expect(await refusalOf([['a.jsonl', `${good}\n${good.slice(0, -3)}`]])).toMatch(
      /a\.jsonl:2: not valid JSON: the text ends/,
    );
  });

  test('bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"request":{"contents":["'), Buffer.from([0xff]), Buffer.from('"]}}')]);
    expect(await refusalOf([['a.jsonl', bytes]])).toContain(
      'a.jsonl:1: not valid JSON: not UTF-8 (byte 26 of the line)',
    );
  });
});
