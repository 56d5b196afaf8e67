import { requireArguments } from "../../model/definition/check-arguments.js";
import {
  boolean,
  list,
  number,
  type OptionTable,
  object,
  required,
  type Shape,
  string,
  varying,
} from "../../model/definition/option-table.js";
import type { Varying } from "../../model/definition/per-environment.js";
import type { Resolve, ThresholdsConfig } from "./field-config.js";

export type Color = "green" | "yellow" | "orange" | "red" | "blue" | "purple" | "text" | (string & {});

/** Colours by value: the base colour below the first step, and the colour of each step from its value on. */
export interface Thresholds {
  readonly base?: Color;
  readonly steps: readonly { readonly from: Varying<number>; readonly color: Color }[];
  /** Show them as dashed lines in a time series. Default true. */
  readonly lines?: boolean;
  /** Steps are shares of the scale, 0 to 100. Default false. */
  readonly percentage?: boolean;
}

const thresholdsOptions = {
  base: string,
  steps: required(list(object({ from: required(varying(number)), color: required(string) }))),
  lines: boolean,
  percentage: boolean,
} as const satisfies OptionTable<Thresholds>;

export const thresholdsShape: Shape = object(thresholdsOptions);

export interface LimitOptions {
  /**
   * The value from which it is yellow.
   *
   * @default never
   */
  readonly warn?: Varying<number>;
}

const limitOptions = { warn: varying(number) } as const satisfies OptionTable<LimitOptions>;

function checkLimits(call: string, limit: unknown, options: unknown): void {
  requireArguments(call, [
    ["limit", limit, required(varying(number))],
    ["options", options, object(limitOptions)],
  ]);
}

/**
 * Colours values red above a limit, and green below.
 *
 * @example
 * timeseries("Latency", latency, { thresholds: redAbove(2) })
 */
export function redAbove(limit: Varying<number>, options: LimitOptions = {}): Thresholds {
  checkLimits("redAbove(…)", limit, options);
  const warn = options.warn === undefined ? [] : [{ from: options.warn, color: "yellow" as const }];
  return { base: "green", steps: [...warn, { from: limit, color: "red" }] };
}

/** Colours values red below a limit, and green above. */
export function redBelow(limit: Varying<number>, options: LimitOptions = {}): Thresholds {
  checkLimits("redBelow(…)", limit, options);
  if (options.warn === undefined) return { base: "red", steps: [{ from: limit, color: "green" }] };
  return {
    base: "red",
    steps: [
      { from: limit, color: "yellow" },
      { from: options.warn, color: "green" },
    ],
  };
}

/** Renders the steps in ascending order, as Grafana needs them, on top of the base colour. */
export function renderThresholds({ base, steps, percentage = false }: Thresholds, resolve: Resolve): ThresholdsConfig {
  const resolved = steps.flatMap(({ from, color }) => {
    const value = resolve(from, "a threshold");
    return value === undefined ? [] : [{ value, color }];
  });
  resolved.sort((left, right) => left.value - right.value);
  const mode = percentage ? "percentage" : "absolute";
  return { mode, steps: [{ value: null, color: base ?? "green" }, ...resolved] };
}
