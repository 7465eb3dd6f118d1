const elapsedShare = 0.02;
const jitterShare = 0.1;

/**
 * The pause before the next look at the jobs, in milliseconds: 2% of the time waited so far, at least half the longest pause
 * and never above it, give or take 10%. Against a fixed pause it notices the end of short jobs sooner and asks less of long ones.
 */
export function pauseMs(waitedMs: number, longestPauseMs: number, random: number): number {
  const pause = Math.max(longestPauseMs / 2, waitedMs * elapsedShare);
  const jittered = pause * (1 - jitterShare + 2 * jitterShare * random);
  return Math.min(longestPauseMs, jittered);
}
