import type { Reason } from '../../gate/reason.ts';
import { isAcceptable } from '../../gate/regression.ts';
import { maxLabelChars } from '../../inputs/label.ts';
import type { Inputs } from '../../inputs.ts';
import type { GitHub } from '../../ports/github.ts';
import type { World } from '../../ports.ts';
import type { Acceptance } from '../../report/report.ts';
import { attempt } from '../best-effort.ts';
import { type AcceptedHead, findHead } from './head.ts';
import { findDoubt } from './label-time.ts';

/** Whether a fall was accepted, or why a label that is there accepts nothing. */
export interface AcceptanceSearch {
  readonly acceptance: Acceptance | undefined;
  readonly notices: readonly string[];
}

const nothing: AcceptanceSearch = { acceptance: undefined, notices: [] };
const refused = (notice: string): AcceptanceSearch => ({ acceptance: undefined, notices: [notice] });

/**
 * Looks whether a label on the pull request accepts the falls among the reasons. It is read live, when there is something to
 * accept, and counts only when something shows that it was set after the newest commit arrived: what was accepted is that commit's
 * fall.
 */
export async function findAcceptance(
  inputs: Inputs,
  world: World,
  reasons: readonly Reason[],
): Promise<AcceptanceSearch> {
  const { github } = world;
  const falls = reasons.filter(isAcceptable);
  if (falls.length === 0 || github === undefined) return nothing;
  const head = await findHead(inputs, world, github);
  if (head === undefined) return nothing;
  if (inputs.acceptLabel.length > maxLabelChars) return refused(describeTooLong(inputs.acceptLabel));
  return accept(inputs.acceptLabel, world, github, { head, falls });
}

async function accept(
  label: string,
  world: World,
  github: GitHub,
  { head, falls }: { readonly head: AcceptedHead; readonly falls: readonly Reason[] },
): Promise<AcceptanceSearch> {
  const { pullRequest } = head;
  const set = await attempt(world, () => github.findLabel({ pullRequest, label }));
  if (set === undefined) return nothing;
  const sha = await attempt(world, () => head.readSha());
  if (sha === undefined) return nothing;
  if (!head.isEvaluated(sha))
    return refused(
      `The label ${label} is on pull request ${pullRequest}, whose head is not the commit that was evaluated, so it accepts nothing.`,
    );
  const doubt = await findDoubt(world, github, { pullRequest, label, set, sha });
  if (doubt !== undefined) return refused(doubt);
  const { login, at } = set;
  world.log.notice(`The drop was accepted by ${login}, who set the label ${label} at ${at}.`);
  return { acceptance: { label, login, at, sha, reasons: falls }, notices: [] };
}

function describeTooLong(label: string): string {
  return `The drop cannot be accepted: the label ${label} is longer than the ${maxLabelChars} characters that GitHub takes. Set accept-label to a shorter one.`;
}
