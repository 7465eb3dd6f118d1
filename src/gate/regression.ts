import { type Comparison, significanceLevel } from '../baseline/compare.ts';
import { shorten } from '../shorten.ts';
import type { Reason } from './reason.ts';
import { formatApart, formatPValue } from './shares.ts';

/** A row as sentences name it. */
export interface NamedRow {
  readonly key: string;
  /** `file:line`. */
  readonly place: string;
}

/** What became of the rows that must pass, as far as they did not. */
export interface MustPassRows {
  /** Passed in the baseline and do not pass now. */
  readonly broke: readonly NamedRow[];
  readonly unanswered: readonly NamedRow[];
  /** Do not pass, and there is no baseline to say whether they ever did. */
  readonly failing: readonly NamedRow[];
  /** Do not pass, and did not in the baseline. */
  readonly failingBefore: readonly NamedRow[];
}

/** What the gate needs to know of one model's fall. */
export interface Fall {
  readonly model: string;
  readonly comparison: Comparison | undefined;
  /** How sentences call the baseline. */
  readonly baselineName: string;
  /** Largest accepted fall, as a share; undefined when none was set. */
  readonly maxDrop: number | undefined;
}

const tolerance = 1e-9;

/**
 * Two guards against noise: a fall is a regression only when it is larger than accepted and the paired test hardly leaves it to
 * chance. A larger fall that chance may explain comes back as a notice, and so does a limit without anything to compare with.
 */
export function judgeFall({ model, comparison, baselineName, maxDrop }: Fall): { reason?: Reason; notice?: string } {
  if (maxDrop === undefined) return {};
  if (comparison === undefined) return { notice: `max-drop is set, but there is nothing to compare ${model} with.` };
  const fall = -comparison.difference;
  if (fall <= maxDrop + tolerance) return {};
  const [fell, accepted] = formatApart(fall, maxDrop).map((share) => share.replace('%', ' points'));
  const why = describeChange(comparison);
  if (comparison.pValue < significanceLevel) {
    const message = `${model} fell by ${fell} against ${baselineName} (${why}); at most ${accepted} are accepted.`;
    return { reason: { kind: 'regression', model, rule: 'max-drop', message } };
  }
  const notice = `${model} fell by ${fell} against ${baselineName}, more than the ${accepted} that are accepted, but chance may explain it (${why}).`;
  return { notice };
}

function describeChange({ broke, fixed, pValue, rows }: Comparison): string {
  const what =
    broke + fixed === 0
      ? `mean over ${rows} rows`
      : `${broke} ${broke === 1 ? 'row that passed there fails' : 'rows that passed there fail'} now, ${fixed} the other way`;
  return `${what}; ${formatPValue(pValue)}`;
}

/** Only a fall beyond `max-drop` can be accepted: a floor is a floor, and a row that must pass must. */
export function isAcceptable({ rule }: Reason): boolean {
  return rule === 'max-drop';
}

/** Rows that must pass: one that broke is a regression by itself, one without an answer an error, one that did not pass before a notice. */
export function judgeMustPass(
  model: string,
  { broke, unanswered, failing, failingBefore }: MustPassRows,
  baselineName: string,
): { reasons: Reason[]; notices: string[] } {
  const reasons: Reason[] = [];
  if (broke.length > 0) {
    const message = `${model} broke ${countRows(broke)} that must pass (against ${baselineName}): ${listRows(broke)}.`;
    reasons.push({ kind: 'regression', model, rule: 'must-pass', message });
  }
  if (unanswered.length > 0) {
    const message = `${model} left ${countRows(unanswered)} that must pass without an answer: ${listRows(unanswered)}.`;
    reasons.push({ kind: 'error', model, rule: 'must-pass', message });
  }
  const notices: string[] = [];
  if (failing.length > 0) {
    const they = failing.length === 1 ? 'it' : 'they';
    const doubt = `Without a baseline nothing says whether ${they} ever passed.`;
    notices.push(`${model} fails ${countRows(failing)} that must pass: ${listRows(failing)}. ${doubt}`);
  }
  if (failingBefore.length > 0) {
    const they = failingBefore.length === 1 ? 'it' : 'they';
    const before = `In the baseline (${baselineName}) ${they} failed too.`;
    notices.push(`${model} fails ${countRows(failingBefore)} that must pass: ${listRows(failingBefore)}. ${before}`);
  }
  return { reasons, notices };
}

function countRows(rows: readonly NamedRow[]): string {
  return rows.length === 1 ? '1 row' : `${rows.length} rows`;
}

const maxNamedRows = 5;
/** Keys and paths are as long as their authors like. */
const maxNamedChars = 100;

function listRows(rows: readonly NamedRow[]): string {
  const named = rows.slice(0, maxNamedRows).map(({ key, place }) => `${shorten(key, maxNamedChars)} (${endOf(place)})`);
  const rest = rows.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}

/** A place says most at its end: the file's name and the line. */
function endOf(place: string): string {
  return place.length <= maxNamedChars ? place : `…${place.slice(-maxNamedChars).toWellFormed()}`;
}

/** What this dataset can see at all, in a sentence's part: `can see drops of about 9 points`. */
export function describePower({ detectableDrop, rows }: Pick<Comparison, 'detectableDrop' | 'rows'>): string {
  if (detectableDrop === null) return `${rows} ${rows === 1 ? 'row is' : 'rows are'} too few to see any drop reliably`;
  const points = detectableDrop * 100;
  return `can see drops of about ${points.toFixed(points < 2 ? 1 : 0)} points`;
}
