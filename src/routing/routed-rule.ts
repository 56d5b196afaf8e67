import type { RuleLanguage } from "../formats/prometheus/types.js";
import type { Labels } from "./label-test.js";

/** An alerting rule as routes see it. */
export interface RoutedRule {
  readonly name: string;
  readonly expr: string;
  readonly language: RuleLanguage;
  /** The labels that it sets, some of them templates. */
  readonly labels: Labels;
}
