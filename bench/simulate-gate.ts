import { computePassFail, setting, simulateGraded, simulatePassFail } from './gate-simulation.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(12);

/**
 * Prints how often a pull request turns red that lost nothing, 5 points, or 10 points: with a gate on the bare drop and with
 * the action's own, which also asks whether chance explains it. The same every time. Usage: node bench/simulate-gate.ts
 */
export function printGateSimulation(): void {
  const { runs, rows, flips, maxDrop, level } = setting;
  console.log(
    `${runs.toLocaleString('en')} pull requests each, ${rows} rows, ${100 * flips}% of the rows flip by chance each way.\n` +
      `Bare: red at a drop of ${100 * maxDrop} points or more. Guarded: red at more than ${100 * maxDrop} points and p < ${level}.\n\n` +
      `${'rows'.padEnd(10)}${'true drop'.padStart(10)}${['bare', 'guarded', 'bare, exact', 'guarded, ex.'].map((title) => title.padStart(13)).join('')}`,
  );
  for (const drop of [0, 0.05, 0.1]) {
    const simulated = simulatePassFail(drop);
    const exact = computePassFail(drop);
    const shares = [simulated.bare, simulated.guarded, exact.bare, exact.guarded];
    console.log(`${'pass/fail'.padEnd(10)}${String(100 * drop).padStart(10)} ${shares.map(percent).join(' ')}`);
  }
  for (const drop of [0, 0.05, 0.1]) {
    const { bare, guarded } = simulateGraded(drop);
    console.log(`${'graded'.padEnd(10)}${String(100 * drop).padStart(10)} ${[bare, guarded].map(percent).join(' ')}`);
  }
}

if (import.meta.main) printGateSimulation();
