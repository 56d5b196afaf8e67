import type { Metric, NativeHistogram } from "../../promql/evaluate/index.js";
import type { Alert, AlertState } from "./alert.js";
import { labelRecord } from "./alert-templates.js";
import { displayValue } from "./expression/rule-query.js";
import type { RuleReference } from "./group.js";
import type { OutputSeries } from "./rule-output.js";

/** The mutable state of one alert between evaluations. */
export interface ActiveAlert {
  readonly metric: Metric;
  readonly activeAt: number;
  state: AlertState;
  value: number | NativeHistogram;
  /** Expanded lazily. */
  annotations: () => Readonly<Record<string, string>>;
  firedAt: number | undefined;
  keepFiringSince: number | undefined;
  resolvedAt: number | undefined;
  /** Its series in the store, once written: `ALERTS` by state, and `ALERTS_FOR_STATE`. */
  readonly series: { pending?: OutputSeries; firing?: OutputSeries; since?: OutputSeries };
}

/** Takes an immutable snapshot of an alert. */
export function snapshot(rule: RuleReference, name: string, active: ActiveAlert): Alert {
  const { metric, activeAt, state, value, annotations, firedAt, keepFiringSince, resolvedAt } = active;
  return {
    rule,
    name,
    labels: labelRecord(metric),
    get annotations() {
      return annotations();
    },
    state,
    activeAt,
    firedAt,
    keepFiringSince,
    resolvedAt,
    value: displayValue(value),
  };
}
