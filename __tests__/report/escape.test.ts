import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inlineCode, logLine, markdownText, plainLine, urlPath } from '../../src/report/escape.ts';
import { hostileText, liveMarkup, withoutCode } from './markdown-scan.ts';

const gap = '\u200b';
const runs = { numRuns: 2000 };

describe('a plain line', () => {
  test.each([
    ['a\r\nb\n\nc\td', 'a b c d'],
    ['\u001b[31mred\u009b0m', '\ufffd[31mred\ufffd0m'],
    ['a\u202eb\u200bc\u00add', 'a\ufffdb\ufffdc\ufffdd'],
    ['x'.repeat(201), `${'x'.repeat(199)}…`],
    ['😀'.repeat(200), '😀'.repeat(200)],
    ['😀'.repeat(1000), `${'😀'.repeat(199)}…`],
    ['', ''],
  ])('of %j is %j', (text, line) => {
    expect(plainLine(text)).toBe(line);
  });

  test.each([
    ['tag characters', '\u{e0001}\u{e0041}\u{e007f}'],
    ['selectors of variants', '\ufe00\ufe0e\ufe0f\u{e0100}\u{e01ef}'],
    ['a joiner of graphemes', '\u034f'],
    ['fillers', '\u115f\u1160\u3164\uffa0'],
    ['inherent vowels', '\u17b4\u17b5'],
    ['Mongolian selectors', '\u180b\u180c\u180d\u180e\u180f'],
    ['marks of direction that nobody uses any more', '\u206a\u206b\u206c\u206d\u206e\u206f'],
    ['an empty Braille pattern', '\u2800'],
    ['beams and slurs', '\u{1d173}\u{1d17a}'],
    ['halves of surrogate pairs', '\udc00\ud800'],
    ['a selector behind a digit', '\ufe0f'],
  ])('hides no text in %s, which nobody saw in a comment', (_what, hidden) => {
    const marks = '\ufffd'.repeat([...hidden].length);
    expect(plainLine(`key-1${hidden}?`)).toBe(`key-1${marks}?`);
    expect(logLine(`key-1${hidden}?`)).toBe(`key-1${marks}?`);
  });

  test.each([
    '❤\ufe0f',
    '☎\ufe0e',
    '1\ufe0f\u20e3',
    '👍🏽',
    '👩🏽\u200d💻',
    '👨\u200d👩\u200d👧',
    '🏳\ufe0f\u200d🌈',
    '한국어',
    'हिन्दी',
    'é',
  ])('shows %s as it is', (text) => {
    expect(plainLine(text)).toBe(text);
  });

  test('is made of millions of characters in a moment', () => {
    for (const piece of ['`', ':a', 'a1', ' ', '\u200b', '1\ufe0f', '👩\u200d', '\n', '##[']) {
      const text = piece.repeat(1_000_000);
      expect([plainLine(text), markdownText(text), inlineCode(text)].every((line) => line.length < 2000)).toBe(true);
      expect(logLine(`x${text}`).startsWith('x')).toBe(true);
    }
  });

  test('is never longer than asked for', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 30 }), (text, max) => [...plainLine(text, max)].length <= max),
    );
  });
});

