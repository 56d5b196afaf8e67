import { nearest } from "../../diagnostics/nearest.js";
import {
  alertTemplateOptions,
  findLabelUses,
  findPlainLabels,
  labelReference,
  parseTemplate,
} from "../../gotemplate/index.js";
import { postOrder } from "../../logql/index.js";
import { type LabelSet, presence } from "../../promql/index.js";
import type { Check, Finding, LogqlSubject, RuleSubject } from "../check.js";
import { labelsOfLogs } from "../expression/streams.js";

/** A template that prints a label which the alert's expression does not yield. */
export const unknownTemplateLabel: Check = {
  id: "template/unknown-label",
  after: ["promql/unknown-label"],
  on: "rule",
  of: "alert",
  *run(rule, query) {
    if (!("alert" in rule.data)) return;
    const result = query ? query.labelsOf(query.expr) : rule.logql && labelsOfLogs(rule.logql);
    if (!result) return;
    const isAggregated = query ? query.parts.aggregations.length > 0 : isAggregatedLogs(rule.logql!);
    const { labels = {}, annotations = {} } = rule.data;
    for (const [field, texts] of [["labels", labels] as const, ["annotations", annotations] as const]) {
      for (const [key, text] of Object.entries(texts)) {
        for (const label of labelsIn(text)) {
          if (!mayHaveLabel(label, result, rule))
            yield { ...toFinding(label, result, isAggregated), at: rule.locate(field, key) };
        }
      }
    }
  },
};

/** Any release will do: it decides which functions exist, not which labels are read. */
const options = alertTemplateOptions({ major: 3, minor: 16 });

function labelsIn(text: string): ReadonlySet<string> {
  const plain = findPlainLabels(text);
  if (plain) return new Set(plain);
  const { template } = parseTemplate(text, options);
  const uses = template ? findLabelUses(template).labels : [];
  return new Set(uses.flatMap(({ label, fields }) => (fields.length === 0 ? [label] : [])));
}

/** Labels that alerts have by convention, and series hardly ever do. */
const alertLabels = new Set(["alertname", "severity"]);

/** Labels of every scraped series. */
const targetLabels = new Set(["job", "instance"]);

/**
 * True if the result may have a label. Prometheus adds the alert's name and the rule's labels only after it executes the
 * templates. A rule whose own label reads `$labels.x` relies on the series having `x`.
 */
function mayHaveLabel(label: string, result: LabelSet, { data }: RuleSubject): boolean {
  const there = presence(result, label);
  if (there !== "possible") return there === "certain";
  if (result.labels.has(label) || targetLabels.has(label)) return true;
  const own = data.labels?.[label];
  return own === undefined ? label !== "alertname" : own.includes(`abels.${label}`);
}

function toFinding(label: string, result: LabelSet, isAggregated: boolean): Omit<Finding, "at"> {
  if (presence(result, label) === "never") {
    return {
      summary: `the expression yields no label "${label}"`,
      details: `\`{{ ${labelReference(label)} }}\` is empty in the notification.`,
      fix: fixFor(label, result, isAggregated),
    };
  }
  const summary = `the label "${label}" is added to the alert after its templates are executed`;
  const held = `\`$labels\` holds what the expression yields: \`{{ ${labelReference(label)} }}\` prints`;
  if (alertLabels.has(label)) {
    return { severity: "warning", summary, details: `${held} nothing.`, fix: "write the value itself" };
  }
  return {
    severity: "info",
    summary,
    details: `${held} the label of the series if it has one, and nothing otherwise.`,
    fix: "write the value itself, unless the series has the label",
  };
}

function isAggregatedLogs({ expr }: LogqlSubject): boolean {
  return postOrder(expr).some(({ kind }) => kind === "vector aggregation");
}

function fixFor(label: string, { labels }: LabelSet, isAggregated: boolean): string {
  const yielded = [...labels].filter(([name, there]) => there !== "never" && name !== "__name__").map(([name]) => name);
  const suggestion = nearest(label, yielded);
  if (suggestion !== undefined) return `did you mean \`${labelReference(suggestion)}\`?`;
  const others = yielded.length === 0 ? "leave it out" : `use one that it yields (${yielded.join(", ")})`;
  return isAggregated ? `${others}, or aggregate by \`${label}\` too` : others;
}
