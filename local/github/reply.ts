/** What a handler answers. A body that is an object goes out as JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in the shape of GitHub's: a message, errors where there are any, the status as text. */
export class ApiError extends Error {
  readonly reply: Reply;

  constructor(
    status: number,
    message: string,
    errors?: readonly unknown[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    const body = {
      message,
      ...(errors && { errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    };
    this.reply = { status, body, headers };
  }
}

export function notFound(): ApiError {
  return new ApiError(404, 'Not Found');
}

/** A refusal of one field, as `Validation Failed` lists it. */
export function invalid(resource: string, field: string, code: string, message?: string): ApiError {
  return new ApiError(422, 'Validation Failed', [{ ...(message && { message }), resource, field, code }]);
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** A text member of a JSON body; refuses anything else in the words of GitHub's own check. */
export function textOf(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (value === undefined) throw new ApiError(422, `Invalid request.\n\n"${name}" wasn't supplied.`);
  if (typeof value !== 'string') {
    throw new ApiError(422, `Invalid request.\n\nFor 'properties/${name}', ${JSON.stringify(value)} is not a string.`);
  }
  return value;
}

/** The same, for a member that may be left out or null. */
export function optionalTextOf(body: Readonly<Record<string, unknown>>, name: string): string | null {
  return body[name] === undefined || body[name] === null ? null : textOf(body, name);
}
