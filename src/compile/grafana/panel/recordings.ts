import type { RecordingRule } from "../../../model/alert/recording-rule.js";
import { compose, type References } from "../../../model/expression/compose.js";
import { parse } from "../../../promql/index.js";
import type { Scope } from "../../scope.js";
import type { Recording } from "../../series-lookup.js";

/** Collects the recording rules that an expression reads, and those that they read in turn. */
export function collectRecordings(scope: Scope, references: References): readonly Recording[] {
  const recordings = new Map<RecordingRule, Recording>();
  const open = [...references.recorded];
  for (let rule = open.pop(); rule; rule = open.pop()) {
    if (recordings.has(rule)) continue;
    const composed = compose(rule.query, scope.settings.environment, () => true);
    recordings.set(rule, { record: rule.record, expr: parse(composed.text, scope.dialects.panel).expr, labels: {} });
    open.push(...composed.references.recorded);
  }
  return [...recordings.values()];
}
