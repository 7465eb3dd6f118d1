import type { Readable } from 'node:stream';

const maxLines = 200;
const maxLineChars = 500;

/**
 * Hands on what a user's module prints, line by line and bounded over all its threads. It never reaches the runner as it
 * is: the runner obeys commands in it.
 */
export class ModuleOutput {
  readonly #print: (line: string) => void;
  #left = maxLines;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Reads the stream to its end, also when nothing of it is shown any more: a full pipe would hold the module up. */
  follow(stream: Readable): void {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      if (this.#left < 0) return;
      const lines = (rest + text).split(/\r\n|[\r\n]/);
      rest = (lines.pop() ?? '').slice(0, maxLineChars + 1);
      for (const line of lines) this.line(line);
    });
    stream.on('end', () => {
      if (rest !== '') this.line(rest);
    });
  }

  line(text: string): void {
    if (this.#left < 0 || text === '') return;
    const isLast = this.#left-- === 0;
    const shown = text.length > maxLineChars ? `${text.slice(0, maxLineChars)}…` : text;
    this.#print(isLast ? 'What the scorer module prints from here on is left out.' : `scorer module: ${shown}`);
  }
}
