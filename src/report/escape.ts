import { shorten } from '../shorten.ts';

/**
 * Model output, logs, dataset text and file names are hostile: everything that did not come from this project passes
 * through here before it reaches Markdown, a terminal or the runner.
 */

// Control characters, halves of surrogate pairs, and those that reorder or hide text or show nothing (bidi marks, zero-width,
// fillers, tags, line separators). A selector between the two looks of an emoji, or in a keycap, is a part of what it follows, and
// so is what joins two emoji to one.
const invisible =
  /[\p{Default_Ignorable_Code_Point}\p{Control}\p{Surrogate}\u2028\u2029\u2800\ufff9-\ufffb](?<!\p{Extended_Pictographic}[\ufe0e\ufe0f]|[#*0-9]\ufe0f(?=\u20e3)|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?\u200d(?=\p{Extended_Pictographic}))/gu;

/**
 * GitHub links the hash of a commit in seven digits or more; a number of fewer than 40 is more likely to be only that. The name of a
 * job and the key that a row has by default are to be copied.
 */
const commitHash =
  /(?<![0-9a-z]|batches\/|(?<![0-9a-z])r-(?=[0-9a-f]{16}(?![0-9a-z])))(?:[0-9a-f]{40}|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40})(?![0-9a-z])/gi;

const breaker = '\u200b';

/** One line without control, reordering or zero-width characters, at most `maxChars` long. */
export function plainLine(text: string, maxChars = 200): string {
  const line = text.replace(/[\r\n\t\u2028\u2029]+/g, ' ').replace(invisible, '\ufffd');
  const characters = [...line.slice(0, 2 * maxChars + 2)];
  return characters.length > maxChars ? `${characters.slice(0, maxChars - 1).join('')}…` : line;
}

/**
 * A Markdown code span that shows the text as it is, fit for a table cell. In a code span GitHub makes no mention, link,
 * image, HTML or emoji.
 */
export function inlineCode(text: string, maxChars?: number): string {
  const line = plainLine(text, maxChars);
  if (line.trim() === '') return '` `';
  const longestRun = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const pad = line.startsWith('`') || line.endsWith('`') || (line.startsWith(' ') && line.endsWith(' ')) ? ' ' : '';
  // A table cell ends at a pipe even inside a code span, unless it is escaped; a backslash before that must not escape the escape.
  const cell = line.replace(/(\\?)\|/g, (_, before: string) => `${before}${before && breaker}\\|`);
  return `${fence}${pad}${cell}${pad}${fence}`;
}

/** Text that Markdown shows as it is: no markup, HTML, mention, reference or automatic link comes to life. */
export function markdownText(text: string, maxChars?: number): string {
  return plainLine(text, maxChars)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/@(?=\S)/g, `@${breaker}`)
    .replace(/#(?=\w)/g, `#${breaker}`)
    .replace(/gh-(?=\d)/gi, `$&${breaker}`)
    .replace(/:(?=\/\/)/g, `:${breaker}`)
    .replace(/www(?=\.)/gi, `$&${breaker}`)
    .replace(/:(?=[\w+\\-]+:)/g, `:${breaker}`)
    .replace(commitHash, breakHash)
    .replace(/^(\s*)(?=[#+=-]|\d+[.)])/, `$1${breaker}`);
}

/** No piece may be long enough to be the start of another hash. */
function breakHash(hash: string): string {
  return hash.replace(/.{6}(?=.)/g, `$&${breaker}`);
}

/** More on one line is nothing that people read, and makes the log too large to be opened. */
const maxLineChars = 8000;

/**
 * A line for the runner's log. The runner obeys `::command::` at a line's start and `##[command]` anywhere, from stdout and
 * stderr alike, and shows ANSI sequences. Each line is cut to 8,000 characters, and all of them to `maxChars`.
 */
export function logLine(text: string, maxChars = Number.POSITIVE_INFINITY): string {
  return shorten(text, maxChars)
    .split(/\r\n|[\r\n]/)
    .map((line) => shorten(line, maxLineChars))
    .map((line) => line.replace(invisible, (character) => (character === '\t' ? ' ' : '\ufffd')))
    .map((line) => line.replaceAll('##[', `##${breaker}[`).replace(/^(\s*)::/, `$1${breaker}::`))
    .join('\n');
}

/** A part of an address: nothing in it can end the address or the Markdown link around it. */
export function urlPath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((segment) =>
      encodeURIComponent(segment).replace(/[()'*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/');
}

/** Text for HTML, inside elements and attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
