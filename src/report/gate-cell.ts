import type { Reason } from '../gate/reason.ts';
import type { ModelReport, Report } from './report.ts';

const tolerance = 1e-9;

/** What the gate says of a model, and by which limits. */
export function describeGate(model: ModelReport, { reasons, acceptance, settings }: Report): string {
  const isOwn = (reason: Reason) => reason.model === model.model;
  const own = reasons.filter(isOwn);
  const broken = describeBroken(model, own, settings.maxDrop);
  if (broken.length > 0) return `❌ ${broken.join(', ')}`;
  if (own.length > 0)
    return own.every(({ rule }) => rule === 'must-pass') ? '⚠️ must-pass row unanswered' : '⚠️ not judged';
  if (acceptance?.reasons.some(isOwn) === true) return '✅ accepted';
  const kept = [...describeFloor(model), ...describeDrop(model, settings.maxDrop)];
  const isUncompared = settings.maxDrop !== null && model.baseline === null;
  if (kept.length > 0) return `✅ ${[...kept, ...(isUncompared ? ['not compared'] : [])].join(', ')}`;
  return settings.maxDrop === null ? 'no floor' : 'not compared';
}

function describeBroken(model: ModelReport, own: readonly Reason[], maxDrop: number | null): string[] {
  const isBroken = (kind: Reason['kind'], rule?: Reason['rule']) =>
    own.some((reason) => reason.kind === kind && reason.rule === rule);
  return [
    ...(isBroken('threshold') ? describeFloor(model) : []),
    ...(isBroken('regression', 'max-drop') ? [maxDrop === null ? 'drop' : `drop > ${formatLimit(maxDrop)} pts`] : []),
    ...(isBroken('regression', 'must-pass') ? ['must-pass row broke'] : []),
    ...(isBroken('regression') ? ['regression'] : []),
  ];
}

function describeFloor({ threshold }: ModelReport): string[] {
  return threshold === null ? [] : [`floor ${formatLimit(threshold)}%`];
}

function describeDrop({ baseline }: ModelReport, maxDrop: number | null): string[] {
  if (maxDrop === null || baseline === null) return [];
  return [-baseline.difference > maxDrop + tolerance ? 'drop may be chance' : `drop ≤ ${formatLimit(maxDrop)} pts`];
}

/** A limit as it was set, in hundredths: the figure of a percentage or of points. */
export function formatLimit(share: number): string {
  return String(Number((share * 100).toFixed(7)));
}
