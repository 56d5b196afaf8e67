/** A seeded pseudo-random generator: numbers from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/**
 * Creates a generator from a seed. Generators with different seeds are independent, so that adding a series does not
 * change the others.
 *
 * @example
 * const random = createRandom("seed", "user_cache_size", "pod-1");
 */
export function createRandom(...seed: readonly (string | number)[]): Random {
  let state = fnv1a(seed.join("\n"));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a log-uniform random number between two positive bounds. */
export function logUniform(random: Random, low: number, high: number): number {
  return low * (high / low) ** random();
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
