import type { JobResult } from '../../batch/download.ts';

/** Everything that answers one model: its first jobs, and those in which rows were asked again. */
export interface ModelAnswers {
  readonly model: string;
  readonly first: JobResult;
  /** In their order; a model that was not asked again in a round has none for it. */
  readonly rounds: readonly JobResult[];
  /** The result files on disk, in the order of the rounds; an answer beats an error, in whichever it stands. */
  readonly paths: readonly string[];
  /** What was sent in the later rounds, in files of their own. */
  readonly requestFiles: readonly string[];
}

/** The answers of a model that was asked once. */
export function answersOf(first: JobResult): ModelAnswers {
  return { model: first.model, first, rounds: [], paths: pathsOf(first), requestFiles: [] };
}

/** The same with one more round. */
export function addRound(answers: ModelAnswers, requestFile: string, result: JobResult): ModelAnswers {
  return {
    ...answers,
    rounds: [...answers.rounds, result],
    paths: [...answers.paths, ...pathsOf(result)],
    requestFiles: [...answers.requestFiles, requestFile],
  };
}

/** Its jobs, in the order of rounds and shards. */
export function jobsOf({ first, rounds }: ModelAnswers): JobResult['jobs'] {
  return [first, ...rounds].flatMap(({ jobs }) => jobs);
}

function pathsOf({ path }: JobResult): readonly string[] {
  return path === undefined ? [] : [path];
}
