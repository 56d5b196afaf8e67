import { isVariable } from "../dashboard/variable.js";
import { hasKind } from "../definition/definition.js";
import type { Match, Not, Where } from "../metric/label.js";

interface RenderedSelector {
  readonly text: string;
  readonly problem?: string;
}

/** Renders matchers in the order written: `{status=~"5..", tier="pro"}`; the empty string without matchers. */
export function renderSelector(matchers: Where<Record<string, number>>): RenderedSelector {
  const rendered = Object.entries(matchers)
    .filter((entry): entry is [string, Match<string>] => entry[1] !== undefined)
    .map(([label, match]) => renderMatcher(label, match));
  const problem = rendered.find((matcher) => matcher.problem !== undefined)?.problem;
  const text = rendered.length === 0 ? "" : `{${rendered.map((matcher) => matcher.text).join(", ")}}`;
  return problem === undefined ? { text } : { text, problem };
}

function renderMatcher(label: string, match: Match<string>): RenderedSelector {
  if (isVariable(match)) {
    const isMultiValue = (match.from === "label" || match.from === "list") && (match.multiple || match.all);
    return { text: `${label}${isMultiValue ? "=~" : "="}"$${match.name}"` };
  }
  if (isNot(match)) return renderValues(label, match.match, "!=", "!~");
  return renderValues(label, match as Exclude<typeof match, { kind: "variable" }>, "=", "=~");
}

function isNot(match: Match<string>): match is Not<string> {
  return hasKind(match, "not");
}

function renderValues(label: string, match: string | readonly string[] | RegExp, equal: string, like: string) {
  if (typeof match === "string") return { text: `${label}${equal}${quote(match)}` };
  if (match instanceof RegExp) return renderRegex(label, match, like);
  if (match.length === 1) return { text: `${label}${equal}${quote(match[0]!)}` };
  const text = `${label}${like}${quote(match.map(escapeRegex).join("|"))}`;
  return match.length === 0 ? { text, problem: `matches no value of "${label}": the list is empty` } : { text };
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

function quote(value: string): string {
  return `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
