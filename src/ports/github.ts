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
  /** When this attempt's step began. ISO 8601. */
  readonly startedAt: string;
  /** The commit that is evaluated: a pull request's head, not its merge commit. */
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly pullRequest: PullRequest | undefined;
  /** Repository of the commit that is evaluated, where the event tells; '' when a fork was deleted. */
  readonly headRepository: string | undefined;
  /** The branch that a merge queue merges into, for `merge_group`; '' otherwise. */
  readonly mergeBaseRef: string;
  /** As the event says; '' when it does not. */
  readonly defaultBranch: string;
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

/** A run of a workflow, as it is now. */
export interface WorkflowRun {
  /** `queued`, `in_progress`, `completed`, …: GitHub adds to them. */
  readonly status: string;
  /** `success`, `failure`, `cancelled`, …; null before the end. */
  readonly conclusion: string | null;
  /** Counted from 1. */
  readonly attempt: number;
  readonly event: string;
  /** '' when GitHub names none. */
  readonly headBranch: string;
  readonly headSha: string;
  /** Its commit lies in this repository, not in a fork, nor in one that was deleted. */
  readonly isOwn: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** When this attempt began, ISO 8601; undefined where GitHub does not say. */
  readonly startedAt: string | undefined;
}

/** What comes before a commit. */
export interface Ancestors {
  /** The commit's own among them. */
  readonly shas: ReadonlySet<string>;
  /** There are no others. */
  readonly isComplete: boolean;
}

/** An issue that we opened. */
export interface Issue {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed';
  /** '' when it has none. */
  readonly body: string;
}

/** What somebody has said of a commit under one name. */
export interface CommitStatus {
  /** `pending`, `success`, `failure` or `error`. */
  readonly state: string;
  /** '' when there is none. */
  readonly targetUrl: string;
  /** ISO 8601; '' when GitHub does not say. */
  readonly createdAt: string;
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
  /**
   * The repository's artifacts, those of exactly this name or all, newest first, in at most `maxPages` pages of 100. Pages that
   * hold only what is older than `since`, in milliseconds since the epoch, are not asked for. Needs `actions: read`.
   */
  listArtifacts(request: { name?: string; maxPages: number; since?: number }): Promise<readonly RemoteArtifact[]>;
  /**
   * Downloads an artifact's archive and unpacks the entries asked for into `folder`, under their own names, and nothing else.
   * Gives the names that were there. Throws ServiceError, also for an archive that is none or an entry above its limit.
   */
  fetchArtifact(request: {
    id: number;
    folder: string;
    entries: readonly { readonly name: string; readonly maxBytes: number }[];
  }): Promise<ReadonlySet<string>>;
  /** Deletes an artifact; one that is not there (any more) is done. Needs `actions: write`. */
  deleteArtifact(id: number): Promise<void>;
  /** A workflow run; undefined when there is none of this id (any more). Needs `actions: read`. */
  getRun(id: number): Promise<WorkflowRun | undefined>;
  /** The commit that a branch, tag or (shortened) hash names; undefined when there is none. Needs `contents: read`. */
  resolveCommit(ref: string): Promise<string | undefined>;
  /** Whether a commit is `of` or comes before it; undefined when GitHub cannot tell (a commit that is gone). */
  isAncestor(request: { ancestor: string; of: string }): Promise<boolean | undefined>;
  /** A commit and what comes before it, in at most `maxPages` pages of 100; of a commit that is gone, none. */
  listAncestors(request: { sha: string; maxPages: number }): Promise<Ancestors>;
  /**
   * When the first workflow run of a commit was created, among the 1,000 last ones and but for one run: by then the commit had
   * arrived. Undefined when there is none. Needs `actions: read`.
   */
  firstRunAt(request: { sha: string; except: number }): Promise<string | undefined>;
  /** How a label came to be on the pull request; undefined when it is not on it now. */
  findLabel(request: { pullRequest: number; label: string }): Promise<LabelEvent | undefined>;
  /**
   * Creates the comment that begins with this marker or brings it up to date; leaves comments by other authors alone. `mayWrite`
   * decides, given the text of the one that is there. Gives undefined when nothing was to be written.
   */
  upsertComment(request: {
    pullRequest: number;
    marker: string;
    body: string;
    mayWrite: (existing: string | undefined) => boolean;
  }): Promise<{ url: string; created: boolean } | undefined>;
  /**
   * Of the issues that we opened and that begin with this marker, open or closed, the one that was touched last; undefined when
   * none is among the 300 last touched. Needs `issues: write`, as all that is done with issues.
   */
  findIssue(request: { marker: string }): Promise<Issue | undefined>;
  /** Opens an issue, once: when the answer was lost, it is looked for before it is opened again. */
  openIssue(request: { title: string; body: string }): Promise<Issue>;
  /** Changes what is given. */
  updateIssue(request: { number: number; title?: string; body?: string; state?: Issue['state'] }): Promise<Issue>;
  /** Writes a comment, once, as `openIssue` does. */
  commentOnIssue(request: { number: number; body: string }): Promise<{ url: string }>;
  getPullRequest(number: number): Promise<PullRequest>;
  isPrivate(): Promise<boolean>;
  /** All that was said of a commit under this name, newest first. Needs `statuses: read`. */
  listStatuses(request: { sha: string; context: string }): Promise<readonly CommitStatus[]>;
  setStatus(request: {
    sha: string;
    context: string;
    state: 'pending' | 'success' | 'failure' | 'error';
    description: string;
    targetUrl: string;
  }): Promise<void>;
}

export interface ArtifactStore {
  /**
   * Uploads files under their paths relative to `root`; an artifact of the same name from an earlier attempt is replaced. Throws
   * ServiceError, with the status 409 where another evaluation of the same workflow run has the name.
   */
  upload(request: {
    name: string;
    root: string;
    files: readonly string[];
    retentionDays?: number;
    /** What is compressed or encrypted already is not compressed again. */
    isCompressed?: boolean;
    /** Taken where an earlier attempt has the name: what it has left, finished or not, stays until this is there. */
    spareName?: string;
  }): Promise<{ id: number; url: string }>;
  /** Removes an artifact of this run, unless it is another evaluation's; one that is not there is done. */
  delete(name: string): Promise<void>;
}
