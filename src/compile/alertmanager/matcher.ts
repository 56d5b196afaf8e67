import { isPlainLabelName } from "../../promql/index.js";

/** Renders a matcher of a label with a value: `severity="critical"`. */
export function renderMatcher(label: string, value: string): string {
  return `${quoteName(label)}=${quote(value)}`;
}

/** Renders a matcher of a label with one of several values: `alertname=~"HighErrorRate|HighLatency"`. */
export function renderAlternatives(label: string, values: readonly string[]): string {
  if (values.length === 1) return renderMatcher(label, values[0]!);
  return `${quoteName(label)}=~${quote(values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"))}`;
}

function quoteName(label: string): string {
  return isPlainLabelName(label) ? label : quote(label);
}

function quote(value: string): string {
  return `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}
