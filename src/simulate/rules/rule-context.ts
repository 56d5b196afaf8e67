import type { QueryOptions } from "../../promql/evaluate/index.js";
import type { PrometheusVersion } from "../../promql/index.js";

/** What all rules of an engine have in common. */
export interface RuleContext {
  /** The store that rules read, and how. */
  readonly queries: QueryOptions;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  readonly version: PrometheusVersion;
}
