import type { SystemCost } from "./estimate-cost.js";

/** How the cost of a system in an environment differs from an earlier revision. */
export interface CostDifference {
  readonly system: string;
  readonly environment: string;
  readonly series: number;
  readonly samplesPerMinute: number;
  /** A month. */
  readonly dollars: number;
  /** The metrics whose series differ, those that differ most first. */
  readonly metrics: readonly { readonly service: string; readonly metric: string; readonly series: number }[];
}

/** Lists the systems whose cost differs, in each environment. */
export function compareCosts(before: readonly SystemCost[], now: readonly SystemCost[]): readonly CostDifference[] {
  const sides = new Map<string, { old?: SystemCost; current?: SystemCost }>();
  for (const old of before) sides.set(keyOf(old), { old });
  for (const current of now) sides.set(keyOf(current), { ...sides.get(keyOf(current)), current });
  return [...sides.values()].flatMap(({ old, current }) => {
    const { system, environment } = (current ?? old)!;
    const series = (current?.series ?? 0) - (old?.series ?? 0);
    const samplesPerMinute = (current?.samplesPerMinute ?? 0) - (old?.samplesPerMinute ?? 0);
    const dollars = (current?.dollars ?? 0) - (old?.dollars ?? 0);
    if (series === 0 && Math.abs(dollars) < 0.005) return [];
    return [{ system, environment, series, samplesPerMinute, dollars, metrics: compareMetrics(old, current) }];
  });
}

function keyOf({ system, environment }: SystemCost): string {
  return JSON.stringify([system, environment]);
}

function compareMetrics(old: SystemCost | undefined, current: SystemCost | undefined): CostDifference["metrics"] {
  const counts = (cost: SystemCost | undefined) =>
    new Map(
      (cost?.services ?? []).flatMap(({ service, metrics }) =>
        metrics.map(({ metric, series }) => [JSON.stringify([service, metric]), { service, metric, series }] as const),
      ),
    );
  const [before, now] = [counts(old), counts(current)];
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((key) => {
      const { service, metric } = (now.get(key) ?? before.get(key))!;
      return { service, metric, series: (now.get(key)?.series ?? 0) - (before.get(key)?.series ?? 0) };
    })
    .filter(({ series }) => series !== 0)
    .sort((one, other) => Math.abs(other.series) - Math.abs(one.series));
}
