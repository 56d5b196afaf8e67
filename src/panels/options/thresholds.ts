import type { Varying } from "../../model/definition/per-environment.js";

export type Color = "green" | "yellow" | "orange" | "red" | "blue" | "purple" | "text" | (string & {});

/** Colours by value: the base colour below the first step, and the colour of each step from its value on. */
export interface Thresholds {
  readonly base?: Color;
  readonly steps: readonly { readonly from: Varying<number>; readonly color: Color }[];
  /** Show them as dashed lines in a time series. Default true. */
  readonly lines?: boolean;
}

/**
 * Colours values red above a limit, and green below.
 *
 * @example
 * timeseries("Latency", latency, { thresholds: redAbove(2) })
 */
export function redAbove(limit: Varying<number>, options: { readonly warn?: Varying<number> } = {}): Thresholds {
  const warn = options.warn === undefined ? [] : [{ from: options.warn, color: "yellow" as const }];
  return { base: "green", steps: [...warn, { from: limit, color: "red" }] };
}

/** Colours values red below a limit, and green above. */
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

/** Texts and colours for values: `{ "1": { text: "up", color: "green" } }`. */
export interface ValueMappings {
  readonly [value: string]: { readonly text: string; readonly color?: Color };
}
