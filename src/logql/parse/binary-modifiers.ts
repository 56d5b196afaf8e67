import type { LabelList, Matching } from "../syntax/ast.js";
import { parseLabelList } from "./names.js";
import type { TokenStream } from "./token-stream.js";

/** The modifiers between a binary operator and its right operand. */
export interface BinaryModifiers {
  readonly bool: boolean;
  readonly matching: Matching | undefined;
}

export function parseBinaryModifiers(tokens: TokenStream): BinaryModifiers {
  const bool = tokens.accept("bool");
  const { kind } = tokens;
  return { bool, matching: kind === "on" || kind === "ignoring" ? parseMatching(tokens) : undefined };
}

function parseMatching(tokens: TokenStream): Matching {
  const on = tokens.kind === "on";
  tokens.advance();
  const { start } = tokens;
  tokens.expect("(");
  const labels = parseLabelList(tokens, start);
  let group: Matching["group"];
  let include: LabelList | undefined;
  if (tokens.kind === "group_left" || tokens.kind === "group_right") {
    group = tokens.kind === "group_left" ? "left" : "right";
    tokens.advance();
    const { start: includeStart } = tokens;
    if (tokens.accept("(")) include = parseLabelList(tokens, includeStart);
  }
  return { on, labels, group, include };
}
