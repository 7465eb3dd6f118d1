import type { Bought } from '../batch/bought.ts';
import type { Ledger } from '../batch/ledger.ts';
import type { BatchTools } from '../batch/tools.ts';
import type { Inputs } from '../inputs.ts';
import type { GeminiService } from '../ports/gemini.ts';
import type { World } from '../ports.ts';
import type { ModelAnswers } from './answers/answers.ts';
import type { Budget } from './money/budget.ts';
import type { Patience } from './patience.ts';
import type { Prepared } from './prepare/prepare.ts';

/** One evaluation under way, from the first request that it sends. */
export interface Run {
  readonly inputs: Inputs;
  readonly world: World;
  readonly dataset: Prepared;
  /** What it buys, as run.json and the post step have it. */
  readonly ledger: Ledger;
  readonly budget: Budget;
  readonly patience: Patience;
  /** What the batch room works with. */
  readonly tools: BatchTools;
  /** The service for calls that must still go through after the run was aborted. */
  readonly cleaner: GeminiService;
  readonly progress: Progress;
  /** What earlier processes of the same run have bought. */
  readonly bought: Bought;
  /** Why no collector can finish it; undefined when one can. */
  readonly lack: string | undefined;
}

/** What a run has come to so far: paid for, and published even if a later step breaks. */
export interface Progress {
  answers: readonly ModelAnswers[];
  /** Its comment and status have been written, or are being written. */
  isTold: boolean;
}
