import type { Price } from '../../cost/price.ts';
import { priceOf } from '../../cost/price-table.ts';
import type { Inputs } from '../../inputs.ts';
import type { World } from '../../ports.ts';

/** The batch price of a model today, or as `prices` gives it; null without one. */
export function priceAtRun({ prices }: Inputs, { clock }: Pick<World, 'clock'>, model: string): Price | null {
  return priceOf(model, new Date(clock.now()).toISOString(), prices);
}
