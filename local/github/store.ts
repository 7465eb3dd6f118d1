import type { Artifact, Comment, Issue, Run, Status, User } from './model.ts';
import { type NewArtifact, newArtifact, newRun, rootCommit } from './new-records.ts';
import { notFound } from './reply.ts';
import type { CommitSeed, GitHubEmulatorOptions, IssueSeed, PullSeed, RunSeed } from './types.ts';

/** Everything the emulator knows of its one repository. */
export class Store {
  readonly repository: {
    fullName: string;
    id: number;
    visibility: 'public' | 'private' | 'internal';
    defaultBranch: string;
  };
  readonly commits = new Map<string, Required<CommitSeed>>();
  readonly branches: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly contents: Map<string, string>;
  readonly issues = new Map<number, Issue>();
  readonly comments = new Map<number, Comment>();
  readonly statuses: Status[] = [];
  readonly labels = new Set<string>();
  readonly runs = new Map<number, Run>();
  readonly artifacts = new Map<number, Artifact>();
  readonly #now: () => Date;
  #lastId = 1000;

  constructor(options: GitHubEmulatorOptions) {
    this.#now = options.now ?? (() => new Date());
    const { fullName = 'octo-org/octo-repo', id = 1, defaultBranch = 'main', ...seed } = options.repository ?? {};
    this.repository = {
      fullName,
      id,
      defaultBranch,
      visibility: seed.visibility ?? (seed.private ? 'private' : 'public'),
    };
    for (const commit of options.commits ?? []) this.addCommit(commit);
    this.branches = new Map(Object.entries(options.branches ?? {}));
    const head = options.commits?.at(-1)?.sha ?? rootCommit;
    if (!this.branches.has(defaultBranch)) this.branches.set(defaultBranch, head);
    this.tags = new Map(Object.entries(options.tags ?? {}));
    for (const sha of [...this.branches.values(), ...this.tags.values()]) this.#know(sha);
    this.contents = new Map(Object.entries(options.contents ?? {}));
    for (const seed of options.pulls ?? []) this.addPull(seed);
    for (const seed of options.issues ?? []) this.addIssue(seed);
    for (const { login = 'octocat', type = 'User', ...seed } of options.comments ?? []) {
      this.addComment(seed.number, seed.body, { login, type });
    }
    for (const seed of options.runs ?? []) this.addRun(seed);
  }

  get isPublic(): boolean {
    return this.repository.visibility === 'public';
  }

  /** The time as GitHub writes it, in whole seconds. */
  time(offsetMs = 0): string {
    return new Date(this.#now().getTime() + offsetMs).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  addCommit(seed: CommitSeed): void {
    this.commits.set(seed.sha, { parents: [], date: this.time(), message: `Commit ${seed.sha.slice(0, 7)}`, ...seed });
  }

  addPull(seed: PullSeed): Issue {
    this.#know(seed.headSha);
    return this.#keep({ title: `Pull request ${seed.number}`, ...seed }, seed);
  }

  addIssue(seed: IssueSeed): Issue {
    return this.#keep(seed);
  }

  addComment(number: number, body: string, user: User): Comment {
    const time = this.time();
    const comment = { id: this.nextId(), number, body, user, createdAt: time, updatedAt: time };
    this.comments.set(comment.id, comment);
    const issue = this.issues.get(number);
    if (issue !== undefined) issue.updatedAt = time;
    return comment;
  }

  /** Puts labels on an issue or pull request, as an event by this user at this time. */
  addLabels(number: number, names: readonly string[], by = 'octocat', at = this.time()): void {
    const issue = this.issue(number);
    for (const name of names) {
      if (issue.labels.includes(name)) continue;
      this.labels.add(name);
      issue.labels.push(name);
      this.#record(issue, 'labeled', name, by, at);
    }
  }

  removeLabel(number: number, name: string, by = 'octocat', at = this.time()): void {
    const issue = this.issue(number);
    if (!issue.labels.includes(name)) throw notFound();
    issue.labels = issue.labels.filter((label) => label !== name);
    this.#record(issue, 'unlabeled', name, by, at);
  }

  addRun(seed: RunSeed): Run {
    const run = newRun(seed, this);
    this.runs.set(run.id, run);
    return run;
  }

  addArtifact(seed: NewArtifact): Artifact {
    const artifact = newArtifact(seed, this);
    this.artifacts.set(artifact.id, artifact);
    return artifact;
  }

  issue(number: number): Issue {
    const issue = this.issues.get(number);
    if (issue === undefined) throw notFound();
    return issue;
  }

  /** The commit that a branch, a tag, a ref or a (shortened) hash names. */
  resolve(ref: string): Required<CommitSeed> | undefined {
    const branch = this.branches.get(ref.replace(/^(refs\/)?heads\//, ''));
    const sha = branch ?? this.tags.get(ref.replace(/^(refs\/)?tags\//, '')) ?? ref;
    const found = this.commits.get(sha);
    if (found !== undefined || !/^[0-9a-f]{7,39}$/.test(sha)) return found;
    return [...this.commits.values()].find((commit) => commit.sha.startsWith(sha));
  }

  #know(sha: string): void {
    if (!this.commits.has(sha)) this.addCommit({ sha });
  }

  #keep(seed: IssueSeed, pull?: PullSeed): Issue {
    const { author = 'octocat', createdAt = this.time() } = seed;
    const issue: Issue = {
      number: seed.number,
      title: seed.title,
      body: seed.body ?? null,
      state: seed.state ?? 'open',
      stateReason: null,
      labels: [],
      user: { login: author, type: author.endsWith('[bot]') ? 'Bot' : 'User' },
      ...(pull && { pull }),
      timeline: [...(pull?.timeline ?? [])],
      createdAt,
      updatedAt: seed.updatedAt ?? createdAt,
    };
    this.issues.set(issue.number, issue);
    this.addLabels(issue.number, seed.labels ?? []);
    return issue;
  }

  #record(issue: Issue, event: string, label: string, login: string, at: string): void {
    const actor = { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
    issue.timeline.push({
      id: this.nextId(),
      event,
      actor,
      commit_id: null,
      created_at: at,
      label: { name: label, color: 'ededed' },
    });
  }
}
