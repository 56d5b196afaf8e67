import type { PrometheusVersion } from "../../promql/index.js";
import type { RuleVector } from "./expression/rule-query.js";

/** Settings that all rules of one language share. */
export interface RuleContext {
  /** Evaluates a query of a template at one time. */
  readonly query: (expr: string, time: number) => RuleVector;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  /** The release whose templates apply. */
  readonly version: PrometheusVersion;
}
