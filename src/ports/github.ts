/** The pull request that a run belongs to. */
export interface PullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly headRef: string;
  readonly headRepository: string;
  readonly baseSha: string;
  readonly baseRef: string;
  /** What happened to it that this run is about: `synchronize`, `labeled`, …; '' when the event does not say. */
  readonly action: string;
  /** When, as far as the event says: after a push its arrival. ISO 8601 or ''. */
  readonly updatedAt: string;
  /** The label that was set, for the action `labeled`; '' otherwise. */
  readonly labelled: string;
}

/** What GitHub says about this run. */
export interface RunContext {
  readonly eventName: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly isPrivate: boolean | undefined;
  readonly serverUrl: string;
  readonly runId: string;
  readonly attempt: number;
  /** The commit that is evaluated: a pull request's head, not its merge commit. */
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly pullRequest: PullRequest | undefined;
  /** Repository of the commit that is evaluated, where the event tells; '' when a fork was deleted. */
  readonly headRepository: string | undefined;
  /** The branch that a merge queue merges into, for `merge_group`; '' otherwise. */
  readonly mergeBaseRef: string;
  /** Known also for a comment on a pull request and a workflow run of one. */
  readonly pullRequestNumber: number | undefined;
  readonly workspace: string;
}

/** An artifact of a workflow run, as the list shows it. */
export interface RemoteArtifact {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly isExpired: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly runId: number;
  readonly headBranch: string;
  readonly headSha: string;
  /** The run's commit lies in this repository, not in a fork. */
  readonly isOwn: boolean;
}

/** How a label came to be on a pull request. */
export interface LabelEvent {
  readonly login: string;
  /** When it was set last. ISO 8601. */
  readonly at: string;
  /** The pull request's commits as its timeline has them, with what the timeline says of the time they came. */
  readonly commits: readonly {
    readonly sha: string;
    /** The committer's date, or the time of the forced push that brought it; null when neither is known. ISO 8601. */
    readonly at: string | null;
    /** It stands behind the label in the timeline. */
    readonly isAfterLabel: boolean;
  }[];
}

export interface GitHub {
  /** Artifacts of exactly this name, newest first, in at most `maxPages` pages of 100. Needs `actions: read`. */
  listArtifacts(request: { name: string; maxPages: number }): Promise<readonly RemoteArtifact[]>;
  /**
   * Downloads an artifact's archive and unpacks the entries asked for into `folder`, under their own names, and nothing else.
   * Gives the names that were there. Throws ServiceError, also for an archive that is none or an entry above its limit.
   */
  fetchArtifact(request: {
    id: number;
    folder: string;
    entries: readonly { readonly name: string; readonly maxBytes: number }[];
  }): Promise<ReadonlySet<string>>;
  /** The commit that a branch, tag or (shortened) hash names; undefined when there is none. Needs `contents: read`. */
  resolveCommit(ref: string): Promise<string | undefined>;
  /** Whether a commit is `of` or comes before it; undefined when GitHub cannot tell (a commit that is gone). */
  isAncestor(request: { ancestor: string; of: string }): Promise<boolean | undefined>;
  /** How a label came to be on the pull request; undefined when it is not on it now. */
  findLabel(request: { pullRequest: number; label: string }): Promise<LabelEvent | undefined>;
  /** Creates this evaluation's comment or brings it up to date; leaves comments by other authors alone. */
  upsertComment(request: {
    pullRequest: number;
    marker: string;
    body: string;
  }): Promise<{ url: string; created: boolean }>;
  /** The comment with this marker that we wrote, if there is one. */
  findComment(request: { pullRequest: number; marker: string }): Promise<{ id: number; body: string } | undefined>;
  getPullRequest(number: number): Promise<PullRequest>;
  isPrivate(): Promise<boolean>;
  setStatus(request: {
    sha: string;
    context: string;
    state: 'pending' | 'success' | 'failure' | 'error';
    description: string;
    targetUrl: string;
  }): Promise<void>;
}

export interface ArtifactStore {
  /** Uploads files under their paths relative to `root`; an artifact of the same name from an earlier attempt is replaced. */
  upload(request: {
    name: string;
    root: string;
    files: readonly string[];
    retentionDays?: number;
  }): Promise<{ id: number; url: string }>;
}
