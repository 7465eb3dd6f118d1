import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Checkout } from '../ports.ts';

const timeoutMs = 10_000;
/** A container's user need not own the workspace. */
const trusting = ['-c', 'safe.directory=*'];

/** The commit that is checked out in a directory, with its parents (which a shallow clone tells, too); undefined where git knows none. */
export async function readCheckout(directory: string): Promise<Checkout | undefined> {
  const git = async (...command: string[]) =>
    (await promisify(execFile)('git', [...trusting, '-C', directory, ...command], { timeout: timeoutMs })).stdout;
  try {
    const sha = (await git('rev-parse', 'HEAD')).trim();
    const commit = await git('cat-file', 'commit', 'HEAD');
    const [header = ''] = commit.split('\n\n');
    return { sha, parents: [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent) };
  } catch {
    return undefined;
  }
}
