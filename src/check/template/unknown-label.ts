import { nearest } from "../../formats/grafana/nearest.js";
import { alertTemplate, parseTemplate, templateLabels } from "../../gotemplate/index.js";
import { type LabelSet, presence } from "../../promql/index.js";
import type { Check, Finding, RuleSubject } from "../check.js";

/** A template that prints a label which the alert's expression does not yield. */
export const unknownTemplateLabel: Check = {
  id: "template/unknown-label",
  severity: "error",
  on: "rule",
  *run(rule) {
    if (!("alert" in rule.data) || rule.query === undefined) return;
    const { labels = {}, annotations = {} } = rule.data;
    for (const [field, texts] of [["labels", labels] as const, ["annotations", annotations] as const]) {
      for (const [key, text] of Object.entries(texts)) {
        for (const label of labelsIn(text)) {
          const found = findingOf(label, rule.query.labelsOf(rule.query.expr), rule);
          if (found) yield { ...found, at: rule.locate(field, key) };
        }
      }
    }
  },
};

/** Which release reads it matters to what may be called, not to which labels are read. */
const options = alertTemplate({ major: 3, minor: 14 });

function labelsIn(text: string): ReadonlySet<string> {
  if (!text.includes("{{")) return new Set();
  const { template } = parseTemplate(text, options);
  return new Set(template && templateLabels(template).labels.map(({ label }) => label));
}

function findingOf(label: string, result: LabelSet, rule: RuleSubject): Omit<Finding, "at"> | undefined {
  const there = presence(result, label);
  if (there === "never") {
    return {
      summary: `the expression yields no label "${label}"`,
      details: `\`{{ $labels.${label} }}\` prints nothing, in the one message that should say where to look.`,
      fix: fixFor(label, result),
    };
  }
  if (there === "certain" || !isAddedLater(label, rule)) return undefined;
  return {
    severity: "warning",
    summary: `the label "${label}" is added to the alert after its templates are filled in`,
    details: `\`$labels\` holds what the expression yields: \`{{ $labels.${label} }}\` prints nothing.`,
    fix: "write the value itself",
  };
}

/** Prometheus adds the alert's name and the rule's own labels to what the expression yields, after the templates. */
function isAddedLater(label: string, { data }: RuleSubject): boolean {
  return label === "alertname" || data.labels?.[label] !== undefined;
}

function fixFor(label: string, { labels }: LabelSet): string {
  const yielded = [...labels].filter(([name, there]) => there !== "never" && name !== "__name__").map(([name]) => name);
  const meant = nearest(label, yielded);
  if (meant !== undefined) return `did you mean \`$labels.${meant}\`?`;
  const keep = `keep it in the expression, as \`by (${[...yielded, label].join(", ")})\``;
  return yielded.length === 0 ? keep : `use one that it yields (${yielded.join(", ")}), or ${keep}`;
}
