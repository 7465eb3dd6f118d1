/** The secrets of a job. What was added stays masked in everything that is shown afterwards. */
export class Masks {
  readonly #values = new Set<string>();
  readonly #needles = new Set<string>();

  /** Adds a secret; of a value with several lines, each line is one too. Blank values are ignored. */
  add(value: string): void {
    for (const part of [value, ...value.split(/\r\n|\n|\r/)]) {
      if (part.trim() === '') continue;
      this.#values.add(part);
      for (const form of [part, JSON.stringify(part).slice(1, -1), encodeForUri(part)]) this.#needles.add(form);
    }
  }

  get values(): readonly string[] {
    return [...this.#values];
  }

  /** The text with each stretch covered by secrets, overlapping ones taken together, as `***`. */
  apply(text: string): string {
    const spans = [...this.#needles]
      .flatMap((needle) => spansOf(text, needle))
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let shown = '';
    let at = 0;
    for (const [start, end] of spans) {
      if (end <= at) continue;
      if (start > at || at === 0) shown += `${text.slice(at, start)}***`;
      at = end;
    }
    return shown + text.slice(at);
  }
}

function encodeForUri(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function spansOf(text: string, needle: string): [number, number][] {
  const spans: [number, number][] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) spans.push([at, at + needle.length]);
  return spans;
}
