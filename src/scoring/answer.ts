import { asObject, type JsonObject, memberOf } from './json-object.ts';
import { type Media, readMedia } from './media.ts';

export { asObject };

/** A function call in an answer. */
export interface FunctionCall {
  readonly name: string;
  readonly args: unknown;
}

/** Everything the first candidate says, as scorers see it. */
export interface Answer {
  /** All text parts that are not thoughts, joined. */
  readonly text: string;
  /** Those of all parts: one in a thought is made like any other. */
  readonly calls: readonly FunctionCall[];
  /** Everything else that is said and is no thought, in its order. */
  readonly media: readonly Media[];
  /** As the service spells it; null when it gave none (a blocked prompt has no candidate). */
  readonly finishReason: string | null;
  /** Why the prompt was blocked, or null. */
  readonly blockReason: string | null;
}

export interface Tokens {
  readonly prompt: number;
  readonly cached: number;
  readonly candidates: number;
  readonly thoughts: number;
  readonly total: number;
}

/** What one line of a result file says about its row. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly answer: Answer;
      readonly modelVersion: string | null;
      readonly tokens: Tokens;
      /** Whether the service said how many tokens it took. */
      readonly isMetered: boolean;
      readonly response: object;
    }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      readonly modelVersion: string | null;
      readonly tokens: Tokens;
    };

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * Reads an answer out of a GenerateContentResponse, in either spelling. Parts may come in any order, be thoughts, or carry only a
 * signature.
 */
export function readAnswer(response: unknown): Answer {
  const body = asObject(response);
  const candidate = asObject(asArray(body?.candidates)[0]);
  const parts = asArray(asObject(candidate?.content)?.parts).map(asObject);
  const spoken = parts.filter((part) => part !== undefined && part.thought !== true);
  return {
    text: spoken.map((part) => (typeof part?.text === 'string' ? part.text : '')).join(''),
    calls: parts.flatMap((part) => {
      const call = asObject(memberOf(part, 'functionCall'));
      return call === undefined ? [] : [{ name: asText(call.name) ?? '', args: call.args ?? {} }];
    }),
    media: spoken.flatMap(readMedia),
    finishReason: asText(memberOf(candidate, 'finishReason')),
    blockReason: asText(memberOf(asObject(memberOf(body, 'promptFeedback')), 'blockReason')),
  };
}

/** Whether an answer says anything: a text, a call or media, to a prompt that was not blocked. */
export function hasContent({ text, calls, media, blockReason }: Answer): boolean {
  return blockReason === null && (text !== '' || calls.length > 0 || media.length > 0);
}

/** The answer in a log; undefined where the log holds none: an error, a blocked prompt, no content, or a list of stream chunks. */
export function readLoggedAnswer(response: unknown): Answer | undefined {
  const answer = readAnswer(response);
  return hasContent(answer) ? answer : undefined;
}

const count = (value: unknown): number => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : 0;
};

/** Counts may come as int64 strings. */
const isCount = (value: unknown): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && value !== '')) && Number(value) >= 0;

/** Token counts of an answer; absent counts are 0, an absent total is the sum. */
export function readTokens(response: unknown): Tokens {
  const usage = asObject(asObject(response)?.usageMetadata);
  const prompt = count(usage?.promptTokenCount);
  const candidates = count(usage?.candidatesTokenCount);
  const thoughts = count(usage?.thoughtsTokenCount);
  const sum = prompt + candidates + thoughts;
  const total = usage?.totalTokenCount;
  return {
    prompt,
    cached: count(usage?.cachedContentTokenCount),
    candidates,
    thoughts,
    total: isCount(total) ? count(total) : sum,
  };
}

function isNonEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

const maxCodeChars = 100;
const maxMessageChars = 2000;

/** Row errors come under `error` or `status`, with a number or a word as code: no verbatim example is documented. */
function readError(value: unknown): { code: string; message: string } {
  const status = asObject(value);
  if (status === undefined)
    return {
      code: 'UNKNOWN',
      message: typeof value === 'string' ? value.slice(0, maxMessageChars) : 'an error of unknown shape',
    };
  const code = [status.status, status.code].find((word) => typeof word === 'number' || asText(word) !== null);
  const message =
    asText(status.message) ?? `an error with ${Object.keys(status).slice(0, 5).join(', ') || 'nothing in it'}`;
  return { code: String(code ?? 'UNKNOWN').slice(0, maxCodeChars), message: message.slice(0, maxMessageChars) };
}

/** What a result line says. A line with an error is an error, also when it has a response too; so is one without a response. */
export function readReply(line: JsonObject): Reply {
  const response = asObject(line.response);
  const shared = { modelVersion: asText(response?.modelVersion), tokens: readTokens(response) };
  for (const fault of [line.error, line.status]) {
    if (isNonEmpty(fault)) return { kind: 'error', ...readError(fault), ...shared };
  }
  if (response === undefined)
    return {
      kind: 'error',
      code: 'NO_RESPONSE',
      message: 'The result line has neither a response nor an error.',
      ...shared,
    };
  // A prompt that was blocked has no candidate, and nothing to be counted.
  const isMetered = asObject(response.usageMetadata) !== undefined || asArray(response.candidates).length === 0;
  return { kind: 'answered', answer: readAnswer(response), response, isMetered, ...shared };
}

/** What a row of an export holds beside its request. */
export interface LoggedRow {
  readonly response: unknown;
  readonly error: unknown;
}

/** What a log says of its row: an error, in whichever place it stands, is no answer, and neither is a response without any content. */
export function readLoggedReply({ response, error }: LoggedRow): Reply {
  const body = asObject(response);
  const isEmpty = body !== undefined && Object.keys(body).length === 0;
  return readReply({ response: isEmpty ? undefined : response, error: isNonEmpty(error) ? error : body?.error });
}
