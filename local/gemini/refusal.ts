/** An answer in the service's error shape: `error{code, message, status, details?}`. */
export class Refusal extends Error {
  readonly code: number;
  readonly details: readonly object[];

  constructor(code: number, message: string, details: readonly object[] = []) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

const statusNames: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  408: 'DEADLINE_EXCEEDED',
  409: 'ALREADY_EXISTS',
  412: 'FAILED_PRECONDITION',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** The body that the service sends with an error status. */
export function errorBody(code: number, message: string, details: readonly object[] = [], status?: string): object {
  const error = { code, message, status: status ?? statusNames[code] ?? 'UNKNOWN' };
  return { error: details.length > 0 ? { ...error, details } : error };
}

/** 429 as recorded: the same text for every quota, a link, no delay to wait. */
export function overQuota(): Refusal {
  const url = 'https://ai.google.dev/gemini-api/docs/rate-limits';
  return new Refusal(
    429,
    'You exceeded your current quota, please check your plan and billing details. ' +
      `For more information on this error, head over to: ${url}.`,
    [
      {
        '@type': 'type.googleapis.com/google.rpc.Help',
        links: [{ description: 'Learn more about Gemini API quotas', url }],
      },
    ],
  );
}

/** 400 for an act that the state of the resource forbids. */
export class WrongState extends Refusal {
  constructor(message: string) {
    super(400, message);
  }
}

/** The body of a refusal. */
export function refusalBody(refusal: Refusal): object {
  const status = refusal instanceof WrongState ? 'FAILED_PRECONDITION' : undefined;
  return errorBody(refusal.code, refusal.message, refusal.details, status);
}
