import type { Operation, RecordedRequest } from './types.ts';

/** What goes wrong. `after` means: the state changes as if all were well, only the answer is another one or lost. */
export type Effect =
  | {
      readonly status: number;
      readonly body?: string | object;
      readonly headers?: Readonly<Record<string, string>>;
      readonly after?: boolean;
    }
  | { readonly reset: 'before' | 'after' }
  /**
   * Downloads: the body ends early; with `clean` in such a way that HTTP finds nothing wrong.
   * Pieces of an upload: the connection breaks when so many bytes have come in.
   */
  | { readonly cutAfterBytes: number; readonly chunked?: boolean; readonly clean?: boolean }
  /** The answer comes when this is settled; the state changes at once. */
  | { readonly until: Promise<unknown> }
  /** No answer ever; `after`: although the state changed. */
  | { readonly hang: true | 'after' };

/** Something that goes wrong from the `nth` matching request on (1 is the next), `times` times (once). */
export interface Fault {
  readonly on: Operation | 'any';
  readonly nth?: number;
  readonly times?: number;
  readonly when?: (request: RecordedRequest) => boolean;
  readonly do: Effect;
}

/** Faults that wait for their requests. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The effect of the first fault that is due for this request; counts it for all. */
  take(request: RecordedRequest): Effect | undefined;
}

/** No faults yet. */
export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; matched: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, matched: 0 });
    },
    clear: () => {
      waiting = [];
    },
    take: (request) => {
      let due: Effect | undefined;
      for (const entry of waiting.filter(({ fault }) => isAbout(fault, request))) {
        entry.matched += 1;
        const first = entry.fault.nth ?? 1;
        const isDue = entry.matched >= first && entry.matched < first + (entry.fault.times ?? 1);
        if (isDue) due ??= entry.fault.do;
      }
      return due;
    },
  };
}

/** Whether nothing at all happens to the state. */
export function isBefore(effect: Effect): boolean {
  if ('status' in effect) return effect.after !== true;
  if ('reset' in effect) return effect.reset === 'before';
  return 'hang' in effect && effect.hang === true;
}

function isAbout(fault: Fault, request: RecordedRequest): boolean {
  const isOperation = fault.on === 'any' || fault.on === request.operation;
  return isOperation && (fault.when?.(request) ?? true);
}
