import fc from 'fast-check';

/** Pieces of which hostile text is made: whatever Markdown, GitHub, the runner or a terminal could obey. */
const hostilePiece = fc.constantFrom(
  ...[
    '@octocat',
    '@acme/team',
    '@',
    '#17',
    'acme/mail#1',
    'GH-12',
    '_gh-3',
    '1a2b3c4',
    ' 0123456789abcdef0123456789abcdef01234567',
    'https://evil.example',
    '_www.evil.example',
    'WWW.evil.example',
  ],
  ...[
    '![x](https://evil.example/p.png)',
    '[x](javascript:alert)',
    '[x][y]',
    '[^1]',
    'me@evil.example',
    'mailto:a@b.example',
    ':tada:',
    ':a_b:',
  ],
  ...[
    '<img src=x>',
    '<!--',
    '-->',
    '<!-- gemini-batch-eval:spam -->',
    '<script>',
    '</details>',
    '</sub>',
    '&lt;',
    '&#64;',
    '&amp;',
    '<',
  ],
  ...[
    '`',
    '``',
    '```',
    '~~~',
    '|',
    '\\',
    '\\|',
    '\\\\|',
    '\\`',
    '*',
    '**',
    '_',
    '~~',
    '$',
    '$$',
    '>',
    '- ',
    '+ ',
    '1. ',
    '# ',
    '=== ',
    '    ',
  ],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\t',
    ' ',
    '\u2028',
    '\u0085',
    '::error::x',
    '::',
    '##[error]',
    '##[',
    '#',
    '\u001b[31m',
    '\u009b1m',
    '\u0000',
    '\u0007',
  ],
  ...[
    '\u202e',
    '\u200b',
    '\u2066',
    '\ufeff',
    '\u00ad',
    '\ud800',
    '\udc00',
    '\u{e0041}',
    '\ufe0f',
    '\u2800',
    '❤\ufe0f',
    '😀',
    'é',
    'word',
    'a',
    '[',
    ']',
    '(',
    ')',
    '!',
    ':',
    '/',
    '"',
    "'",
  ],
);

/** Hostile text. */
export const hostileText = fc.oneof(
  fc.array(hostilePiece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** What is left of a line when its code spans are taken out, by CommonMark's rule: a run of backticks up to the next one of its length. */
export function withoutCode(line: string): string {
  let rest = '';
  for (let at = 0; at < line.length; ) {
    if (line[at] === '\\') {
      rest += line.slice(at, at + 2);
      at += 2;
    } else if (line[at] !== '`') rest += line[at++];
    else {
      const [fence = ''] = /^`+/.exec(line.slice(at)) ?? [];
      const end = endOfCode(line, at + fence.length, fence.length);
      rest += end < 0 ? fence : '␣';
      at = end < 0 ? at + fence.length : end;
    }
  }
  return rest;
}

function endOfCode(line: string, from: number, length: number): number {
  for (const run of line.slice(from).matchAll(/`+/g)) if (run[0].length === length) return from + run.index + length;
  return -1;
}

/** What GitHub would bring to life in text outside of code, by its rules; empty when nothing. */
export function liveMarkup(text: string): string[] {
  const rules: readonly [string, RegExp][] = [
    ['mention', /@[\w-]/],
    ['reference', /#\w|gh-\d/i],
    ['commit', /(?<![0-9a-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}(?![0-9a-z])/i],
    ['address', /:\/\/|www\./i],
    ['HTML', /[<>]/],
    ['entity', /&(?!(amp|lt|gt);)/],
    ['markup', /(?<!\\)(?:\\\\)*[*_[\]`|~$]/],
    ['emoji', /:[\w+-]+:/],
    ['block', /^\s*(?:[-+=]|(?:#+|\d+[.)])(?:\s|$))/],
    ['line end or control', /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff\u{e0041}]/u],
  ];
  return rules.filter(([, rule]) => rule.test(text)).map(([name]) => name);
}
