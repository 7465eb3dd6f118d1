/** One wrong input, as the workflow's author will read it. */
export interface InputProblem {
  /** The input's name as it stands in action.yml. */
  readonly input: string;
  /** What was received; left out for secrets and for inputs that were not set. */
  readonly received?: string;
  /** What is wrong, or what is accepted instead. */
  readonly message: string;
}

const maxReceivedChars = 120;

/** A value as an error shows it: quoted, on one line, and bounded. */
export function quote(value: string): string {
  const text = JSON.stringify(value);
  return text.length > maxReceivedChars ? `${text.slice(0, maxReceivedChars)}…"` : text;
}

function describeProblem(problem: InputProblem): string {
  const received = problem.received === undefined ? '' : ` is ${quote(problem.received)}`;
  return `${problem.input}${received}: ${problem.message}`;
}

/** The workflow's author can mend it: every wrong input of one run, reported together. Nothing has been sent. */
export class InputError extends Error {
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    const lines = problems.map(describeProblem);
    const many = problems.length > 1;
    super(
      many ? `${problems.length} inputs are wrong:\n${lines.map((line) => `- ${line}`).join('\n')}` : (lines[0] ?? ''),
    );
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** One row that cannot be sent, by the place where its author finds it. */
export interface RowFault {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/** How many bad rows are listed before the rest is only counted. */
export const maxListedFaults = 20;

/** The data's author can mend it: rows that cannot be sent. Nothing has been sent. */
export class DatasetError extends Error {
  readonly faults: readonly RowFault[];

  /** `faults` are the first ones (those above the limit are not listed), `total` counts all. */
  constructor(faults: readonly RowFault[], total: number, what: 'rows' | 'labels' = 'rows') {
    const listed = faults.slice(0, maxListedFaults);
    const lines = listed.map((fault) => `- ${fault.file}:${fault.line}: ${fault.message}`);
    if (total > listed.length) lines.push(`- … and ${total - listed.length} more`);
    const subject = `${total} ${total === 1 ? what.slice(0, -1) : what}`;
    super(`${subject} ${what === 'rows' ? 'of the dataset cannot be sent' : 'cannot be used'}:\n${lines.join('\n')}`);
    this.name = 'DatasetError';
    this.faults = listed;
  }
}

export interface ServiceErrorDetails {
  /** What we asked for, as a phrase: "create a batch job for gemini-3.8-flash". */
  readonly action: string;
  /** HTTP status; undefined when no answer came (reset, time-out, no route). */
  readonly status?: number;
  /** The service's own word for the error, such as RESOURCE_EXHAUSTED. */
  readonly code?: string;
  /** How long the service asks to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly attempts?: number;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** A remote service said no, or said nothing. */
export class ServiceError extends Error {
  readonly action: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly hint: string | undefined;
  /** The service's own words, without what we asked. */
  readonly reason: string;

  constructor(reason: string, details: ServiceErrorDetails) {
    const status =
      details.status === undefined ? '' : ` (HTTP ${details.status}${details.code ? ` ${details.code}` : ''})`;
    const attempts = (details.attempts ?? 1) > 1 ? `, tried ${details.attempts} times` : '';
    super(`Could not ${details.action}: ${reason}${status}${attempts}`, { cause: details.cause });
    this.name = 'ServiceError';
    this.action = details.action;
    this.status = details.status;
    this.code = details.code;
    this.retryAfterMs = details.retryAfterMs;
    this.hint = details.hint;
    this.reason = reason;
  }

  /** The request may or may not have been carried out: no answer, or one that says nothing about the effect. */
  get isAmbiguous(): boolean {
    return this.status === undefined || this.status >= 500 || this.status === 408;
  }

  /** Asking again later can help: no answer, 408, 429 or 5xx. */
  get isTransient(): boolean {
    return this.isAmbiguous || this.status === 429;
  }
}

/** What a collector found would lead to other jobs than the ones that were bought. No later visit can change that. */
export class ChangedRequestsError extends Error {
  constructor() {
    super('This version of the action makes other requests of it than the one that left it; re-run its workflow.');
    this.name = 'ChangedRequestsError';
  }
}

/** The run was told to stop (SIGINT, SIGTERM). */
export class CancelledError extends Error {
  constructor() {
    super('The run was cancelled.');
    this.name = 'CancelledError';
  }
}

/**
 * Why a bundle does not open: it is something else or of another version, its tag does not fit key and subject, it is not whole,
 * it holds more than was asked for.
 */
export type SealProblem = 'foreign-format' | 'not-authentic' | 'damaged' | 'too-large';

/** A sealed bundle does not open. Nothing of its content was used. */
export class SealError extends Error {
  readonly problem: SealProblem;
  /** Why, as a clause about the bundle: "it was made with another API key, or altered". */
  readonly reason: string;

  constructor(problem: SealProblem, reason: string, cause?: unknown) {
    super(`The bundle does not open: ${reason}`, { cause });
    this.name = 'SealError';
    this.problem = problem;
    this.reason = reason;
  }
}
