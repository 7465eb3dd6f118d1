import { compileEdit } from '../../src/dataset/edit.ts';
import { prepareRequests } from '../../src/dataset/prepare.ts';
import type { Prepared } from '../../src/steps/prepare/prepare.ts';

const lineBytes = 400;

/** A row whose request line has 400 bytes, which count as 100 tokens, and that allows 1,000 output tokens. */
function row(index: number): string {
  const rowOf = (text: string) => ({
    key: `row-${String(index).padStart(4, '0')}`,
    request: { contents: [{ parts: [{ text }] }], generationConfig: { maxOutputTokens: 1000 } },
  });
  const bytesAround = `${JSON.stringify(rowOf(''))}\n`.length;
  return JSON.stringify(rowOf('x'.repeat(lineBytes - bytesAround)));
}

/** A hundred such rows in one request file for these models: 10,000 prompt tokens and 100,000 of answers each. */
export async function prepareHundred(models: readonly string[]): Promise<Prepared> {
  const text = Array.from({ length: 100 }, (_, index) => `${row(index)}\n`).join('');
  const source = {
    display: 'spam.jsonl',
    async *chunks() {
      yield Buffer.from(text);
    },
  };
  const openSink = async () => ({ write: async () => undefined });
  const variants = [{ models, edit: compileEdit({}), openSink }];
  const dataset = await prepareRequests([source], { variants, repeat: 1, sample: undefined });
  const files = dataset.variants.map((variant) => ({ ...variant, path: 'out/requests.jsonl', models }));
  return { ...dataset, files, prompts: [], sourcePaths: [] };
}

/** A clock that stands still on a day. */
export function clockAt(day: string) {
  return { now: () => Date.parse(day), sleep: async () => undefined, random: () => 0 };
}
