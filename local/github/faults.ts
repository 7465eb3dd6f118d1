import type { Effect, Fault } from './types.ts';

/** The faults that wait for their requests. */
export class Faults {
  readonly #waiting: { readonly fault: Fault; readonly method: string; readonly path: RegExp; seen: number }[] = [];

  add(fault: Fault): void {
    const [method = '*', ...rest] = fault.on.split(' ');
    this.#waiting.push({ fault, method, path: new RegExp(rest.join(' ')), seen: 0 });
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** What happens to this request, if anything; each matching fault counts it. */
  effectOn(method: string, path: string): Effect | undefined {
    let effect: Effect | undefined;
    for (const entry of this.#waiting) {
      if ((entry.method !== '*' && entry.method !== method) || !entry.path.test(path)) continue;
      entry.seen += 1;
      const { nth = 1, times = 1 } = entry.fault;
      if (entry.seen >= nth && entry.seen < nth + times) effect ??= entry.fault.do;
    }
    return effect;
  }
}
