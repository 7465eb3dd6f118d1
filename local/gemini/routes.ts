import { Refusal } from './refusal.ts';
import type { Operation } from './types.ts';

/** Where a request leads: the operation and the id in its path. */
export interface Route {
  readonly operation: Operation;
  readonly version: string;
  readonly id: string;
  /** The download address that begins with `/download`. */
  readonly isPrefixed: boolean;
}

const version = '(?<version>v1beta|v1)';
const id = '(?<id>[^/:]+)';

const table: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['POST', new RegExp(`^/upload/${version}/files$`), 'upload.start'],
  ['GET', new RegExp(`^/(?<prefix>download/)?${version}/files/${id}:download$`), 'download'],
  ['GET', new RegExp(`^/${version}/files$`), 'files.list'],
  ['GET', new RegExp(`^/${version}/files/${id}$`), 'files.get'],
  ['DELETE', new RegExp(`^/${version}/files/${id}$`), 'files.delete'],
  ['POST', new RegExp(`^/${version}/models/${id}:batchGenerateContent$`), 'batches.create'],
  ['GET', new RegExp(`^/${version}/batches$`), 'batches.list'],
  ['GET', new RegExp(`^/${version}/batches/${id}$`), 'batches.get'],
  ['POST', new RegExp(`^/${version}/batches/${id}:cancel$`), 'batches.cancel'],
  ['DELETE', new RegExp(`^/${version}/batches/${id}$`), 'batches.delete'],
];

const systemParameters = ['alt', '$alt', 'fields', 'key', 'prettyPrint', 'quotaUser', 'upload_id', 'upload_protocol'];
const parameters: Partial<Record<Operation, readonly string[]>> = {
  'files.list': ['pageSize', 'pageToken'],
  'batches.list': ['pageSize', 'pageToken', 'filter', 'returnPartialSuccess'],
};

/** Finds what a request is about, by address, method and upload command. */
export function findRoute(method: string, url: URL, uploadCommand: string): Route {
  for (const [expected, path, operation] of table) {
    const groups = expected === method ? path.exec(url.pathname)?.groups : undefined;
    if (groups) {
      return {
        operation: operation === 'upload.start' ? uploadOperation(url, uploadCommand) : operation,
        version: groups.version ?? '',
        id: decodeURIComponent(
          operation === 'upload.start' ? (url.searchParams.get('upload_id') ?? '') : (groups.id ?? ''),
        ),
        isPrefixed: groups.prefix !== undefined,
      };
    }
  }
  return { operation: 'unknown', version: '', id: '', isPrefixed: false };
}

/** Refuses a query parameter that the operation does not have. */
export function checkQuery(operation: Operation, query: Readonly<Record<string, string>>): void {
  const known = [...systemParameters, ...(parameters[operation] ?? [])];
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Refusal(
    400,
    `Invalid JSON payload received. Unknown name "${unknown}": Cannot bind query parameter. ` +
      `Field '${unknown}' could not be found in request message.`,
  );
}

function uploadOperation(url: URL, command: string): Operation {
  if (!url.searchParams.has('upload_id')) return 'upload.start';
  return command === 'query' ? 'upload.query' : 'upload.piece';
}
