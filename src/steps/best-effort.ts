import { ServiceError } from '../errors.ts';
import type { World } from '../ports.ts';

/** Publishing is best effort: what fails is a warning (or, quiet, a line of the log) that names the permission that would help. */
export async function attempt<T>(
  world: Pick<World, 'log'>,
  action: () => Promise<T>,
  tone: 'loud' | 'quiet' = 'loud',
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    const hint = error instanceof ServiceError && error.hint !== undefined ? `\n${error.hint}` : '';
    const message = `${error instanceof Error ? error.message : String(error)}${hint}`;
    if (tone === 'loud') world.log.warning(message);
    else world.log.info(message.replace(/\s*\n\s*/g, ' '));
    return undefined;
  }
}

/** What GitHub tells, or undefined where it does not: for what helps and is not needed. */
export async function ifTold<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}
