/** The `github` context of one run, and what becomes of it in the environment. */
export interface GitHubContext {
  readonly eventName: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `owner/name` */
  readonly repository: string;
  readonly repositoryId: number;
  readonly sha: string;
  readonly ref: string;
  /** Head branch; set for pull requests only. */
  readonly headRef: string;
  readonly baseRef: string;
  readonly runId: number;
  readonly runNumber: number;
  readonly runAttempt: number;
  readonly actor: string;
  readonly workflow: string;
  readonly job: string;
  readonly token: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The artifact client refuses any host but github.com, so this stays while `apiUrl` moves. */
  readonly serverUrl: string;
  readonly retentionDays: number;
}

const defaults: GitHubContext = {
  eventName: 'workflow_dispatch',
  payload: {},
  repository: 'octo-org/octo-repo',
  repositoryId: 1,
  sha: '1111111111111111111111111111111111111111',
  ref: 'refs/heads/main',
  headRef: '',
  baseRef: '',
  runId: 1001,
  runNumber: 1,
  runAttempt: 1,
  actor: 'octocat',
  workflow: 'Evaluate',
  job: 'evaluate',
  token: 'ghs_local',
  apiUrl: 'https://api.github.com',
  graphqlUrl: 'https://api.github.com/graphql',
  serverUrl: 'https://github.com',
  retentionDays: 90,
};

/** The whole context, with every member that was not given at its default. */
export function completeContext(given: Partial<GitHubContext> = {}): GitHubContext {
  return { ...defaults, ...given };
}

/** The context as expressions see it (`github.token`, `github.event.number`). */
export function expressionContext(github: GitHubContext): Readonly<Record<string, unknown>> {
  const named = Object.fromEntries(contextEntries(github));
  return { github: { ...named, token: github.token, event: github.payload } };
}

/** The `GITHUB_*` variables of the runner's allow-list; the token is not among them. */
export function contextEnvironment(github: GitHubContext): Record<string, string> {
  return Object.fromEntries(contextEntries(github).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]));
}

function contextEntries(github: GitHubContext): [string, string][] {
  const owner = github.repository.split('/')[0] ?? '';
  const workflowFile = `${github.repository}/.github/workflows/evaluate.yml`;
  return [
    // A local action (`uses: ./`) has no repository and no ref of its own.
    ['action', '__self'],
    ['action_ref', ''],
    ['action_repository', ''],
    ['actor', github.actor],
    ['actor_id', '1'],
    ['api_url', github.apiUrl],
    ['base_ref', github.baseRef],
    ['event_name', github.eventName],
    ['graphql_url', github.graphqlUrl],
    ['head_ref', github.headRef],
    ['job', github.job],
    ['ref', github.ref],
    ['ref_name', github.ref.replace(/^refs\/(heads|tags|pull)\//, '')],
    ['ref_protected', 'false'],
    ['ref_type', github.ref.startsWith('refs/tags/') ? 'tag' : 'branch'],
    ['repository', github.repository],
    ['repository_id', String(github.repositoryId)],
    ['repository_owner', owner],
    ['repository_owner_id', '2'],
    ['retention_days', String(github.retentionDays)],
    ['run_attempt', String(github.runAttempt)],
    ['run_id', String(github.runId)],
    ['run_number', String(github.runNumber)],
    ['server_url', github.serverUrl],
    ['sha', github.sha],
    ['triggering_actor', github.actor],
    ['workflow', github.workflow],
    ['workflow_ref', `${workflowFile}@${github.ref}`],
    ['workflow_sha', github.sha],
  ];
}
