/**
 * Whether everything that is expected can be paired with something of its own that was got, and nothing is left: one
 * expectation may fit several, so that taking the first that fits will not do.
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

/** Finds a partner for one more, moving others to another partner of theirs where need be. */
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

/** Gives a free partner to who asked for it, the partner that one had to who asked for that, and so on. */
function flipPath(free: number, predecessors: ReadonlyMap<number, number>, matches: Map<number, number>): void {
  const partnerOf = new Map(Array.from(matches, ([partner, one]) => [one, partner]));
  for (let partner: number | undefined = free; partner !== undefined; ) {
    const one: number = predecessors.get(partner)!;
    matches.set(partner, one);
    partner = partnerOf.get(one);
  }
}
