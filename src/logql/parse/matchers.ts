import { compileMatcher, maskVariables } from "../../promql/index.js";
import { compactArray } from "../../promql/parse/compact-array.js";
import type { LabelName, Matcher, MatchOperator, StreamSelector } from "../syntax/ast.js";
import { parseLabelName, parseString } from "./names.js";
import type { TokenStream } from "./token-stream.js";

export const matchOperators: ReadonlySet<string> = new Set<MatchOperator>(["=", "=~", "!~", "!="]);

/** Parses `{a="1", b=~"2"}`. */
export function parseSelector(tokens: TokenStream): StreamSelector {
  const { start } = tokens;
  tokens.expect("{");
  const matchers: Matcher[] = [];
  if (tokens.kind !== "}") {
    matchers.push(parseStreamMatcher(tokens, "}"));
    while (tokens.kind !== "}") {
      if (!tokens.accept(",")) tokens.unexpected(["}", ","]);
      matchers.push(parseStreamMatcher(tokens));
    }
  }
  tokens.advance();
  return { matchers: compactArray(matchers), start, end: tokens.previousEnd };
}

/** A matcher of a selector; a dashboard variable may stand in place of the whole. */
function parseStreamMatcher(tokens: TokenStream, ...alternatives: readonly string[]): Matcher {
  const isVariable = tokens.kind === "VARIABLE";
  const label = parseLabelName(tokens, ...alternatives);
  if (isVariable && (tokens.kind === "," || tokens.kind === "}")) {
    const { name, start, end } = label;
    return { label: name, operator: "=", value: "", valueStart: end, valueEnd: end, start, end, variable: "matcher" };
  }
  return parseMatcher(tokens, label, isVariable);
}

/** Parses the operator and the value behind the label of a matcher. */
export function parseMatcher(tokens: TokenStream, label: LabelName, labelIsVariable: boolean): Matcher {
  if (!matchOperators.has(tokens.kind)) tokens.unexpected([...matchOperators]);
  const operator = tokens.kind as MatchOperator;
  tokens.advance();
  const { value, start: valueStart, end: valueEnd, variable: valueVariable } = parseString(tokens);
  if (operator === "=~" || operator === "!~") checkPattern(tokens, value, valueStart, valueEnd);
  const matcher = { label: label.name, operator, value, valueStart, valueEnd, start: label.start, end: valueEnd };
  if (valueVariable !== undefined) return { ...matcher, variable: labelIsVariable ? "label and value" : "value" };
  return labelIsVariable ? { ...matcher, variable: "label" } : matcher;
}

/** Reports a pattern of a matcher that does not compile. */
export function checkPattern(tokens: TokenStream, value: string, start: number, end: number): void {
  const pattern = tokens.dialect.grafana ? maskVariables(value, "x") : value;
  const { error } = compileMatcher(pattern);
  if (error !== undefined) tokens.report(`error parsing regexp: ${error}`, start, end);
}
