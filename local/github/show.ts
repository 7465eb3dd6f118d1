import type { Artifact, Comment, Issue, Run, Status, User } from './model.ts';
import type { Store } from './store.ts';
import type { CommitSeed } from './types.ts';

type Json = Readonly<Record<string, unknown>>;

export function showUser(user: User): Json {
  return { login: user.login, id: user.type === 'Bot' ? 41898282 : 583231, type: user.type, site_admin: false };
}

export function showRepository(store: Store): Json {
  const { fullName, id, visibility, defaultBranch } = store.repository;
  const [login = '', name = ''] = fullName.split('/');
  return {
    id,
    name,
    full_name: fullName,
    private: visibility !== 'public',
    visibility,
    fork: false,
    default_branch: defaultBranch,
    owner: { login, id: 2, type: 'Organization' },
    html_url: `https://github.com/${fullName}`,
  };
}

export function showPull(store: Store, issue: Issue): Json {
  const { pull } = issue;
  const repository = showRepository(store);
  const fork = pull?.headRepository;
  const head = fork ? { ...repository, id: fork.id, full_name: fork.fullName, fork: true } : repository;
  const owner = String(head.full_name).split('/')[0];
  const ref = pull?.headRef ?? 'change';
  const base = pull?.baseRef ?? store.repository.defaultBranch;
  return {
    ...showIssueCore(store, issue, 'pull'),
    draft: false,
    merged: false,
    head: { ref, sha: pull?.headSha, repo: head, label: `${owner}:${ref}` },
    base: { ref: base, sha: pull?.baseSha ?? store.branches.get(base), repo: repository },
  };
}

export function showIssue(store: Store, issue: Issue): Json {
  const url = `https://github.com/${store.repository.fullName}/pull/${issue.number}`;
  return {
    ...showIssueCore(store, issue, issue.pull ? 'pull' : 'issues'),
    comments: commentsOf(store, issue),
    state_reason: issue.stateReason,
    ...(issue.pull && { pull_request: { html_url: url } }),
  };
}

/** How many comments it has. */
export function commentsOf(store: Store, issue: Issue): number {
  return [...store.comments.values()].filter(({ number }) => number === issue.number).length;
}

function showIssueCore(store: Store, issue: Issue, kind: 'pull' | 'issues'): Json {
  return {
    id: 100_000 + issue.number,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    user: showUser(issue.user),
    labels: issue.labels.map(showLabel),
    html_url: `https://github.com/${store.repository.fullName}/${kind}/${issue.number}`,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
  };
}

export function showLabel(name: string): Json {
  return { name, color: 'ededed', default: false, description: null };
}

export function showComment(store: Store, comment: Comment): Json {
  const kind = store.issues.get(comment.number)?.pull ? 'pull' : 'issues';
  const page = `https://github.com/${store.repository.fullName}/${kind}/${comment.number}`;
  return {
    id: comment.id,
    body: comment.body,
    user: showUser(comment.user),
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `https://api.github.com/repos/${store.repository.fullName}/issues/${comment.number}`,
    author_association: comment.user.type === 'Bot' ? 'NONE' : 'MEMBER',
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}

export function showStatus(status: Status): Json {
  return {
    id: status.id,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    creator: showUser(status.user),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

export function showCommit(commit: Required<CommitSeed>): Json {
  const person = { name: 'octocat', email: 'octocat@example.com', date: commit.date };
  return {
    sha: commit.sha,
    commit: { message: commit.message, author: person, committer: person },
    parents: commit.parents.map((sha) => ({ sha })),
  };
}

export function showRun(store: Store, run: Run): Json {
  const repository = showRepository(store);
  const fileName = `.github/workflows/${run.workflow.toLowerCase().replaceAll(' ', '-')}.yml`;
  return {
    id: run.id,
    name: run.workflow,
    path: fileName,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    run_attempt: run.attempt,
    run_number: 1,
    workflow_id: 1,
    actor: { login: run.actor, type: 'User' },
    repository,
    head_repository: showHead(run, repository),
    pull_requests: [],
    html_url: `https://github.com/${store.repository.fullName}/actions/runs/${run.id}`,
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.startedAt,
  };
}

/** Of a fork that was deleted nothing is left to show. */
function showHead({ headRepositoryId: id }: Run, repository: Json): Json | null {
  if (id === null) return null;
  return id === repository.id ? repository : { id, fork: true };
}

export function showArtifact(store: Store, artifact: Artifact, base: string): Json {
  const run = store.runs.get(artifact.runId);
  const url = `${base}/repos/${store.repository.fullName}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    name: artifact.name,
    size_in_bytes: artifact.size,
    digest: artifact.digest,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: artifact.runId,
      repository_id: store.repository.id,
      head_repository_id: run?.headRepositoryId,
      head_branch: run?.headBranch,
      head_sha: run?.headSha,
    },
  };
}
