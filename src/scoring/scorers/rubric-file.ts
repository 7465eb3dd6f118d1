import { shorten } from '../../shorten.ts';
import type { ScorerTools } from './definition.ts';

export type RubricText = { readonly text: string } | { readonly problem: string };

const scheme = 'file://';
/** No file has a longer name. */
const maxNameBytes = 255;

/**
 * The rubric that a value stands for: the text of a file, or the value itself. A value that looks like a path has to be one, so that
 * a path with a mistake never becomes the rubric.
 */
export async function readRubric(written: string, tools: Pick<ScorerTools, 'readText'>): Promise<RubricText> {
  const value = written.trim();
  const path = value.startsWith(scheme) ? value.slice(scheme.length) : value;
  const isPath = looksLikePath(value);
  if (!isPath && !canBeName(value)) return { text: value };
  try {
    const text = await tools.readText(path);
    if (text !== undefined) return { text: text.trim() };
  } catch (error) {
    return { problem: `${shorten(path)}: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isPath) return { text: value };
  return { problem: `there is no file ${shorten(path)}; if this is the rubric itself, end it with a full stop` };
}

function looksLikePath(value: string): boolean {
  if (value.includes('\n')) return false;
  return (
    /^(file:\/\/|\.{0,2}\/)/.test(value) || /\.(txt|md|ya?ml|prompt|json)$/i.test(value) || /^\S+[/\\]$/.test(value)
  );
}

function canBeName(value: string): boolean {
  return !/[\n\0]/.test(value) && Buffer.byteLength(value) <= maxNameBytes;
}
