import { compose } from "../../../model/expression/compose.js";
import { type Condition, isCondition, type Query } from "../../../model/expression/query.js";
import { inferLabels, type LabelSet, parse, presence, type SeriesLookup } from "../../../promql/index.js";
import type { CompiledQuery } from "../../compiled.js";
import { reportError, type Scope, type Subject } from "../../scope.js";

/**
 * Reports a condition whose outage has other labels than its own result: the alert would resolve when the outage begins,
 * and another one would fire.
 */
export function checkOutageLabels(
  scope: Scope,
  subject: Subject,
  when: Condition | Query,
  { expr }: CompiledQuery,
  lookup: SeriesLookup,
): void {
  if (!isCondition(when)) return;
  for (const { condition, outage } of when.traits.kept) {
    // Mostly, the condition and the outage are the sides of the whole expression, and need not be parsed again.
    const whole = when.query.holes[0] === condition && expr?.kind === "binary" && expr.operator === "or" && expr;
    const own = whole ? inferLabels(whole.left, lookup) : inferResult(scope, condition, lookup);
    const other = whole ? inferLabels(whole.right, lookup) : inferResult(scope, outage, lookup);
    if (!own || !other) continue;
    const missing = labelsBeyond(own, other);
    const added = labelsBeyond(other, own);
    if (missing.length === 0 && added.length === 0) continue;
    reportError(scope, "definition/outage-labels", subject, {
      summary: `the outage has other labels than the condition: ${describe(other)} instead of ${describe(own)}`,
      details: "Labels identify an alert: this one would resolve when the outage begins, and another one would fire.",
      fix:
        missing.length > 0
          ? `leave ${missing.join(" and ")} out of what is compared, or alert on the outage separately`
          : `compare a result with the label ${added.join(" and ")}`,
      option: ["when"],
    });
    return;
  }
}

function inferResult(scope: Scope, query: Query, lookup: SeriesLookup): LabelSet | undefined {
  const { text, problems } = compose(query, scope.settings.environment, () => true);
  const { expr, errors } = parse(text, scope.dialects.rule);
  return expr && errors.length + problems.length === 0 ? inferLabels(expr, lookup) : undefined;
}

/** The labels that a result has, and another one never. */
function labelsBeyond(set: LabelSet, other: LabelSet): readonly string[] {
  return listed(set).filter((label) => presence(other, label) === "never");
}

function listed({ labels }: LabelSet): readonly string[] {
  return [...labels].flatMap(([label, there]) => (there === "never" || label === "__name__" ? [] : [label])).sort();
}

function describe(set: LabelSet): string {
  const labels = listed(set);
  return labels.length === 0 ? "none" : labels.join(", ");
}
