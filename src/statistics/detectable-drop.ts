import { binomialChance, chanceOfAtLeast } from './binomial.ts';
import { mcNemarMidP } from './mcnemar.ts';
import { normalPoint } from './normal.ts';

/** The share of rows that is taken to change by chance, each way. */
const assumedFlips = 0.02;
/** How often the drop is to be seen. */
const assumedPower = 0.8;

const maxExactRows = 20_000;
const negligible = 1e-12;

/**
 * The smallest true drop, as a share of the rows, that the two-sided mid-p McNemar test at `level` sees in 80% of runs, when
 * besides the drop 2% of the rows flip by chance each way; null when no drop could be seen so often. `level` is 0.05, or what
 * Holm leaves of it: 0.05 / models. Exact over all outcomes up to 20,000 rows; above, R. J. Connor, Sample size for testing
 * differences in proportions for the paired-sample design, Biometrics 43 (1987), within 1% of it there.
 */
export function detectableDrop(rows: number, level: number): number | null {
  if (!(rows >= 1) || !(level > 0 && level < 1)) return null;
  const most = 1 - 2 * assumedFlips;
  const approximate = connorDrop(rows, level, most);
  if (rows > maxExactRows) return approximate;
  const critical = new Map<number, number>();
  const isSeen = (drop: number) => powerOf({ rows, drop, flips: assumedFlips, level }, critical) >= assumedPower;
  let low = 0;
  let high = approximate;
  while (!isSeen(high)) {
    if (high >= most) return null;
    low = high;
    high = Math.min(most, high * 1.5);
  }
  return bisect(low, high, isSeen);
}

/** How often the test sees a true drop, when `flips` of the rows change by chance each way. */
export function powerOf(
  { rows, drop, flips, level }: { rows: number; drop: number; flips: number; level: number },
  critical: Map<number, number> = new Map(),
): number {
  const change = drop + 2 * flips;
  if (change <= 0) return 0;
  const breaks = (drop + flips) / change;
  const likeliest = Math.min(rows, Math.floor((rows + 1) * change));
  const seenAt = (changed: number): number => {
    const weight = binomialChance(changed, rows, change);
    return weight < negligible
      ? -1
      : weight * chanceOfAtLeast(criticalCount(changed, level, critical), changed, breaks);
  };
  let power = 0;
  for (let changed = likeliest; changed <= rows; changed++) {
    const seen = seenAt(changed);
    if (seen < 0) break;
    power += seen;
  }
  for (let changed = likeliest - 1; changed >= 0; changed--) {
    const seen = seenAt(changed);
    if (seen < 0) break;
    power += seen;
  }
  return Math.min(1, power);
}

/** The fewest broken rows among `changed` that are significant; one more than there are when none would be. */
function criticalCount(changed: number, level: number, known: Map<number, number>): number {
  const found = known.get(changed);
  if (found !== undefined) return found;
  let low = Math.floor(changed / 2) + 1;
  let high = changed + 1;
  while (low < high) {
    const broke = Math.floor((low + high) / 2);
    if (mcNemarMidP(broke, changed - broke) < level) high = broke;
    else low = broke + 1;
  }
  known.set(changed, low);
  return low;
}

function connorDrop(rows: number, level: number, most: number): number {
  const forLevel = normalPoint(level / 2);
  const forPower = normalPoint(1 - assumedPower);
  return bisect(0, most, (drop) => {
    const change = drop + 2 * assumedFlips;
    return drop * Math.sqrt(rows) >= forLevel * Math.sqrt(change) + forPower * Math.sqrt(change - drop ** 2);
  });
}

/** The smallest value between the two that holds, when all above it do. */
function bisect(low: number, high: number, holds: (value: number) => boolean): number {
  let [fails, works] = [low, high];
  while (works - fails > 1e-9) {
    const middle = (fails + works) / 2;
    if (holds(middle)) works = middle;
    else fails = middle;
  }
  return works;
}
