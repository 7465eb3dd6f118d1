import { InputError } from '../errors.ts';
import type { ReasonKind } from '../gate/reason.ts';
import { type CommentMode, commentModes } from './comment-modes.ts';
import { readFailOn } from './fail-on.ts';
import { isEvaluationName } from './name.ts';
import { type InputReader, readApiKey } from './reader.ts';
import { ProblemList, parseChoice } from './values.ts';

/** The inputs of collect/action.yml. What is not set is as the pending run has it. */
export interface CollectInputs {
  readonly geminiApiKey: string;
  readonly githubToken: string;
  /** Only pending runs of this evaluation. */
  readonly name: string | undefined;
  readonly comment: CommentMode | undefined;
  readonly failOn: ReadonlySet<ReasonKind> | undefined;
}

/** A pull request could change what is collected, and how. Throws InputError. */
export function refusePullRequests({ eventName }: { readonly eventName: string }): void {
  if (!eventName.startsWith('pull_request')) return;
  const message =
    'is no event to collect on: what a pull request holds must not decide what is collected; use schedule';
  throw new InputError([{ input: 'on', received: eventName, message }]);
}

/** Reads them all. Throws one InputError with all problems. */
export function readCollectInputs(reader: Pick<InputReader, 'input' | 'env'>): CollectInputs {
  const problems = new ProblemList();
  const text = (name: string) => reader.input(name).trim();
  const name = text('name');
  const [comment, failOn, geminiApiKey, githubToken] = [
    text('comment'),
    text('fail-on'),
    readApiKey(reader),
    text('github-token'),
  ];
  if (name !== '' && !isEvaluationName(name)) problems.add('name', 'is not the name of an evaluation', name);
  if (geminiApiKey === undefined)
    problems.add(
      'gemini-api-key',
      'is not set, and neither is GEMINI_API_KEY nor GOOGLE_API_KEY in the environment; it must be the key that the runs were made with',
    );
  if (githubToken === '') problems.add('github-token', 'is not set; pending runs are found with it');
  const inputs = {
    geminiApiKey: geminiApiKey ?? '',
    githubToken,
    name: name || undefined,
    comment: comment === '' ? undefined : problems.take('comment', comment, parseChoice(comment, commentModes)),
    failOn: failOn === '' ? undefined : readFailOn(failOn, problems),
  };
  if (problems.problems.length > 0) throw new InputError(problems.problems);
  return inputs;
}
