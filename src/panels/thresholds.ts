import type { Varying } from "../model/definition/per-environment.js";

export type Color = "green" | "yellow" | "orange" | "red" | "blue" | "purple" | "text" | (string & {});

/** Colours by value: the base colour up to the first step, then that step's colour up to the next. */
export interface Thresholds {
  readonly base?: Color;
  readonly steps: readonly { readonly from: Varying<number>; readonly color: Color }[];
  /** Draw them as dashed lines in a time series. Default true. */
  readonly lines?: boolean;
}

/**
 * Marks where a value turns bad.
 *
 * @example
 * timeseries("Latency", latency, { thresholds: redAbove(2) })
 */
export function redAbove(limit: Varying<number>, options: { readonly warn?: Varying<number> } = {}): Thresholds {
  const warn = options.warn === undefined ? [] : [{ from: options.warn, color: "yellow" as const }];
  return { base: "green", steps: [...warn, { from: limit, color: "red" }] };
}

/** Marks below which value it turns bad. */
export function redBelow(limit: Varying<number>, options: { readonly warn?: Varying<number> } = {}): Thresholds {
  if (options.warn === undefined) return { base: "red", steps: [{ from: limit, color: "green" }] };
  return {
    base: "red",
    steps: [
      { from: limit, color: "yellow" },
      { from: options.warn, color: "green" },
    ],
  };
}

/** Words and colours for values: `{ "1": { text: "up", color: "green" } }`. */
export interface ValueMappings {
  readonly [value: string]: { readonly text: string; readonly color?: Color };
}
