import type { BlobSigner } from './blobs.ts';

export type Level = 'none' | 'read' | 'write';
export type Permission = 'contents' | 'issues' | 'pull-requests' | 'statuses' | 'actions';

/** Who a token stands for, and what it may do. A permission that is not named is `none`. */
export interface TokenFacts {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  /** An installation's token, such as a job's own; it has no user behind it. */
  readonly installation: boolean;
  readonly permissions: Readonly<Partial<Record<Permission, Level>>>;
}

export interface RepositorySeed {
  readonly fullName?: string;
  readonly id?: number;
  readonly private?: boolean;
  readonly visibility?: 'public' | 'private' | 'internal';
  readonly defaultBranch?: string;
}

export interface CommitSeed {
  readonly sha: string;
  readonly parents?: readonly string[];
  readonly date?: string;
  readonly message?: string;
}

export interface PullSeed {
  readonly number: number;
  readonly headSha: string;
  readonly baseSha?: string;
  readonly headRef?: string;
  readonly baseRef?: string;
  /** Id and name of the repository of the head, when it is a fork. */
  readonly headRepository?: { readonly id: number; readonly fullName: string };
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly author?: string;
  readonly labels?: readonly string[];
  readonly files?: readonly { readonly filename: string; readonly status?: string }[];
  /** Entries of the timeline as GitHub sends them (`committed`, `labeled`, …), before those that come up while running. */
  readonly timeline?: readonly Readonly<Record<string, unknown>>[];
}

export interface IssueSeed {
  readonly number: number;
  readonly title: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly author?: string;
  readonly labels?: readonly string[];
  readonly createdAt?: string;
  /** When it was touched last; when it was created unless given. */
  readonly updatedAt?: string;
}

export interface CommentSeed {
  /** Number of the issue or pull request. */
  readonly number: number;
  readonly body: string;
  readonly login?: string;
  readonly type?: 'Bot' | 'User';
}

export interface RunSeed {
  readonly id: number;
  readonly headSha?: string;
  readonly headBranch?: string;
  /** Null for a fork that was deleted. */
  readonly headRepositoryId?: number | null;
  readonly event?: string;
  readonly status?: 'queued' | 'in_progress' | 'completed';
  readonly conclusion?: string | null;
  readonly attempt?: number;
  readonly workflow?: string;
  readonly actor?: string;
  readonly createdAt?: string;
  /** When its latest attempt began. */
  readonly startedAt?: string;
}

export interface ArtifactSeed {
  readonly name: string;
  readonly runId: number;
  /** What the download gives: a zip archive as a rule. */
  readonly bytes?: Uint8Array;
  readonly expired?: boolean;
  readonly createdAt?: string;
  readonly expiresAt?: string;
}

/** What goes wrong, for which requests. */
export interface Fault {
  /** A method, or `*`, and a regular expression over the path: `POST /issues/\d+/comments$`. */
  readonly on: string;
  /** The first matching request that is hit, counted from 1. */
  readonly nth?: number;
  /** How many are hit from there on; one unless given. */
  readonly times?: number;
  readonly do: Effect;
}

/** `after` means that the request had its effect and only the answer is wrong or lost. */
export type Effect =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly after?: boolean;
    }
  | { readonly reset: 'before' | 'after' }
  /** The request has its effect, and its answer, when this is settled. */
  | { readonly until: Promise<unknown> };

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed when JSON was sent; absent without a body, and for the bytes of blobs. */
  readonly body?: unknown;
  /** The status that was sent; 0 when the connection was cut instead. */
  readonly status: number;
}

export interface GitHubEmulatorOptions {
  readonly repository?: RepositorySeed;
  /** By default `ghs_local` is a job's token that may do everything. */
  readonly tokens?: Readonly<Record<string, TokenFacts>>;
  readonly commits?: readonly CommitSeed[];
  /** Branch names with the commits they point to. */
  readonly branches?: Readonly<Record<string, string>>;
  /** Tag names with the commits they point to. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Files of the repository by path; the same at every ref. */
  readonly contents?: Readonly<Record<string, string>>;
  readonly pulls?: readonly PullSeed[];
  readonly issues?: readonly IssueSeed[];
  readonly comments?: readonly CommentSeed[];
  readonly runs?: readonly RunSeed[];
  readonly artifacts?: readonly ArtifactSeed[];
  /** Where artifacts' bytes go, such as a real Azurite; a store in memory unless given. */
  readonly blobs?: BlobSigner;
  readonly now?: () => Date;
}
