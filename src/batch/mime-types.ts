import { ServiceError } from '../errors.ts';

/**
 * Types that JSONL was accepted under, best first. Which one the service takes changes from time to time, and it may refuse
 * one at upload or only when the job is created (google-gemini/cookbook#1008, googleapis/python-genai#1547, #1590).
 */
export const mimeTypes = ['application/jsonl', 'application/json', 'text/plain', 'jsonl'] as const;

/** The type that uploads begin with: what was refused for one of them is not tried again for the next. */
export interface TypeChoice {
  /** Index among the types. */
  first: number;
}

/** Whether the service refused the file for its type, so that another one may help. */
export function isRefusedType(error: unknown): boolean {
  return (
    error instanceof ServiceError &&
    (error.code === 'NO_FILE' || (error.status === 400 && /mime ?type/i.test(error.reason)))
  );
}
