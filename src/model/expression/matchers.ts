import { isVariable } from "../dashboard/variable.js";
import type { Match, Not, Where } from "../metric/label.js";

interface Rendered {
  readonly text: string;
  readonly problem?: string;
}

/** `{status=~"5..", tier="pro"}`, in the order written; nothing at all where there are no matchers. */
export function selectorText(matchers: Where<Record<string, number>>): Rendered {
  const rendered = Object.entries(matchers)
    .filter((entry): entry is [string, Match<string>] => entry[1] !== undefined)
    .map(([label, match]) => matcherText(label, match));
  const problem = rendered.find((matcher) => matcher.problem !== undefined)?.problem;
  const text = rendered.length === 0 ? "" : `{${rendered.map((matcher) => matcher.text).join(", ")}}`;
  return problem === undefined ? { text } : { text, problem };
}

function matcherText(label: string, match: Match<string>): Rendered {
  if (isVariable(match)) {
    const several = (match.from === "label" || match.from === "list") && (match.multiple || match.all);
    return { text: `${label}${several ? "=~" : "="}"$${match.name}"` };
  }
  if (isNot(match)) return positive(label, match.match, "!=", "!~");
  return positive(label, match, "=", "=~");
}

function isNot(match: Match<string>): match is Not<string> {
  return typeof match === "object" && (match as { kind?: unknown }).kind === "not";
}

function positive(label: string, match: string | readonly string[] | RegExp, equal: string, like: string): Rendered {
  if (typeof match === "string") return { text: `${label}${equal}${quote(match)}` };
  if (match instanceof RegExp) return regexText(label, match, like);
  if (match.length === 1) return { text: `${label}${equal}${quote(match[0]!)}` };
  const text = `${label}${like}${quote(match.map(escapeRegex).join("|"))}`;
  return match.length === 0 ? { text, problem: `matches no value of "${label}": the list is empty` } : { text };
}

function regexText(label: string, regex: RegExp, like: string): Rendered {
  // A regular expression literal must escape the slash; RE2 has no such escape.
  const source = regex.source.replace(/\\\//g, "/");
  const folded = regex.flags.includes("i") ? `(?i)${source}` : source;
  const foreign = regex.flags.replace(/[iu]/g, "");
  const text = `${label}${like}${quote(folded)}`;
  return foreign === "" ? { text } : { text, problem: `uses the flag "${foreign}", which Prometheus does not have` };
}

function quote(value: string): string {
  return `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}

function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
