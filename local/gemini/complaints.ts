import { JsonSyntaxError, scanJson } from './json-scan.ts';
import { camelCase, type Path, snakeCase } from './proto-json.ts';
import { Refusal } from './refusal.ts';
import type { MessageName } from './schema.ts';
import { findViolation, type Violation } from './strict.ts';

const openings: Readonly<Record<string, string>> = { object: "'{'", array: "'['", string: `'"'`, byte: `'"'` };

/** The message of a request's body, or the 400 with which the service refuses it. An empty body is an empty message. */
export function parseBody(text: string, name: MessageName): Record<string, unknown> {
  let message: unknown;
  try {
    message = text.trim() === '' ? {} : JSON.parse(text);
  } catch {
    throw badRequest('', 'Invalid JSON payload received. Parser terminated before end of string.');
  }
  const violation = findViolation(message, name);
  if (violation) throw describeInBody(violation);
  return message as Record<string, unknown>;
}

/** What the service says about a line that is not JSON: where, and what it expected. */
export function complainAboutSyntax(text: string): string {
  try {
    scanJson(text);
    return near(0, 'unexpected character');
  } catch (error) {
    if (error instanceof JsonSyntaxError) return near(error.offset, error.message);
    throw error;
  }
}

/** What the service says about a line with something in it that it does not take; `prefix` leads to the message. */
export function complainAboutLine(text: string, violation: Violation, prefix: Path): string {
  return near(locate(text, [...prefix, ...violation.path]), describeInLine(violation));
}

function near(offset: number, what: string): string {
  return `invalid JSON, near column ${offset + 1}: ${what}`;
}

function describeInLine(violation: Violation): string {
  const name = String(violation.path.at(-1));
  switch (violation.kind) {
    case 'unknown':
      return `no such field: '${name}'`;
    case 'twice':
      return `'${snakeCase(name)}' has already been set (either directly or as part of a oneof)`;
    case 'enum':
      return `unknown enum value: '${String(violation.value)}'`;
    case 'type':
      return `unexpected character: '${JSON.stringify(violation.value).charAt(0)}'; expected ${
        openings[violation.expected] ?? violation.expected
      }`;
  }
}

function describeInBody(violation: Violation): Refusal {
  const where = fieldName(violation.path);
  if (violation.kind === 'unknown') {
    const parent = fieldName(violation.path.slice(0, -1));
    const at = parent === '' ? '' : ` at '${parent}'`;
    const name = String(violation.path.at(-1));
    return badRequest(parent, `Invalid JSON payload received. Unknown name "${name}"${at}: Cannot find field.`);
  }
  if (violation.kind === 'twice')
    return badRequest(where, `Invalid value at '${where}' (oneof), field is already set.`);
  const type = violation.kind === 'enum' ? 'TYPE_ENUM' : `TYPE_${violation.expected.toUpperCase()}`;
  return badRequest(where, `Invalid value at '${where}' (${type}), ${JSON.stringify(violation.value)}`);
}

function badRequest(field: string, description: string): Refusal {
  const violation = field === '' ? { description } : { field, description };
  return new Refusal(400, description, [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [violation] },
  ]);
}

function fieldName(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${snakeCase(step)}`))
    .join('');
}

function locate(text: string, target: Path): number {
  let last = 0;
  scanJson(text, (path, offset) => {
    const isHere = path.length === target.length && path.every((step, index) => isSame(step, target[index]));
    if (isHere) last = offset;
  });
  return last;
}

function isSame(written: string | number, step: string | number | undefined): boolean {
  return written === step || (typeof written === 'string' && camelCase(written) === step);
}
