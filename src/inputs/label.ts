import type { Parsed } from './values.ts';

/** What GitHub takes as the name of a label. */
export const maxLabelChars = 50;

/** The name of one label. */
export function parseLabel(text: string): Parsed<string> {
  if (/[\n\r,]/.test(text)) return { problem: 'must be the name of one label' };
  if (text.length <= maxLabelChars) return { value: text };
  return { problem: `has ${text.length} characters; labels on GitHub have at most ${maxLabelChars}` };
}
