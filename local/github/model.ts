import type { PullSeed, RunSeed } from './types.ts';

export interface User {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

/** An issue, or the issue side of a pull request. */
export interface Issue {
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  labels: string[];
  readonly user: User;
  readonly pull?: PullSeed;
  readonly timeline: Readonly<Record<string, unknown>>[];
  readonly createdAt: string;
  updatedAt: string;
}

export interface Comment {
  readonly id: number;
  readonly number: number;
  body: string;
  readonly user: User;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly user: User;
  readonly createdAt: string;
}

export type Run = Required<Omit<RunSeed, 'createdAt'>> & { readonly createdAt: string };

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  readonly fileName: string;
  readonly blob: { readonly container: string; readonly name: string };
  readonly createdAt: string;
  readonly expiresAt: string;
  size: number;
  digest: string | null;
  /** Before this an artifact can't be seen. */
  isFinalized: boolean;
  expired: boolean;
}
