/**
 * Model output, logs, dataset text and file names are hostile: everything that did not come from this project passes
 * through here before it reaches Markdown, a terminal or the runner.
 */

// Control characters, and those that reorder or hide text (bidi marks, zero-width, line separators).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be made visible.
const invisible = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

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
    .replace(/^(\s*)(?=[#+=-]|\d+[.)])/, `$1${breaker}`);
}

/**
 * A line for the runner's log. The runner obeys `::command::` at a line's start and `##[command]` anywhere, from stdout and
 * stderr alike, and shows ANSI sequences.
 */
export function logLine(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
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
