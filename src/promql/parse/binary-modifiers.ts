import type { LabelList, VectorMatching } from "../syntax/ast.js";
import { parseDuration, parseNumber } from "../syntax/numerals.js";
import { parseLabelList } from "./label-list.js";
import type { TokenStream } from "./token-stream.js";

/** What may stand between a binary operator and its right operand. */
export interface BinaryModifiers {
  readonly bool: boolean;
  readonly matching: VectorMatching | undefined;
}

const none: BinaryModifiers = { bool: false, matching: undefined };

export function parseBinaryModifiers(source: TokenStream, operatorStart: number): BinaryModifiers {
  const bool = source.kind === "bool";
  if (bool) source.advance();
  let matching: VectorMatching | undefined;
  if (source.kind === "on" || source.kind === "ignoring") matching = parseMatching(source);
  if (source.kind.startsWith("fill")) matching = parseFill(source, matching, operatorStart);
  return bool || matching ? { bool, matching } : none;
}

function parseMatching(source: TokenStream): VectorMatching {
  const on = source.kind === "on";
  source.advance();
  const labels = parseLabelList(source);
  let group: "left" | "right" | undefined;
  let include: LabelList | undefined;
  if (source.kind === "group_left" || source.kind === "group_right") {
    group = source.kind === "group_left" ? "left" : "right";
    source.advance();
    if ((source.kind as string) === "(") include = parseLabelList(source);
  }
  return { on, labels, group, include };
}

/** `fill(0)`, or `fill_left(0)` and `fill_right(0)` in either order. */
function parseFill(source: TokenStream, before: VectorMatching | undefined, operatorStart: number): VectorMatching {
  const matching = before ?? { on: false, labels: undefined, group: undefined, include: undefined };
  const { kind } = source;
  const value = parseFillValue(source);
  if (!source.grammar.fillModifiersEnabled) {
    const hint = "enable the feature promql-binop-fill-modifiers";
    const { previousEnd } = source;
    source.report("binop fill modifiers are experimental and not enabled", operatorStart, previousEnd, hint);
  }
  if (kind === "fill") return { ...matching, fillLeft: value, fillRight: value };
  if (kind === "fill_left") {
    return { ...matching, fillLeft: value, ...(source.kind === "fill_right" && { fillRight: parseFillValue(source) }) };
  }
  return { ...matching, ...(source.kind === "fill_left" && { fillLeft: parseFillValue(source) }), fillRight: value };
}

function parseFillValue(source: TokenStream): number {
  const context = "fill modifier";
  source.advance();
  source.expect("(", context, '"("');
  const sign = source.kind === "-" ? -1 : 1;
  if (source.kind === "-" || source.kind === "+") source.advance();
  const { kind, start, end, written } = source;
  if (kind !== "number" && kind !== "duration") source.unexpected(context, "number");
  const value = kind === "number" ? parseNumber(written) : parseDuration(written);
  if (typeof value === "string") source.report(value, start, end);
  source.advance();
  source.expect(")", context, '")"');
  if (typeof value === "string") return 0;
  return sign * (kind === "number" ? value : value / 1000);
}
