import { parseDuration } from "../../formats/prometheus/duration.js";
import type { AlertingRule } from "../../formats/prometheus/types.js";
import { formatDuration } from "../../promql/index.js";
import { annotationChanges } from "./annotation-changes.js";
import type { FieldChange, OtherValues } from "./field-change.js";

/** Lists small changes to an alerting rule besides those of its expression, and of labels that are not its author's. */
export function fieldChanges(
  rule: AlertingRule,
  fixedLabels: readonly string[],
  others: OtherValues,
): readonly FieldChange[] {
  return [
    ...durationChanges(rule, "for", "for", others.interval),
    ...durationChanges(rule, "keep_firing_for", "keepFiringFor", others.interval),
    ...labelChanges(rule, fixedLabels, others),
    ...annotationChanges(rule, others),
  ];
}

/** Lengthens and shortens a duration by one evaluation. */
function durationChanges(
  rule: AlertingRule,
  field: "for" | "keep_firing_for",
  option: string,
  interval: number,
): readonly FieldChange[] {
  const before = rule[field];
  const milliseconds = before === undefined ? undefined : parseDuration(before);
  if (before === undefined || milliseconds === undefined || milliseconds === 0) return [];
  return [milliseconds + interval, Math.max(milliseconds - interval, 0)].map((other) => {
    const after = other === 0 ? "0s" : formatDuration(other);
    return { kind: field, before, after, rule: { ...rule, [field]: after }, option: [option] };
  });
}

/** Gives the alert another severity, and drops its other labels, except those that the compiler adds. */
function labelChanges(
  rule: AlertingRule,
  fixedLabels: readonly string[],
  { severities }: OtherValues,
): readonly FieldChange[] {
  const { labels = {} } = rule;
  return Object.entries(labels).flatMap(([name, value]): readonly FieldChange[] => {
    if (name === "severity") {
      const others = severities.filter((severity) => severity !== value);
      return others.map((after) => ({
        ...{ kind: "severity", before: value, after, option: ["severity"] },
        rule: { ...rule, labels: { ...labels, severity: after } },
      }));
    }
    if (fixedLabels.includes(name)) return [];
    const { [name]: _, ...rest } = labels;
    const before = `${name}="${value}"`;
    return [{ kind: "label", before, after: "no label", rule: { ...rule, labels: rest }, option: ["labels", name] }];
  });
}
