import { type Context, createContext, Script } from 'node:vm';
import { PatternTimeout, type TestRegExp } from '../scoring/scorers/text-pattern.ts';

/** How long a pattern may take on one text. */
const limitMs = 1000;

/** Tests patterns with a limit in time, which only a script of node:vm can have: a pattern lets nothing else run meanwhile. */
export function createRegExpTester(options: { readonly limitMs?: number } = {}): TestRegExp {
  const timeout = options.limitMs ?? limitMs;
  let context: Context | undefined;
  let script: Script | undefined;
  return (pattern, text) => {
    context ??= createContext({ pattern: undefined, text: '' });
    script ??= new Script('pattern.test(text)');
    Object.assign(context, { pattern, text });
    try {
      return script.runInContext(context, { timeout }) === true;
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new PatternTimeout(`the pattern takes longer than ${timeout / 1000} s on this text`);
    } finally {
      Object.assign(context, { pattern: undefined, text: '' });
    }
  };
}

function isTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
