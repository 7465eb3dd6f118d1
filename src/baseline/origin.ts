/** What started a run whose results may be a baseline. */
export interface Origin {
  /** Null where nothing says. */
  readonly event: string | null;
  /** That it commented on. */
  readonly pullRequest: number | null;
}

/** Events that evaluate the branch itself; for a pull request that is its head, merged into the base. */
const branchEvents = ['push', 'schedule', 'merge_group', 'pull_request', 'workflow_dispatch'];

/**
 * Whether a run evaluated the branch that it stands under. One for a comment on a pull request, or one that was started by hand for
 * a pull request, stands under the default branch and evaluated something else. What is not known does not speak against it.
 */
export function isOfBranch({ event, pullRequest }: Origin): boolean {
  if (event === null) return true;
  return branchEvents.includes(event) && (event !== 'workflow_dispatch' || pullRequest === null);
}

/** Whether a run evaluated its branch merged into another one: what it says of the branch, the branch's own runs say better. */
export function isMerge({ event }: Pick<Origin, 'event'>): boolean {
  return event === 'pull_request';
}
