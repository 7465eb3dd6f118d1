import type { MemberTable } from './json-members.ts';
import type { RowScanner } from './scan.ts';

const openArray = 0x5b;

/**
 * What keeps a row of valid JSON from being sent, or undefined. The service reads the whole file when a job is created and
 * refuses all of it for one row of a wrong shape, so such rows are found here.
 */
export function checkShape(scanner: RowScanner): string | undefined {
  if (!scanner.isObject) return 'the row is not a JSON object';
  const { row, request } = scanner;
  const index = row.find('request');
  if (index < 0) return 'has no member "request"; rows are {"request": …} as exported, or {"key": …, "request": …}';
  for (const name of ['request', 'key']) {
    if (row.findFrom(name, 0) !== row.find(name)) return `has two members "${name}"; which one is meant?`;
  }
  if (!scanner.requestIsObject) return '"request" is not an object';
  return checkContents(request);
}

function checkContents(request: MemberTable): string | undefined {
  const index = request.find('contents');
  if (index < 0) return 'the request has no "contents"';
  const value = request.value(index);
  if (value[0] !== openArray) return '"contents" is not a list';
  const isEmpty = value.subarray(1, -1).every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
  return isEmpty ? '"contents" is empty' : undefined;
}
