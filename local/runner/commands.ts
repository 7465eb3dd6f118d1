/** A workflow command found in a line of output. Property names are in lower case. */
export interface Command {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

/**
 * The command in a line, if one of the registered names stands there: `::name props::data` after leading blanks only,
 * or the old `##[name props]data`, which the runner takes anywhere in a line.
 */
export function parseCommand(line: string, registered: ReadonlySet<string>): Command | undefined {
  return parseCurrent(line, registered) ?? parseOld(line, registered);
}

function parseCurrent(line: string, registered: ReadonlySet<string>): Command | undefined {
  const text = line.trimStart();
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  const data = plainText(text.slice(end + 2), dataEscapes);
  return build(text.slice(2, end), ',', data, propertyEscapes, registered);
}

function parseOld(line: string, registered: ReadonlySet<string>): Command | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  return build(line.slice(start + 3, end), ';', plainText(line.slice(end + 1), oldEscapes), oldEscapes, registered);
}

function build(
  head: string,
  separator: string,
  data: string,
  escapes: Escapes,
  registered: ReadonlySet<string>,
): Command | undefined {
  const space = head.indexOf(' ');
  const name = (space < 0 ? head : head.slice(0, space)).toLowerCase();
  if (!registered.has(name)) return undefined;
  const properties = new Map<string, string>();
  if (space > 0) {
    for (const property of head
      .slice(space + 1)
      .trim()
      .split(separator)) {
      const equals = property.indexOf('=');
      const value = property.slice(equals + 1);
      if (equals > 0 && value !== '')
        properties.set(property.slice(0, equals).toLowerCase(), plainText(value, escapes));
    }
  }
  return { name, properties, data };
}

type Escapes = readonly (readonly [escaped: string, plain: string])[];

const carriageReturn = ['%0D', '\r'] as const;
const lineFeed = ['%0A', '\n'] as const;
// The percent sign comes last in each, or `%250A` would turn into a line feed.
const percent = ['%25', '%'] as const;
const dataEscapes: Escapes = [carriageReturn, lineFeed, percent];
const propertyEscapes: Escapes = [carriageReturn, lineFeed, ['%3A', ':'], ['%2C', ','], percent];
const oldEscapes: Escapes = [['%3B', ';'], carriageReturn, lineFeed, ['%5D', ']'], percent];

function plainText(text: string, escapes: Escapes): string {
  return escapes.reduce((done, [escaped, plain]) => done.replaceAll(escaped, plain), text);
}
