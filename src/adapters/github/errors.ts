import { ServiceError } from '../../errors.ts';

/** Octokit gives a network failure the status 500. */
export function statusOf(error: unknown): number | undefined {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' ? status : undefined;
}

/** Asking again can help. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status === 408 || status === 429 || status >= 500 || isRateLimited(error);
}

/** Too many requests come as 403 too, which is no lack of permission. */
function isRateLimited(error: unknown): boolean {
  return statusOf(error) === 403 && error instanceof Error && /rate limit/i.test(error.message);
}

const tooManyRequests = 429;

/** Any failure of a call; where the token was refused, with the line of `permissions:` that would help. */
export function toServiceError(error: unknown, action: string, permission: string): ServiceError {
  if (error instanceof ServiceError) return error;
  const status = isRateLimited(error) ? tooManyRequests : statusOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const isRefused = status === 401 || status === 403 || status === 404;
  const hint = isRefused
    ? `Give the job this permission, beside the others it needs:\npermissions:\n  ${permission}`
    : undefined;
  return new ServiceError(message, {
    action,
    ...(status === undefined ? {} : { status }),
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}
