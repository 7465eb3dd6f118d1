/** What was bought under a display name. */
export interface Purchases {
  /** Names of the jobs that were seen. */
  readonly names: readonly string[];
  /** Creates that were sent and not refused. */
  readonly creates: number;
}

/** What was bought, by display name: the list of jobs may lag behind, or be empty for a while. */
export type Bought = ReadonlyMap<string, Purchases>;

export const nothingBought: Bought = new Map();

/** What two processes have bought. */
export function unite(one: Bought, other: Bought): Bought {
  const all = new Map(one);
  for (const [displayName, { names, creates }] of other) {
    const known = all.get(displayName) ?? { names: [], creates: 0 };
    all.set(displayName, { names: [...new Set([...known.names, ...names])], creates: known.creates + creates });
  }
  return all;
}

/** Creates of which nothing came: each may have made a job that does not show. */
export function unansweredCreates({ names, creates }: Purchases): number {
  return names.length > 0 ? 0 : creates;
}
