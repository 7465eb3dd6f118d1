/** What the pipeline needs from the world. Implementations live in adapters/. */
import type { ShardLimits } from './dataset/shard-limits.ts';
import type { GeminiService } from './ports/gemini.ts';
import type { ArtifactStore, GitHub, RunContext } from './ports/github.ts';
import type { Vault } from './ports/vault.ts';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 to 1, for jitter. */
  random(): number;
}

export interface Log {
  info(line: string): void;
  notice(message: string, place?: Place): void;
  warning(message: string, place?: Place): void;
  error(message: string, place?: Place): void;
  debug(line: string): void;
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
}

/** Where an annotation points to: a file of the repository, 1-based line. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly title?: string;
}

export interface FileSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Finishes the file: only now does it appear under its name. */
  close(): Promise<void>;
  /** Drops what was written. */
  abort(): Promise<void>;
}

export interface Files {
  /** The bytes of a file in pieces of about a megabyte. */
  readChunks(path: string, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Random access, for rows that are looked at again. */
  openReader(
    path: string,
    options?: { /** Keep the file in memory if it is small: many reads are to come. */ hold?: boolean },
  ): FileReader;
  createSink(path: string): Promise<FileSink>;
  readText(path: string): Promise<string | undefined>;
  writeText(path: string, text: string): Promise<void>;
  /** The same without giving way to anything else, for records that must be there before the next step. */
  writeTextNow(path: string, text: string): void;
  size(path: string): Promise<number>;
  makeDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  join(...parts: string[]): string;
}

export interface FileReader {
  /** Bytes from a place in the file, at once: such reads are many, small, and of what was written a moment ago. */
  read(offset: number, length: number): Uint8Array;
  close(): void;
}

/** What the run leaves for its post step; never a secret. */
export interface SavedState {
  /** Uploaded files that are still there. */
  readonly files: readonly { readonly name: string; readonly displayName: string }[];
  /** Jobs that this run created and that had not ended when last seen. */
  readonly jobs: readonly string[];
  /** Creates that were sent and of which nothing is known: a job of this name may exist. */
  readonly creates: readonly { readonly displayName: string; readonly since: string }[];
  /** Display names of uploads that were begun and of which nothing is known: a file of this name may exist. */
  readonly uploads: readonly string[];
  /** Name of the evaluation. */
  readonly name: string;
  /** The commit that it is about. */
  readonly sha: string;
  /** Other runs may hold jobs of the same display names. */
  readonly isShared: boolean;
  /** Who shares the jobs that earlier attempts may have left; null where there can be none. */
  readonly earlierScope: string | null;
  /** Something was left for a collector, by this attempt or an earlier one. */
  readonly isLeft: boolean;
  readonly phase: RunPhase;
}

/** How far the main step came. */
export type RunPhase =
  /** It is at work, or died: its jobs go on. */
  | 'working'
  /** It ended and left what is still at work to a later run. */
  | 'left'
  /** The runner asked it to stop: nothing is of use any more, and not everybody has been told yet. */
  | 'cancelled'
  /** It ended, and what is still there is of no use to anybody. */
  | 'over';

export interface Runner {
  setOutput(name: string, value: string): void;
  saveState(state: SavedState): void;
  writeSummary(markdown: string): Promise<void>;
}

/** Where a dataset is. */
export type DatasetPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'address'; readonly url: string };

/** A commit that is checked out. */
export interface Checkout {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** Everything outside the process. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Files;
  readonly gemini: GeminiService;
  /** Undefined without a token. */
  readonly github: GitHub | undefined;
  /** Undefined where the runner offers no artifact service. */
  readonly artifacts: ArtifactStore | undefined;
  readonly runner: Runner;
  readonly context: RunContext;
  /** What the workspace holds; undefined where git does not tell. */
  readonly readCheckout: () => Promise<Checkout | undefined>;
  /** Seals and opens what is left for a collector; undefined without a key. */
  readonly vault: Vault | undefined;
  /** Differs for every process. */
  readonly uniqueId: string;
  /** Where this run's files go; exists. */
  readonly outputDirectory: string;
  /** Where request files are cut, if lower than the service's own limits: only tests do so. */
  readonly limits?: Partial<ShardLimits> | undefined;
  /** The path of a dataset: a file's own, or that of an address after fetching it once. */
  locateDataset(source: DatasetPlace): Promise<string>;
  /** Aborted when the runner asks the process to stop. */
  readonly signal: AbortSignal;
}
