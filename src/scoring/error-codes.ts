/** An error code of the service, and whether the same request may well be answered later. */
export interface ErrorCode {
  readonly word: string;
  /** The code itself and the HTTP status that stands for it. */
  readonly numbers: readonly number[];
  readonly passes: boolean;
}

/**
 * The codes of google.rpc.Code with the HTTP statuses that its comments map them to (googleapis/googleapis,
 * google/rpc/code.proto); of the codes that share a status, the one that the Gemini API uses it for. 408 has no code there. What
 * passes: what the API's troubleshooting page has tried again, and calls that were cut off.
 */
export const errorCodes: readonly ErrorCode[] = [
  { word: 'CANCELLED', numbers: [1, 499], passes: true },
  { word: 'UNKNOWN', numbers: [2], passes: true },
  { word: 'INVALID_ARGUMENT', numbers: [3, 400], passes: false },
  { word: 'DEADLINE_EXCEEDED', numbers: [4, 504], passes: true },
  { word: 'NOT_FOUND', numbers: [5, 404], passes: false },
  { word: 'ALREADY_EXISTS', numbers: [6], passes: false },
  { word: 'PERMISSION_DENIED', numbers: [7, 403], passes: false },
  { word: 'RESOURCE_EXHAUSTED', numbers: [8, 429], passes: true },
  { word: 'FAILED_PRECONDITION', numbers: [9], passes: false },
  { word: 'ABORTED', numbers: [10, 409], passes: true },
  { word: 'OUT_OF_RANGE', numbers: [11], passes: false },
  { word: 'UNIMPLEMENTED', numbers: [12, 501], passes: false },
  { word: 'INTERNAL', numbers: [13, 500], passes: true },
  { word: 'UNAVAILABLE', numbers: [14, 503], passes: true },
  { word: 'DATA_LOSS', numbers: [15], passes: false },
  { word: 'UNAUTHENTICATED', numbers: [16, 401], passes: false },
  { word: 'REQUEST_TIMEOUT', numbers: [408], passes: true },
];

const byName: ReadonlyMap<string, ErrorCode> = new Map(
  errorCodes.flatMap((code) => [bare(code.word), ...code.numbers.map(String)].map((name) => [name, code] as const)),
);

/** The code that a number or word stands for, however it is written; undefined for one that is not known. */
export function findErrorCode(code: string): ErrorCode | undefined {
  return byName.get(bare(code.trim()));
}

/** `Invalid-Argument`, `invalidArgument` and `INVALID_ARGUMENT` are one word. */
function bare(word: string): string {
  return word.toUpperCase().replace(/(?<=[A-Z])[\s_-](?=[A-Z])/g, '');
}
