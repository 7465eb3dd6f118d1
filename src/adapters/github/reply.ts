import { ServiceError } from '../../errors.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Members of a reply; none where it is no object. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

/** Items of a reply. What is no list, such as a proxy's page, says nothing: it is not taken for an empty one. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ServiceError('the answer is no list', { action: 'read what GitHub lists' });
}

/** A time that can be compared; undefined for anything else. */
export function asTime(value: unknown): string | undefined {
  return typeof value === 'string' && Number.isFinite(Date.parse(value)) ? value : undefined;
}
