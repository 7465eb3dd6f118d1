import type { Rubric } from '../judge.ts';
import type { Finding, Need, Requirement, Subject } from '../scorer.ts';
import type { TestRegExp } from './text-pattern.ts';

/** A scorer's entry in the configuration, taken apart. */
export interface ScorerSettings {
  /** What stood behind the name; undefined for a bare name. */
  readonly value: unknown;
  /** Members beside `value`, `weight`, `threshold` and `metric`. */
  readonly options: { readonly [name: string]: unknown };
}

export type Evaluate = (subject: Subject) => Finding | Promise<Finding>;

/** Runs the default export of an ES module on a row. */
export interface RunModule {
  (row: unknown): Promise<unknown>;
  /** Forgets how often rows ended it: other ones follow. */
  reset?(): void;
}

/** What building a scorer may ask the world for. */
export interface ScorerTools {
  /** The text of a file of the repository; undefined when there is none. Rejects for what is no file of text, such as a directory. */
  readText(path: string): Promise<string | undefined>;
  /** Undefined when there is no such file. */
  openModule(path: string): Promise<RunModule | undefined>;
  /** Tests a pattern with a limit in time; without it patterns have as long as they take. */
  readonly testRegExp?: TestRegExp;
}

/** A check ready to run, or what is wrong with its entry. */
export type Built =
  | {
      readonly evaluate: Evaluate;
      readonly needs?: readonly Need[];
      readonly requires?: Requirement;
      readonly rubric?: Rubric;
      readonly isCode?: boolean;
      readonly reset?: (() => void) | undefined;
    }
  | { readonly problem: string };

/** A kind of scorer: one file each, all with this interface. */
export interface ScorerDefinition {
  readonly name: string;
  /** Names of the options it takes of its own; others are errors. */
  readonly options: readonly string[];
  /** Whether an object without a member `value` is the value itself, such as an inline JSON Schema. */
  readonly takesObjects?: boolean;
  /** The check for one configured entry. */
  build(settings: ScorerSettings, tools: ScorerTools): Built | Promise<Built>;
}
