import { compactArray } from "../../promql/parse/compact-array.js";
import { unquote } from "../../promql/syntax/strings.js";
import type { LabelList, LabelName, StringLiteral } from "../syntax/ast.js";
import type { TokenStream } from "./token-stream.js";

/** True at a label name, or at a dashboard variable in its place. */
export function isAtName(tokens: TokenStream): boolean {
  return tokens.kind === "IDENTIFIER" || tokens.kind === "VARIABLE";
}

/** Takes a label name. */
export function parseLabelName(tokens: TokenStream, ...alternatives: readonly string[]): LabelName {
  if (!isAtName(tokens)) tokens.unexpected(["IDENTIFIER", ...alternatives]);
  const { start, end, written: name } = tokens;
  tokens.advance();
  return { name, start, end };
}

/** Parses `name, name` up to the closing parenthesis, which it takes; the opening one was just taken. */
export function parseLabelList(tokens: TokenStream, start: number): LabelList {
  const labels: LabelName[] = [];
  if (tokens.kind !== ")") {
    labels.push(parseLabelName(tokens, ")"));
    while (tokens.kind !== ")") {
      if (!tokens.accept(",")) tokens.unexpected([",", ")"]);
      labels.push(parseLabelName(tokens));
    }
  }
  tokens.advance();
  return { labels: compactArray(labels), start, end: tokens.previousEnd };
}

/** Takes a string, or a dashboard variable in its place. */
export function parseString(tokens: TokenStream, ...alternatives: readonly string[]): StringLiteral {
  const { kind, start, end, written, variable } = tokens;
  if (kind !== "STRING" && kind !== "VARIABLE") tokens.unexpected(["STRING", ...alternatives]);
  tokens.advance();
  if (kind === "VARIABLE") return { kind: "string", value: written, quote: '"', variable, start, end };
  // An escaped surrogate is U+FFFD.
  return {
    kind: "string",
    value: unquote(written).replace(/\p{Surrogate}/gu, "\ufffd"),
    quote: written[0] as '"',
    start,
    end,
  };
}

/** Parses `ip("…")`, whose name is the current token, and returns its argument. */
export function parseIpArgument(tokens: TokenStream): StringLiteral {
  tokens.advance();
  tokens.expect("(");
  const argument = parseString(tokens);
  tokens.expect(")");
  return argument;
}
