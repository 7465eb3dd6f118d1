/** A Markdown table; cells are Markdown already. */
export function table(
  columns: readonly string[],
  alignments: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), `|${alignments.join('|')}|`, ...rows.map(line)].join('\n');
}

/** A whole number with a thin mark between thousands. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 row`, `2,000 rows`. */
export function countRows(rows: number): string {
  return `${formatCount(rows)} row${rows === 1 ? '' : 's'}`;
}
