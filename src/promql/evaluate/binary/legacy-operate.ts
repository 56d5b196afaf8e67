import type { Binary } from "../../syntax/ast.js";
import { addHistograms } from "../histogram/arithmetic.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import { type Column, histogram } from "../vector/value.js";
import { floatOperation } from "./operand.js";

/**
 * Applies an operator to two samples as 2.x does: histograms can be added; every other operator uses the floats
 * attached to them. Returns undefined if a comparison does not hold, and null if a float and a histogram match but do
 * not combine. A comparison drops the histogram.
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
