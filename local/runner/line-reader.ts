/** Cuts text that arrives in pieces into lines. A lone carriage return ends a line too, as it does for the runner. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(text: string): void {
    // A carriage return at the end of a piece may be the first half of a pair.
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line);
  }

  /** Gives the last line when no line end followed it. */
  end(): void {
    const last = this.#rest.replace(/\r$/, '');
    if (this.#rest !== '') this.#onLine(last);
    this.#rest = '';
  }
}
