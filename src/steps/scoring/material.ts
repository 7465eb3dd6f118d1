import { RowScanner } from '../../dataset/scan.ts';
import type { Inputs } from '../../inputs.ts';
import type { FileReader, World } from '../../ports.ts';
import { type LoggedRow, readLoggedAnswer } from '../../scoring/answer.ts';
import type { RowMaterial } from '../../scoring/score-results.ts';
import type { Need } from '../../scoring/scorer.ts';
import { fileOfModel, type Prepared } from '../prepare/prepare.ts';

/** What of a row scorers may ask for, read from disk again: the text of rows is never held. */
export type ReadMaterial = (row: number) => Omit<RowMaterial, 'verdict'>;

/** Opens the files that hold what the scorers need for one model; `readLogged` gives what the log holds. Call `close` at the end. */
export function openMaterial(
  inputs: Inputs,
  world: World,
  dataset: Prepared,
  model: string,
  needs: ReadonlySet<Need>,
): { readonly read: ReadMaterial; readLogged(row: number): LoggedRow; close(): void } {
  const open = new Map<string, FileReader>();
  const readerOf = (path: string) => {
    const reader = open.get(path) ?? world.files.openReader(path);
    open.set(path, reader);
    return reader;
  };
  const scanner = new RowScanner();
  const sent = fileOfModel(dataset, model);
  const parse = (path: string, { offset, length }: { offset: number; length: number }): unknown =>
    JSON.parse(Buffer.from(readerOf(path).read(offset, length)).toString('utf8'));

  /** Scans the row as it stands in the dataset; its members can then be looked up one by one. */
  const scanRow = (row: number) => {
    const place = dataset.rows.place(row);
    const bytes = readerOf(dataset.sourcePaths[place.source] ?? '').read(place.offset, place.length);
    scanner.scan(bytes, 0, bytes.length);
    return scanner.row;
  };
  const member = (row: number, name: string): unknown => {
    const members = scanRow(row);
    const index = members.find(name);
    return index < 0 ? undefined : members.parse(index);
  };
  const readExpected = (row: number): unknown => {
    const place = dataset.labels.expectedPlace(row);
    if (place === undefined) return member(row, 'expected');
    return (parse(inputs.labels?.path ?? '', place) as { expected?: unknown }).expected;
  };
  return {
    read: (row) => ({
      tags: dataset.labels.tags(row),
      expected: needs.has('expected') ? readExpected(row) : undefined,
      request: needs.has('request')
        ? (parse(sent.path, sent.lines.get(row)) as { request: unknown }).request
        : undefined,
      logged: needs.has('logged') ? readLoggedAnswer(member(row, 'response')) : undefined,
    }),
    readLogged: (row) => ({ response: member(row, 'response'), error: member(row, 'error') }),
    close: () => {
      for (const reader of open.values()) reader.close();
    },
  };
}
