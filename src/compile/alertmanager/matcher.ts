import { isPlainLabelName } from "../../promql/index.js";

/** Renders a matcher of a label with a value: `severity="critical"`. */
export function renderMatcher(label: string, value: string, operator: "=" | "!=" = "="): string {
  return `${quoteName(label)}${operator}${quote(value)}`;
}

/** Renders a matcher of a label with a pattern, which Alertmanager anchors: `tenant=~"acme-.*"`. */
export function renderPattern(label: string, { source, flags }: RegExp, operator: "=~" | "!~" = "=~"): string {
  // A regular expression literal must escape the slash; RE2 has no such escape.
  const pattern = source.replace(/\\\//g, "/");
  return `${quoteName(label)}${operator}${quote(flags.includes("i") ? `(?i)${pattern}` : pattern)}`;
}

/** Renders a matcher of a label with one of several values: `alertname=~"HighErrorRate|HighLatency"`. */
export function renderAlternatives(label: string, values: readonly string[], isNegated = false): string {
  if (values.length === 1) return renderMatcher(label, values[0]!, isNegated ? "!=" : "=");
  return `${quoteName(label)}${isNegated ? "!~" : "=~"}${quote(values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"))}`;
}

function quoteName(label: string): string {
  return isPlainLabelName(label) ? label : quote(label);
}

function quote(value: string): string {
  return `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}
