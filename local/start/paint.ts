/** Emphasis for a terminal; each function returns its text unchanged where there are no colours. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

/** Colours only where asked for: on a terminal, and when NO_COLOR is not set. */
export function createPaint(hasColours: boolean): Paint {
  const style = (on: number, off: number) => (text: string) =>
    hasColours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: style(1, 22), dim: style(2, 22), red: style(31, 39), green: style(32, 39), yellow: style(33, 39) };
}

/** A text from outside in one line, without anything that a terminal would obey. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trimEnd();
}
