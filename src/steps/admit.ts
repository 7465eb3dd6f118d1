import { InputError, ServiceError } from '../errors.ts';
import { dependabot, missingKey } from '../inputs/missing-key.ts';
import type { Inputs } from '../inputs.ts';
import type { World } from '../ports.ts';
import { trustedEvents } from './baseline/target.ts';

/** Throws InputError for an event that hands secrets to strangers: not even a dry run should teach anybody to use it. */
export function refuseEvent({ context }: World): void {
  if (context.eventName !== 'pull_request_target') return;
  const message =
    "hands secrets to a stranger's pull request and is refused; use pull_request, or workflow_run after it";
  throw new InputError([{ input: 'on', received: context.eventName, message }]);
}

/**
 * Whether this run may spend money; otherwise why not, in a sentence. A fork's head never spends, key or not, under any
 * event: its data and prompts are a stranger's. Throws InputError where the workflow itself must change.
 */
export async function refuseSpending(inputs: Inputs, world: World): Promise<string | undefined> {
  const { context } = world;
  const head = await headRepository(inputs, world);
  if (head !== undefined && head.toLowerCase() !== context.repository.toLowerCase()) {
    return `The pull request comes from ${head === '' ? 'a deleted fork' : `the fork ${head}`}. Forks have no key and never spend: the dataset and the settings were checked, nothing was sent.`;
  }
  if (inputs.geminiApiKey !== undefined) return undefined;
  if (context.actor === dependabot) {
    return 'Dependabot gets no secrets, so there is no key: the dataset and the settings were checked, nothing was sent. A Dependabot secret of the same name would let it run.';
  }
  throw new InputError([missingKey]);
}

/** The repository whose commit is evaluated, where there is a pull request; '' when it was deleted. */
async function headRepository(inputs: Inputs, { context, github, log }: World): Promise<string | undefined> {
  if (context.headRepository !== undefined) return context.headRepository;
  const number = inputs.prNumber ?? context.pullRequestNumber;
  if (number === undefined || trustedEvents.includes(context.eventName)) return undefined;
  const input = 'github-token';
  const message = `cannot tell whether pull request ${number} comes from a fork, and a fork may not spend; the job needs this permission:\npermissions:\n  pull-requests: read`;
  if (github === undefined) throw new InputError([{ input, message }]);
  try {
    return (await github.getPullRequest(number)).headRepository;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.debug(error.message);
    throw new InputError([{ input, message }]);
  }
}
