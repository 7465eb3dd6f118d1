/** Text that is not JSON: what was found, at which offset. */
export class JsonSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Told of every value of a text: the path to it, names as written, and its offset. */
export type OnValue = (path: readonly (string | number)[], offset: number) => void;

const blank = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in strings.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const literal = /true|false|null/y;

/** Goes through one JSON value that fills the text; throws JsonSyntaxError where it is none. */
export function scanJson(text: string, onValue: OnValue = () => undefined): void {
  const path: (string | number)[] = [];
  let offset = 0;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0];
    offset += found?.length ?? 0;
    return found;
  }

  function fail(expected: string): never {
    if (offset >= text.length) throw new JsonSyntaxError('unexpected end of string', offset);
    throw new JsonSyntaxError(`unexpected character: '${text[offset]}'; expected ${expected}`, offset);
  }

  function isNext(character: string): boolean {
    take(blank);
    if (text[offset] !== character) return false;
    offset += 1;
    return true;
  }

  function value(): void {
    take(blank);
    onValue(path, offset);
    if (isNext('{')) list('}', member);
    else if (isNext('[')) list(']', element);
    else if ((take(string) ?? take(number) ?? take(literal)) === undefined) fail('a value');
  }

  function list(end: string, item: (index: number) => void): void {
    if (isNext(end)) return;
    let index = 0;
    do {
      item(index);
      index += 1;
    } while (isNext(','));
    if (!isNext(end)) fail(`',' or '${end}'`);
  }

  function member(): void {
    take(blank);
    const name = take(string) ?? fail(`'"'`);
    if (!isNext(':')) fail("':'");
    element(JSON.parse(name));
  }

  function element(step: string | number): void {
    path.push(step);
    value();
    path.pop();
  }

  value();
  take(blank);
  if (offset < text.length) throw new JsonSyntaxError('extraneous characters after end of JSON object', offset);
}
