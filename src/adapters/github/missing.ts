import { statusOf } from './errors.ts';

/** How a resource that is not there is told from one that may not be seen. */
export interface Absence {
  /** The statuses with which GitHub says that there is none. */
  readonly statuses: readonly number[];
  /** Reads something that is always there, with the same permission. */
  readonly probe: () => Promise<unknown>;
}

/** Undefined when there is no such thing; but "not found" is also said to who may not read. */
export async function unlessMissing<T>({ statuses, probe }: Absence, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined || !statuses.includes(status)) throw error;
    if (status === 404) {
      await probe().catch((failure: unknown) => {
        throw statusOf(failure) === 404 ? error : failure;
      });
    }
    return undefined;
  }
}
