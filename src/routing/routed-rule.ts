import type { RuleLanguage } from "../formats/prometheus/types.js";
import type { Expr } from "../promql/index.js";
import type { Labels } from "./label-test.js";

/** An alerting rule as routes see it. */
export interface RoutedRule {
  readonly name: string;
  readonly expr: string;
  readonly language: RuleLanguage;
  /** The expression in PromQL, where it is parsed already. */
  readonly parsed?: Expr | undefined;
  /** The labels that it sets, some of them templates. */
  readonly labels: Labels;
}
