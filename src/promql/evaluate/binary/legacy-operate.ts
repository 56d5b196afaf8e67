import type { Binary } from "../../syntax/ast.js";
import { addHistograms } from "../histogram/arithmetic.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import { type Column, histogram } from "../vector/value.js";
import { floatOperation } from "./operand.js";

/**
 * The result of an operator between two vectors at a step: histograms can be added, everything else takes the floats
 * beside them. Undefined when a comparison does not hold, and null when it does but nothing is left: a float and a
 * histogram match, but do not mix. Of a comparison the histogram is lost.
 */
export function operateOnLegacy(
  { operator, bool }: Binary,
  left: Column,
  right: Column,
  step: number,
): number | NativeHistogram | undefined | null {
  const mixed = left.kinds[step] !== right.kinds[step];
  if (operator === "+" && !mixed && left.kinds[step] === histogram) {
    return addHistograms(left.histograms![step]!, right.histograms![step]!)?.histogram;
  }
  const outcome = floatOperation(operator).of(left.values[step]!, right.values[step]!);
  if (outcome === false && !bool) return undefined;
  if (mixed) return null;
  if (typeof outcome === "number") return outcome;
  return bool ? Number(outcome) : left.values[step]!;
}
