const maxNameChars = 100;
const allowed = /^[\p{L}\p{N}_](?:[\p{L}\p{N}._ -]*[\p{L}\p{N}._-])?$/u;

/** Whether a text can stand in a comment mark, an artifact's name and a commit status: letters, digits, blank, `.`, `_`, `-`. */
export function isEvaluationName(text: string): boolean {
  return text.length <= maxNameChars && allowed.test(text);
}

function cleanStem(segment: string): string {
  return segment
    .replace(/\.(jsonl|ndjson|json)$/i, '')
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[^\p{L}\p{N}_]+/u, '')
    .slice(0, maxNameChars)
    .replace(/[^\p{L}\p{N}_]+$/u, '');
}

/** The default name of an evaluation: the stem of the first pattern, never of what it matches. */
export function nameOfDataset(firstPattern: string): string {
  const isAddress = /^https:\/\//i.test(firstPattern);
  const path = isAddress
    ? firstPattern
        .slice('https://'.length)
        .replace(/[?#].*$/s, '')
        .replace(/^[^/]*/, '')
    : firstPattern;
  const segments = path
    .split(/[\\/]/)
    .map(cleanStem)
    .filter((stem) => stem !== '');
  return segments.at(-1) ?? 'dataset';
}
