import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scanJson } from '../../../local/gemini/json-scan.ts';

/** Whether a function returns instead of throwing. */
function succeeds(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

describe('scanJson', () => {
  test('takes what JSON.parse takes, also after any one character was changed', () => {
    const changed = fc.tuple(fc.json(), fc.nat(), fc.constantFrom(...'{}[]",:0-.eE\\tfn \u0001'));
    fc.assert(
      fc.property(changed, ([json, at, character]) => {
        const broken = json.slice(0, at % json.length) + character + json.slice((at % json.length) + 1);
        expect(succeeds(() => scanJson(json))).toBe(true);
        expect(succeeds(() => scanJson(broken))).toBe(succeeds(() => JSON.parse(broken)));
      }),
    );
  });

  test('tells every value where it begins', () => {
    const text = '{"a": [1, {"b":"x"}]}';
    const seen: Record<string, string> = {};
    scanJson(text, (path, offset) => {
      seen[path.join('.')] = text.charAt(offset);
    });
    expect(seen).toEqual({ '': '{', a: '[', 'a.0': '1', 'a.1': '{', 'a.1.b': '"' });
  });
});
