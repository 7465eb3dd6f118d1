import type { Price } from './price.ts';

/** The day on which the table's prices were read; where standard prices only were listed, batch is half. */
export const pricesReadOn = '2026-10-07';

/** What holds from a day on (UTC): a price, another model's price (the service answers with that model), or nothing known. */
type Step = { readonly from: string } & ({ readonly price: Price | null } | { readonly as: string });

const always = '0000-01-01';
/** A request whose prompt is longer costs more as a whole, on the models that charge for that. */
export const longPromptTokens = 200_000;
const abovePromptTokens = longPromptTokens;

const flash: readonly Step[] = [
  // The price list says half the cache rate for batch, the guide the standard one: the higher counts.
  { from: always, price: { input: 0.375, output: 1.875, cached: 0.075 } },
  { from: '2027-01-01', price: { input: 0.75, output: 3.75 } },
];

const table: ReadonlyMap<string, readonly Step[]> = new Map<string, readonly Step[]>([
  ['gemini-3.8-flash', flash],
  ['gemini-3.7-flash', [...flash.slice(0, 1), { from: '2026-10-08', as: 'gemini-3.8-flash' }]],
  ['gemini-3.6-flash', flash],
  // Since then another model answers; what such a request costs is not documented.
  [
    'gemini-3.5-flash',
    [
      { from: always, price: { input: 0.75, output: 4.5 } },
      { from: '2026-10-08', price: null },
    ],
  ],
  ['gemini-3.5-flash-lite', [{ from: always, price: { input: 0.15, output: 1.25 } }]],
  [
    'gemini-3.1-pro-preview',
    [{ from: always, price: { input: 1, output: 6, longPrompt: { abovePromptTokens, input: 2, output: 9 } } }],
  ],
  ['gemini-3.1-flash-lite', [{ from: always, price: { input: 0.125, output: 0.75 } }]],
  [
    'gemini-2.5-pro',
    [
      { from: always, price: { input: 0.625, output: 5, longPrompt: { abovePromptTokens, input: 1.25, output: 7.5 } } },
      { from: '2026-12-01', as: 'gemini-3.8-flash' },
    ],
  ],
  [
    'gemini-2.5-flash',
    [
      { from: always, price: { input: 0.15, output: 1.25 } },
      { from: '2026-12-01', as: 'gemini-3.5-flash-lite' },
    ],
  ],
  ['gemini-2.5-flash-lite', [{ from: always, price: { input: 0.05, output: 0.2 } }]],
]);

/**
 * The batch price of a model on a day (`2026-11-22`, or an instant that begins so, UTC): the one given in `overrides`, else
 * the table's. Null for a model without a price: names are never guessed from similar ones.
 */
export function priceOf(model: string, date: string, overrides: ReadonlyMap<string, Price> = new Map()): Price | null {
  const name = model.replace(/^models\//, '');
  const day = date.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`Not a day: ${date}`);
  const given = overrides.get(name);
  if (given !== undefined) return given;
  const step = table.get(name)?.findLast(({ from }) => from <= day);
  if (step === undefined) return null;
  return 'as' in step ? priceOf(step.as, day, overrides) : step.price;
}
