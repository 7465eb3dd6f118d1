import { complainAboutLine, complainAboutSyntax } from './complaints.ts';
import { type Line, readLines } from './lines.ts';
import { isObject } from './proto-json.ts';
import { Refusal } from './refusal.ts';
import { findViolation } from './strict.ts';

const bytesPerToken = 4;
const maxComplaints = 100;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Where the rows of a job lie in its input. */
export interface RowIndex {
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  readonly tokens: number;
}

/** Reads the rows of a job's input. One that the service does not take refuses all, with line and column of each. */
export function indexRows(path: string, { rejectDuplicateKeys }: { rejectDuplicateKeys: boolean }): RowIndex {
  const offsets: number[] = [];
  const lengths: number[] = [];
  const complaints: string[] = [];
  const keys = new Set<unknown>();
  let bytes = 0;
  for (const line of readLines(path)) {
    const complaint = complain(line, rejectDuplicateKeys ? keys : undefined);
    if (complaint !== undefined) complaints.push(`Error on line ${line.number}: ${complaint}`);
    if (complaints.length >= maxComplaints) break;
    offsets.push(line.offset);
    lengths.push(line.bytes.length);
    bytes += line.bytes.length;
  }
  if (complaints.length > 0) throw new Refusal(400, complaints.join('\n'));
  if (offsets.length === 0) throw new Refusal(400, 'The input file has no requests.');
  return { offsets, lengths, tokens: Math.ceil(bytes / bytesPerToken) };
}

function complain(line: Line, keys: Set<unknown> | undefined): string | undefined {
  let text = '';
  try {
    text = decoder.decode(line.bytes);
  } catch {
    return 'invalid JSON, near column 1: invalid UTF-8';
  }
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return complainAboutSyntax(text);
  }
  const expectsObject = { kind: 'type', path: [], value: row, expected: 'object' } as const;
  if (!isObject(row)) return complainAboutLine(text, expectsObject, []);
  if (row.key !== undefined && typeof row.key !== 'string') {
    return complainAboutLine(text, { kind: 'type', path: ['key'], value: row.key, expected: 'string' }, []);
  }
  if (keys?.has(row.key)) return `duplicate key: '${row.key}'`;
  keys?.add(row.key);
  if (row.request === undefined) return 'invalid JSON, near column 1: missing field: request';
  const violation = findViolation(row.request, 'GenerateContentRequest');
  return violation && complainAboutLine(text, violation, ['request']);
}
