/**
 * True if expected and actual items have a perfect bipartite matching. An expectation may fit several items, so that
 * greedy assignment is not enough; this finds augmenting paths instead.
 */
export function hasPerfectMatching<E, G>(
  expected: readonly E[],
  got: readonly G[],
  fits: (e: E, g: G) => boolean,
): boolean {
  if (expected.length !== got.length) return false;
  const candidates = expected.map((e) => got.flatMap((g, index) => (fits(e, g) ? [index] : [])));
  const matches = new Map<number, number>();
  return candidates.every((_, index) => augment(index, candidates, matches));
}

/** Matches one more expectation by breadth-first search for an augmenting path. */
function augment(first: number, candidates: readonly (readonly number[])[], matches: Map<number, number>): boolean {
  const predecessors = new Map<number, number>();
  const open = [first];
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    for (const partner of candidates[one]!) {
      if (predecessors.has(partner)) continue;
      predecessors.set(partner, one);
      const holder = matches.get(partner);
      if (holder !== undefined) open.push(holder);
      else {
        flipPath(partner, predecessors, matches);
        return true;
      }
    }
  }
  return false;
}

/** Flips the edges of an augmenting path, from its free end back to the start. */
function flipPath(free: number, predecessors: ReadonlyMap<number, number>, matches: Map<number, number>): void {
  const partnerOf = new Map(Array.from(matches, ([partner, one]) => [one, partner]));
  for (let partner: number | undefined = free; partner !== undefined; ) {
    const one: number = predecessors.get(partner)!;
    matches.set(partner, one);
    partner = partnerOf.get(one);
  }
}
