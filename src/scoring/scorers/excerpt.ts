import { shorten } from '../../shorten.ts';
import type { Answer } from '../answer.ts';

/** The start of a text as a reason quotes it: in quotes, on one line. */
export function excerpt(text: string): string {
  return JSON.stringify(shorten(text));
}

/** A JSON value as a reason names it. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return excerpt(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** What a check of the text was given. */
export function describeAnswer({ text, calls, media, blockReason, finishReason }: Answer): string {
  if (text !== '') return `the answer is ${excerpt(text)}`;
  if (blockReason !== null) return `the prompt was blocked (${shorten(blockReason)})`;
  if (calls.length > 0) return `no text, but a call of ${shorten(calls.map((call) => call.name).join(', '))}`;
  if (media.length > 0) return `no text, but ${listTypes(media)}`;
  return `the answer is empty${finishReason === null ? '' : ` (${shorten(finishReason)})`}`;
}

/** What kinds of media an answer has. */
export function listTypes(media: Answer['media']): string {
  return shorten([...new Set(media.map(({ mimeType }) => mimeType))].join(', '));
}