describe('text in Markdown', () => {
  test.each([
    ['plain words, 3.5 %', 'plain words, 3.5 %'],
    ['a_b *c* [d](e)', 'a\\_b \\*c\\* \\[d\\](e)'],
    ['@octocat', `@${gap}octocat`],
    ['see #17 or GH-17', `see #${gap}17 or GH-${gap}17`],
    ['https://evil.example', `https:${gap}//evil.example`],
    ['_www.evil.example', `\\_www${gap}.evil.example`],
    ['<!-- x -->', '&lt;!-- x --&gt;'],
    ['&#64;x', `&amp;#${gap}64;x`],
    ['# title', `${gap}# title`],
    ['1. first', `${gap}1. first`],
    [':tada:', `:${gap}tada:`],
    ['reverts 1a2b3c4.', `reverts 1a2b3c${gap}4.`],
    ['_1A2B3C4D5E6F7_', `\\_1A2B3C${gap}4D5E6F${gap}7\\_`],
    ['acme/mail@1a2b3c4', `acme/mail@${gap}1a2b3c${gap}4`],
    ['0'.repeat(40), `${`000000${gap}`.repeat(6)}0000`],
    ['a'.repeat(40), `${`aaaaaa${gap}`.repeat(6)}aaaa`],
    ['1a2b3c effaced 1234567 1a2b3c4g', '1a2b3c effaced 1234567 1a2b3c4g'],
    [`sha256 ${'1a'.repeat(32)}`, `sha256 ${'1a'.repeat(32)}`],
    ['the row r-0123456789abcdef-12', 'the row r-0123456789abcdef-12'],
    ['bar-0123456789abcdef', 'bar-012345\u200b6789ab\u200bcdef'],
    ['r-0123456789abcde', 'r-012345\u200b6789ab\u200bcde'],
    ['evals/spam.jsonl:12', 'evals/spam.jsonl:12'],
  ])('%j is %j', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });

  test('never comes to life', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(liveMarkup(markdownText(text))).toEqual([]);
      }),
      runs,
    );
  });

  test('shows what stood there', () => {
    const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = markdownText(text)
          .replaceAll(gap, '')
          .replace(/\\([\\`*_[\]|~$])|&\w+;/g, (all, character?: string) => character ?? entities[all] ?? all);
        expect(shown).toBe(plainLine(text));
      }),
      runs,
    );
  });
});

describe('a code span', () => {
  test.each([
    ['flash', '`flash`'],
    ['', '` `'],
    ['   ', '` `'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``a', '``` ``a ```'],
    [' a ', '`  a  `'],
    ['a|b', '`a\\|b`'],
    ['a\\|b', `\`a\\${gap}\\|b\``],
    ['a\\', '`a\\`'],
    ['@octocat <b> ![x](y)', '`@octocat <b> ![x](y)`'],
    ['two\nlines', '`two lines`'],
  ])('of %j is %j', (text, code) => {
    expect(inlineCode(text)).toBe(code);
  });

  test('holds all of its text and ends no table cell', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const code = inlineCode(text);
        expect(withoutCode(`| ${code} |`)).toBe('| ␣ |');
        for (const { index } of code.matchAll(/\|/g)) expect(code.slice(0, index)).toMatch(/(?<!\\)\\$/);
      }),
      runs,
    );
  });

  test('shows what stood there', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [fence = ''] = /^`+/.exec(inlineCode(text)) ?? [];
        let inner = inlineCode(text).slice(fence.length, -fence.length);
        if (inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '') inner = inner.slice(1, -1);
        const shown = inner.replaceAll(gap, '').replaceAll('\\|', '|');
        expect(shown.trim() === '' ? '' : shown).toBe(plainLine(text).trim() === '' ? '' : plainLine(text));
      }),
      runs,
    );
  });
});

describe('a line for the log', () => {
  test.each([
    ['::error::x', `${gap}::error::x`],
    ['  ::set-output name=a::b', `  ${gap}::set-output name=a::b`],
    ['a ##[group]b', `a ##${gap}[group]b`],
    ['one\r\n::two\r::three', `one\n${gap}::two\n${gap}::three`],
    ['\u001b[31mred', '\ufffd[31mred'],
    ['a::b', 'a::b'],
  ])('%j is %j', (text, line) => {
    expect(logLine(text)).toBe(line);
  });

  test('is cut to 8,000 characters, whatever a key is made of', () => {
    expect(logLine(`${'k'.repeat(100_000)}\nnext`)).toBe(`${'k'.repeat(8000)}…\nnext`);
    expect(logLine(`one\n${'k'.repeat(100_000)}`, 10)).toBe('one\nkkkkkk…');
  });

  test('is no command and moves no cursor', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const line of logLine(text).split('\n')) {
          expect(line.trimStart().startsWith('::')).toBe(false);
          expect(line).not.toContain('##[');
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
      runs,
    );
  });
});

describe('a path in an address', () => {
  test.each([
    ['evals/spam.jsonl', 'evals/spam.jsonl'],
    ['a b/ü(1).jsonl', 'a%20b/%C3%BC%281%29.jsonl'],
    ['a?b#c', 'a%3Fb%23c'],
    ['\ud800', '%EF%BF%BD'],
  ])('%j is %j', (path, url) => {
    expect(urlPath(path)).toBe(url);
  });

  test('never ends the link around it, and reads back as the path', () => {
    fc.assert(
      fc.property(hostileText, (path) => {
        expect(urlPath(path)).toMatch(/^[\w.~%/-]*$/);
        expect(decodeURIComponent(urlPath(path))).toBe(path.toWellFormed());
      }),
      runs,
    );
  });
});
