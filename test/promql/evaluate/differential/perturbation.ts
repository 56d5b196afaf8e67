import type { Store } from "../../../../src/promql/evaluate/index.js";
import type { RemoteWriteSeries } from "../../../prometheus/remote-write.js";
import { storeOf } from "./evaluate-ours.js";
import { Random } from "./random.js";
import { withPerturbedFunctions } from "./rounding.js";

/** The part of itself by which a term may be off: the tolerance of the comparison. */
export const tolerance = 1e-12;

/** How often an evaluation is disturbed to see what becomes of it. */
const disturbances = 16;

/**
 * Values are moved by this part of the tolerance only, and what comes of it is taken so many times. What another order of
 * the terms does to rounding is so much smaller that sixteen of them seldom show the most.
 */
export const part = 16;

/** The same series once more, disturbed. */
interface PerturbedStore {
  readonly store: Store;
  readonly seed: number;
}

/**
 * Series in another order, each sample moved up or down by the tolerance (equal ones alike), several times over. What
 * that does to the result of a query is what its terms count in it, each by its size.
 */
export function perturbStores(series: readonly RemoteWriteSeries[]): PerturbedStore[] {
  return Array.from({ length: disturbances }, (_, seed) => {
    const random = new Random(seed);
    const moved = new Map<number, number>();
    const move = (value: number): number => {
      const known = moved.get(value);
      if (known !== undefined) return known;
      const result = perturb(value, random);
      moved.set(value, result);
      return result;
    };
    const others = series.map(({ labels, samples }) => ({
      labels,
      samples: samples.map(([time, value]) => [time, typeof value === "number" ? move(value) : value] as const),
    }));
    return { store: storeOf(shuffle(others, random)), seed };
  });
}

/** Evaluates something on each of the disturbed stores, its inexact functions disturbed likewise. */
export function evaluatePerturbed<Result>(
  stores: readonly PerturbedStore[],
  evaluate: (store: Store) => Result,
): Result[] {
  return stores.map(({ store, seed }) => {
    const random = new Random(seed);
    return withPerturbedFunctions(
      (value) => perturb(value, random),
      () => evaluate(store),
    );
  });
}

function perturb(value: number, random: Random): number {
  return value * (random.chance(0.5) ? 1 + tolerance / part : 1 - tolerance / part);
}

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
