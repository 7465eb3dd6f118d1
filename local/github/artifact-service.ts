import { operations } from './artifact-operations.ts';
import type { BlobSigner } from './blobs.ts';
import type { Reply } from './reply.ts';
import type { Store } from './store.ts';
import { TwirpError } from './twirp-error.ts';

const service = '/twirp/github.actions.results.api.v1.ArtifactService/';
type Body = Readonly<Record<string, unknown>>;

/** The token of a job for the artifact service: unsigned, its scope names the run and the job. */
export function runtimeToken(runId: number, jobId = 'job'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ scp: `Actions.Example Actions.Results:${runId}:${jobId}` })}.`;
}

/** The service that jobs upload artifacts to, in Twirp's JSON form. Strict about members, names and whose run it is. */
export class ArtifactService {
  readonly #store: Store;
  readonly #blobs: BlobSigner;

  constructor(store: Store, blobs: BlobSigner) {
    this.#store = store;
    this.#blobs = blobs;
  }

  isMine(path: string): boolean {
    return path.startsWith('/twirp/');
  }

  async answer(method: string, path: string, authorization: string | undefined, body: unknown): Promise<Reply> {
    try {
      const name = path.startsWith(service) ? path.slice(service.length) : '';
      const operation = operations[name];
      if (method !== 'POST' || operation === undefined)
        throw new TwirpError(404, 'bad_route', `no handler for path "${path}"`);
      const job = jobOf(authorization);
      checkMembers(body, operation.members, operation.required);
      const runId = Number(body.workflow_run_backend_id);
      if (body.workflow_run_backend_id !== job.run || !this.#store.runs.has(runId)) {
        throw new TwirpError(403, 'permission_denied', 'the token is not for this workflow run');
      }
      const reply = await operation.run({ store: this.#store, blobs: this.#blobs, runId, body });
      return { status: 200, body: reply };
    } catch (error) {
      if (error instanceof TwirpError) return { status: error.status, body: { code: error.code, msg: error.message } };
      throw error;
    }
  }
}

function jobOf(authorization: string | undefined): { readonly run: string; readonly job: string } {
  try {
    const payload = /^Bearer [^.]+\.([^.]+)\.[^.]*$/.exec(authorization ?? '')?.[1] ?? '';
    const { scp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { readonly scp: string };
    const [, run, job] = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)(?: |$)/.exec(scp) ?? [];
    if (run !== undefined && job !== undefined) return { run, job };
  } catch {
    // Not a token at all is no better than one without the scope.
  }
  throw new TwirpError(401, 'unauthenticated', 'invalid or missing runtime token');
}

function checkMembers(body: unknown, members: readonly string[], required: readonly string[]): asserts body is Body {
  if (typeof body !== 'object' || body === null)
    throw new TwirpError(400, 'malformed', 'the json request could not be decoded');
  const unknown = Object.keys(body).find((name) => !members.includes(name));
  if (unknown !== undefined) throw new TwirpError(400, 'malformed', `unknown member "${unknown}"`);
  const missing = required.find((name) => (body as Body)[name] === undefined || (body as Body)[name] === '');
  if (missing !== undefined) throw new TwirpError(400, 'invalid_argument', `${missing} is required`);
}
