import type { Finding, Subject } from '../scorer.ts';

/** A scorer's entry in the configuration, taken apart. */
export interface ScorerSettings {
  /** What stood behind the name; undefined for a bare name. */
  readonly value: unknown;
  /** Members beside `value`, `weight`, `threshold` and `metric`. */
  readonly options: { readonly [name: string]: unknown };
}

export type Evaluate = (subject: Subject) => Finding | Promise<Finding>;

/** A kind of scorer: one file each, all with this interface. */
export interface ScorerDefinition {
  readonly name: string;
  /** Names of the options it takes of its own; others are errors. */
  readonly options: readonly string[];
  /** The check for one configured entry, or what is wrong with the entry. */
  build(settings: ScorerSettings): { readonly evaluate: Evaluate } | { readonly problem: string };
}
