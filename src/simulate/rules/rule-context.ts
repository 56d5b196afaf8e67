import type { QueryOptions } from "../../promql/evaluate/index.js";
import type { PrometheusVersion } from "../../promql/index.js";

/** Settings that all rules of an engine share. */
export interface RuleContext {
  /** Options of queries, including the store. */
  readonly queries: QueryOptions;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  readonly version: PrometheusVersion;
}
