/** Numbers from 0 up to 1 that look random, and are the same again for the same seed. */
export type Random = () => number;

/**
 * Makes a stream of numbers from a text. Streams of different texts have nothing to do with each other, so that a
 * series stays as it is when another one is added.
 *
 * @example
 * const random = randomOf("seed", "user_cache_size", "pod-1");
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

/** Anywhere between two bounds above 0, small numbers as likely as large ones. */
export function logUniform(random: Random, low: number, high: number): number {
  return low * (high / low) ** random();
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
