import { quote } from '../errors.ts';
import { asObject } from '../scoring/answer.ts';
import type { Price } from './price.ts';

const accepted = 'must be { input, output }, US dollars per million tokens at batch price';
const maxRate = 10_000;

/**
 * The input `prices` once YAML or JSON is read: `model: { input, output }`. These rates hold on any day and for prompts of any
 * length, cached or not. Refuses, each by its model's name: other fields, missing ones, what is no number from 0 to 10,000.
 */
export function parsePrices(
  value: unknown,
): { readonly prices: ReadonlyMap<string, Price> } | { readonly problems: readonly string[] } {
  const entries = asObject(value);
  if (entries === undefined) return { problems: ['must map model ids to { input, output }'] };
  const prices = new Map<string, Price>();
  const problems: string[] = [];
  for (const [id, entry] of Object.entries(entries)) {
    const model = id.replace(/^models\//, '');
    const price = readPrice(entry);
    if (typeof price === 'string') problems.push(`${quote(id)} ${price}`);
    else if (prices.has(model)) problems.push(`${quote(id)} is the second price of this model`);
    else prices.set(model, price);
  }
  return problems.length > 0 ? { problems } : { prices };
}

/** A price, or why it is none. */
function readPrice(value: unknown): Price | string {
  const fields = asObject(value);
  if (fields === undefined) return accepted;
  const unknown = Object.keys(fields).find((field) => field !== 'input' && field !== 'output');
  if (unknown !== undefined) return `has the unknown field ${quote(unknown)}; it ${accepted}`;
  const { input, output } = fields;
  if (!isRate(input)) return describeRate('input', input);
  return isRate(output) ? { input, output } : describeRate('output', output);
}

function isRate(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= maxRate;
}

function describeRate(field: string, value: unknown): string {
  if (value === undefined) return `has no ${field}; it ${accepted}`;
  return `has ${quote(String(value))} as ${field}, which must be a number from 0 to ${maxRate}`;
}
