import { type BootstrapOptions, bootstrapInterval } from './bootstrap.ts';
import { normalPoint } from './normal.ts';

/**
 * The interval of a paired difference (current minus baseline, row by row) as [low, high]; null for fewer than two rows.
 * Where all differences are 0 or ±1 the adjusted Wald interval, which has a width even when nothing changed (D. G. Bonett and
 * R. M. Price, Adjusted Wald confidence interval for a difference of binomial proportions based on paired data, 2012); graded
 * differences are resampled. It is no test: at the border it and the p-value may disagree.
 */
export function pairedInterval(
  differences: ArrayLike<number>,
  options: BootstrapOptions = {},
): [number, number] | null {
  if (differences.length < 2) return null;
  let fell = 0;
  let rose = 0;
  for (let row = 0; row < differences.length; row++) {
    const difference = differences[row];
    if (difference === -1) fell++;
    else if (difference === 1) rose++;
    else if (difference !== 0) return bootstrapInterval(differences, options);
  }
  return adjustedWaldInterval({ fell, rose, rows: differences.length }, options.level ?? 0.95);
}

function adjustedWaldInterval(
  { fell, rose, rows }: { fell: number; rose: number; rows: number },
  level: number,
): [number, number] {
  const fall = (fell + 1) / (rows + 2);
  const rise = (rose + 1) / (rows + 2);
  const difference = rise - fall;
  const half = normalPoint((1 - level) / 2) * Math.sqrt((rise + fall - difference ** 2) / (rows + 2));
  return [Math.max(-1, difference - half), Math.min(1, difference + half)];
}
