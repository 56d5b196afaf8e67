import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { RuleDifference } from "./difference.js";

/** The comparison of a project's rules on two releases of Prometheus. */
export interface UpgradeRun {
  /** The releases that the project targets: one, or one for some environments. */
  readonly from: readonly string[];
  readonly to: string;
  /** The number of rules that were compared. */
  readonly rules: number;
  /** The number of rules that Loki evaluates: no release of Prometheus changes them. */
  readonly lokiRules: number;
  readonly scenarios: ScenarioCounts;
  /** Rules that the other release refuses, and each rule that behaves differently. */
  readonly diagnostics: readonly Diagnostic[];
  readonly differences: readonly RuleDifference[];
  readonly milliseconds: number;
}

export interface ScenarioCounts {
  readonly tests: number;
  readonly simulations: number;
  /** Systems with generated series, each once for an environment. */
  readonly generated: number;
}
