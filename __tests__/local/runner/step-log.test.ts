import { describe, expect, test } from '@jest/globals';
import { LineReader } from '../../../local/runner/line-reader.ts';
import { Masks } from '../../../local/runner/masks.ts';
import { StepLog } from '../../../local/runner/step-log.ts';

function logOf(...lines: readonly string[]): StepLog {
  const log = new StepLog({ masks: new Masks(), workspace: '/home/repo', debug: false });
  for (const line of lines) log.receive(line);
  return log;
}

test.each([
  ['::error::bad', '##[error]bad'],
  ['  ::warning title=t::100%25%0Atwo', '##[warning]100%\ntwo'],
  ['text ::error::is text', 'text ::error::is text'],
  ['text ##[error]is a command', '##[error]is a command'],
  ['##[Warning]case', '##[warning]case'],
  ['::unknown::stays', '::unknown::stays'],
  ['##[unknown]stays', '##[unknown]stays'],
  ['::group::Title', '##[group]Title'],
  ['::endgroup::', '##[endgroup]'],
  ['::debug::hidden', ''],
  ['%0A stays in plain text', '%0A stays in plain text'],
])('the line %p is shown as %p', (line, shown) => {
  expect(logOf(line).lines.join('\n')).toBe(shown);
});

test('an annotation has its place, relative to the workspace', () => {
  const log = logOf('::error file=/home/repo/data/a%2Cb.jsonl,line=12,title=Bad%3A row::what');
  expect(log.annotations).toEqual([
    { level: 'error', message: 'what', title: 'Bad: row', file: 'data/a,b.jsonl', line: 12 },
  ]);
});

test('ten annotations of a level are kept, each cut to 4096 characters', () => {
  const log = logOf(...Array<string>(12).fill(`::warning::${'x'.repeat(5000)}`), '::notice::n');
  expect(log.annotations.map(({ level }) => level)).toEqual([...Array(10).fill('warning'), 'notice']);
  expect(log.annotations[0]?.message).toHaveLength(4096);
  expect(log.lines).toHaveLength(13);
  expect(log.hasCommandFailed).toBe(false);
});

describe('masks', () => {
  test('cover each line of a secret, later lines only', () => {
    const log = logOf('first', '::add-mask::first%0Asecond', 'a first and a second', '::error::second');
    expect(log.lines).toEqual(['first', 'a *** and a ***', '##[error]***']);
    expect(log.annotations[0]?.message).toBe('***');
  });

  test('take overlapping secrets as one stretch', () => {
    expect(logOf('::add-mask::abcd', '::add-mask::cdef', '::add-mask::ghi', '-abcdefghi-abcd').lines).toEqual([
      '-***-***',
    ]);
  });

  test('cover the escaped forms of a secret', () => {
    expect(logOf('::add-mask::a"b c', 'a%22b%20c a\\"b c').lines).toEqual(['*** ***']);
  });

  test('warn about an empty value', () => {
    expect(logOf('::add-mask::').annotations[0]?.level).toBe('warning');
  });
});

describe('stop-commands', () => {
  test('leaves commands of both forms as text until the token', () => {
    const log = logOf('::stop-commands::T0ken', '::error::text', 'x ##[add-mask]text', '::t0ken::', '::error::real');
    expect(log.annotations.map(({ message }) => message)).toEqual(['real']);
    expect(log.lines).toContain('x ##[add-mask]text');
  });

  test.each(['', 'error', 'pause-logging'])('with the token %p is refused and fails the step', (token) => {
    const log = logOf(`::stop-commands::${token}`, '::notice::still a command');
    expect(log.hasCommandFailed).toBe(true);
    expect(log.annotations.at(-1)?.message).toBe('still a command');
  });
});

test.each(['::set-env name=A::b', '##[add-path]/bin', '::echo::maybe', '::set-output::x'])(
  '%p fails the step',
  (line) => {
    expect(logOf(line).hasCommandFailed).toBe(true);
  },
);

test('old output and state commands work, with a warning', () => {
  const log = logOf('::set-output name=a::1%0A2', '::save-state name=b::3');
  expect([log.outputs, log.state]).toEqual([new Map([['a', '1\n2']]), new Map([['b', '3']])]);
  expect(log.annotations).toHaveLength(2);
});

test.each([[['a\nb\r\nc\rd']], [['a\n', 'b\r', '\nc\r', 'd']], [['a', '\nb\r\nc', '\r', 'd\r']]])(
  'lines end at line feeds and carriage returns, however %p arrives',
  (pieces) => {
    const lines: string[] = [];
    const reader = new LineReader((line) => lines.push(line));
    for (const piece of pieces) reader.push(piece);
    reader.end();
    expect(lines).toEqual(['a', 'b', 'c', 'd']);
  },
);
