import type { Store } from "../../../../src/promql/evaluate/index.js";
import type { RemoteWriteSeries } from "../../../prometheus/remote-write.js";
import { fillStore } from "./evaluate-ours.js";
import { Random } from "./random.js";
import { withPerturbedFunctions } from "./rounding.js";

/** The relative error allowed in a term: the tolerance of the comparison. */
export const tolerance = 1e-12;

/** The number of perturbed evaluations. */
const perturbationCount = 16;

/**
 * Values are perturbed by a fraction of the tolerance, and the effect is multiplied accordingly. Reordering terms
 * changes the rounding by so much less that sixteen runs rarely show the maximum.
 */
export const part = 16;

/** A perturbed copy of the series. */
interface PerturbedStore {
  readonly store: Store;
  readonly seed: number;
}

/**
 * Copies the series several times in another order, with each sample moved up or down by the tolerance (equal ones
 * alike). The effect on a result measures the weight of its terms, each by its size.
 */
export function perturbStores(series: readonly RemoteWriteSeries[]): PerturbedStore[] {
  return Array.from({ length: perturbationCount }, (_, seed) => {
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
    return { store: fillStore(shuffle(others, random)), seed };
  });
}

/** Evaluates on each perturbed store, with inexact functions perturbed likewise. */
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
