/**
 * Whether everything that is expected can be paired with something of its own that was got, and nothing is left: one
 * expectation may fit several, so that taking the first that fits will not do.
 */
export function canPairAll<E, G>(expected: readonly E[], got: readonly G[], fits: (e: E, g: G) => boolean): boolean {
  if (expected.length !== got.length) return false;
  const candidates = expected.map((e) => got.flatMap((g, index) => (fits(e, g) ? [index] : [])));
  const takenBy = new Map<number, number>();
  return candidates.every((_, index) => pairOne(index, candidates, takenBy));
}

/** Finds a partner for one more, moving others to another partner of theirs where need be. */
function pairOne(first: number, candidates: readonly (readonly number[])[], takenBy: Map<number, number>): boolean {
  const asker = new Map<number, number>();
  const open = [first];
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    for (const partner of candidates[one]!) {
      if (asker.has(partner)) continue;
      asker.set(partner, one);
      const holder = takenBy.get(partner);
      if (holder !== undefined) open.push(holder);
      else {
        handOver(partner, asker, takenBy);
        return true;
      }
    }
  }
  return false;
}

/** Gives a free partner to who asked for it, the partner that one had to who asked for that, and so on. */
function handOver(free: number, asker: ReadonlyMap<number, number>, takenBy: Map<number, number>): void {
  const partnerOf = new Map(Array.from(takenBy, ([partner, one]) => [one, partner]));
  for (let partner: number | undefined = free; partner !== undefined; ) {
    const one: number = asker.get(partner)!;
    takenBy.set(partner, one);
    partner = partnerOf.get(one);
  }
}
