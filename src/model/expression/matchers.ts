import { isPlainLabelName, isPlainMetricName, isReservedMetricName, quote } from "../../promql/index.js";
import { isVariable, mayHaveSeveralValues } from "../dashboard/variable.js";
import { hasKind } from "../definition/definition.js";
import { isPerEnvironment } from "../definition/per-environment.js";
import type { FixedMatch, Match, Not, Where } from "../metric/label.js";

interface RenderedSelector {
  readonly text: string;
  readonly problem?: string | undefined;
}

/**
 * Renders matchers in the order written: `{status=~"5..", tier="pro"}`; the empty string without matchers. Those that
 * vary have the value of the environment; without one, the text only tells selectors apart.
 */
export function renderSelector(matchers: Where<Record<string, number>>, environment?: string): RenderedSelector {
  const rendered = Object.entries(matchers)
    .filter((entry): entry is [string, Match<string>] => entry[1] !== undefined)
    .map(([label, match]) => renderMatcher(label, match, environment));
  const problem = rendered.find((matcher) => matcher.problem !== undefined)?.problem;
  const text = rendered.length === 0 ? "" : `{${rendered.map((matcher) => matcher.text).join(", ")}}`;
  return problem === undefined ? { text } : { text, problem };
}

/** Renders a series: `requests_total{status=~"5.."}`, or `{"http.requests", status=~"5.."}` for a name that needs quotes. */
export function renderSeries(
  name: string,
  matchers: Where<Record<string, number>>,
  environment?: string,
): RenderedSelector {
  const { text, problem } = renderSelector(matchers, environment);
  if (isPlainMetricName(name) && !isReservedMetricName(name)) return { text: `${name}${text}`, problem };
  const rest = text === "" ? "}" : `, ${text.slice(1)}`;
  return { text: `{${quote(name)}${rest}`, problem };
}

/** Renders the name of a label: `app`, or `"http.route"`, which needs quotes. */
export function renderLabelName(label: string): string {
  return isPlainLabelName(label) ? label : quote(label);
}

function renderMatcher(name: string, match: Match<string>, environment: string | undefined): RenderedSelector {
  const label = renderLabelName(name);
  if (isPerEnvironment(match)) {
    const value = environment === undefined ? describeValues(match.values) : match.values[environment];
    if (value !== undefined) return renderMatcher(name, value as FixedMatch<string>, environment);
    return { text: `${label}=""`, problem: `has no value of "${name}" for the environment "${environment}"` };
  }
  if (isVariable(match)) {
    return { text: `${label}${mayHaveSeveralValues(match) ? "=~" : "="}"$${match.name}"` };
  }
  if (isNot(match)) return renderValues(label, match.match, "!=", "!~");
  return renderValues(label, match as Exclude<typeof match, { kind: "variable" }>, "=", "=~");
}

function describeValues(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([environment, value]) => `${environment}: ${renderMatcher("", value as FixedMatch<string>, undefined).text}`)
    .join(", ");
}

function isNot(match: Match<string>): match is Not<string> {
  return hasKind(match, "not");
}

function renderValues(label: string, match: string | readonly string[] | RegExp, equal: string, like: string) {
  if (typeof match === "string") return { text: `${label}${equal}${quote(match)}` };
  if (match instanceof RegExp) return renderRegex(label, match, like);
  if (match.length === 1) return { text: `${label}${equal}${quote(match[0]!)}` };
  const text = `${label}${like}${quote(match.map(escapeRegex).join("|"))}`;
  return match.length === 0
    ? { text, problem: `matches no value of "${label.replace(/^"|"$/g, "")}": the list is empty` }
    : { text };
}

function renderRegex(label: string, regex: RegExp, like: string): RenderedSelector {
  // A regular expression literal must escape the slash; RE2 has no such escape.
  const source = regex.source.replace(/\\\//g, "/");
  const pattern = regex.flags.includes("i") ? `(?i)${source}` : source;
  const unsupported = regex.flags.replace(/[iu]/g, "");
  const text = `${label}${like}${quote(pattern)}`;
  return unsupported === ""
    ? { text }
    : { text, problem: `uses the flag "${unsupported}", which Prometheus does not have` };
}

export function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
