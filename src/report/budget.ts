/** How much of a report is shown. */
export interface Extent {
  /** Of percentages and points. */
  readonly decimals: number;
  readonly maxNotices: number;
  /** Rows that broke, for each model. */
  readonly brokenRows: number;
  /** Rows in each of the other lists, for each model. */
  readonly otherRows: number;
  /** Whether texts of rows and answers are shown, where they may be. */
  readonly showText: boolean;
  /** Sentences are cut short. */
  readonly isBrief: boolean;
}

/**
 * Prints as much as fits: first without texts of rows, then with fewer rows, those that broke last, then brief, then without its
 * last lines. `isShortened` is true unless everything is shown.
 */
export function fitToBudget(
  maxChars: number,
  full: Extent,
  print: (extent: Extent, isShortened: boolean) => string[],
): string {
  let text = '';
  for (const extent of extents(full)) {
    text = `${print(extent, extent !== full).join('\n\n')}\n`;
    if (text.length <= maxChars) return text;
  }
  return text.slice(0, text.lastIndexOf('\n', maxChars - 1) + 1);
}

function* extents(full: Extent): Generator<Extent> {
  yield full;
  const silent = { ...full, showText: false };
  if (full.showText) yield silent;
  for (const otherRows of halves(full.otherRows)) yield { ...silent, otherRows };
  for (const brokenRows of halves(full.brokenRows)) yield { ...silent, otherRows: 0, brokenRows };
  yield { ...silent, otherRows: 0, brokenRows: 0, isBrief: true };
}

/** Half of it, half of that, down to 0. */
function* halves(count: number): Generator<number> {
  for (let half = count; half > 0; ) {
    half = Math.floor(half / 2);
    yield half;
  }
}
