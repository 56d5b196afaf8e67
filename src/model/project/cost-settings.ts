import { number, type OptionTable, object, record, required, text } from "../definition/option-table.js";

/** The prices of a plan, in dollars a month. */
export interface Prices {
  /** The name of the plan. */
  readonly plan: string;
  /** The day on which these prices were looked up: `2026-05-25`. */
  readonly asOf: string;
  /** The fee for the plan itself. */
  readonly fee: number;
  readonly series: {
    /** Active series that the fee includes. */
    readonly included: number;
    /** The price of a thousand more. */
    readonly perThousand: number;
    /** Samples a minute that each series may have: more count as further series. */
    readonly samplesPerMinute: number;
  };
  /** Logs, in gigabytes a month. */
  readonly logs: { readonly included: number; readonly perGigabyte: number };
  /** Traces, in gigabytes a month. */
  readonly traces: { readonly included: number; readonly perGigabyte: number };
}

/** Volumes and budgets of a system in its environments, each a month. */
export interface SystemCostSettings {
  /** Gigabytes of logs. @default 0 */
  readonly logs?: number;
  /** Gigabytes of traces. @default 0 */
  readonly traces?: number;
  /** The most active series that it may have. */
  readonly maxSeries?: number;
  /** The most dollars that it may cost. */
  readonly maxDollars?: number;
}

export interface CostSettings {
  /** @default Grafana Cloud Pro */
  readonly prices?: Prices;
  /** By the name of the system. */
  readonly systems?: { readonly [system: string]: SystemCostSettings };
}

const volumePrice = object({ included: required(number), perGigabyte: required(number) });

const pricesOptions = {
  plan: required(text),
  asOf: required(text),
  fee: required(number),
  series: required(
    object({ included: required(number), perThousand: required(number), samplesPerMinute: required(number) }),
  ),
  logs: required(volumePrice),
  traces: required(volumePrice),
} as const satisfies OptionTable<Prices>;

const systemCostOptions = {
  logs: number,
  traces: number,
  maxSeries: number,
  maxDollars: number,
} as const satisfies OptionTable<SystemCostSettings>;

export const costOptions = {
  prices: object(pricesOptions),
  systems: record(object(systemCostOptions)),
} as const satisfies OptionTable<CostSettings>;
