import type { LabelList, VectorMatching } from "../syntax/ast.js";
import { parseDuration, parseNumber } from "../syntax/numerals.js";
import { parseLabelList } from "./label-list.js";
import { featureHint } from "./name-hint.js";
import type { TokenStream } from "./token-stream.js";

/** The modifiers between a binary operator and its right operand. */
export interface BinaryModifiers {
  readonly bool: boolean;
  readonly matching: VectorMatching | undefined;
}

const noModifiers: BinaryModifiers = { bool: false, matching: undefined };

export function parseBinaryModifiers(tokens: TokenStream, operatorStart: number): BinaryModifiers {
  const bool = tokens.kind === "bool";
  if (bool) tokens.advance();
  let matching: VectorMatching | undefined;
  if (tokens.kind === "on" || tokens.kind === "ignoring") matching = parseMatching(tokens);
  if (tokens.kind.startsWith("fill")) matching = parseFill(tokens, matching, operatorStart);
  return bool || matching ? { bool, matching } : noModifiers;
}

function parseMatching(tokens: TokenStream): VectorMatching {
  const on = tokens.kind === "on";
  tokens.advance();
  const labels = parseLabelList(tokens);
  let group: "left" | "right" | undefined;
  let include: LabelList | undefined;
  if (tokens.kind === "group_left" || tokens.kind === "group_right") {
    group = tokens.kind === "group_left" ? "left" : "right";
    tokens.advance();
    if ((tokens.kind as string) === "(") include = parseLabelList(tokens);
  }
  return { on, labels, group, include };
}

/** `fill(0)`, or `fill_left(0)` and `fill_right(0)` in either order. */
function parseFill(tokens: TokenStream, before: VectorMatching | undefined, operatorStart: number): VectorMatching {
  const matching = before ?? { on: false, labels: undefined, group: undefined, include: undefined };
  const { kind } = tokens;
  const value = parseFillValue(tokens);
  if (!tokens.grammar.fillModifiersEnabled) {
    const hint = featureHint("promql-binop-fill-modifiers");
    const { previousEnd } = tokens;
    tokens.report("binop fill modifiers are experimental and not enabled", operatorStart, previousEnd, hint);
  }
  if (kind === "fill") return { ...matching, fillLeft: value, fillRight: value };
  if (kind === "fill_left") {
    return { ...matching, fillLeft: value, ...(tokens.kind === "fill_right" && { fillRight: parseFillValue(tokens) }) };
  }
  return { ...matching, ...(tokens.kind === "fill_left" && { fillLeft: parseFillValue(tokens) }), fillRight: value };
}

function parseFillValue(tokens: TokenStream): number {
  const context = "fill modifier";
  tokens.advance();
  tokens.expect("(", context, '"("');
  const sign = tokens.kind === "-" ? -1 : 1;
  if (tokens.kind === "-" || tokens.kind === "+") tokens.advance();
  const { kind, start, end, written } = tokens;
  if (kind !== "number" && kind !== "duration") tokens.unexpected(context, "number");
  const value = kind === "number" ? parseNumber(written) : parseDuration(written);
  if (typeof value === "string") tokens.report(value, start, end);
  tokens.advance();
  tokens.expect(")", context, '")"');
  if (typeof value === "string") return 0;
  return sign * (kind === "number" ? value : value / 1000);
}
