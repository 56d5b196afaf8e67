import type { Metric, NativeHistogram } from "../../promql/evaluate/index.js";
import type { Alert, AlertState } from "./alert.js";
import { labelRecord } from "./alert-templates.js";
import type { RuleReference } from "./group.js";
import type { OutputSeries } from "./rule-output.js";
import { displayValue } from "./rule-query.js";

/** An alert of a rule, as it changes from evaluation to evaluation. */
export interface ActiveAlert {
  readonly metric: Metric;
  readonly activeAt: number;
  state: AlertState;
  value: number | NativeHistogram;
  /** Expanded when they are asked for. */
  annotations: () => Readonly<Record<string, string>>;
  firedAt: number | undefined;
  keepFiringSince: number | undefined;
  resolvedAt: number | undefined;
  /** Its series in the store, by state, once they are there. */
  readonly series: { pending?: OutputSeries; firing?: OutputSeries; since?: OutputSeries };
}

/** The alert as others see it, at this moment. */
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
