import type { Expr } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { RangeValue } from "../vector/value.js";
import type { Window } from "./window.js";

/** A call of a function over ranges. */
export interface RangeCall {
  readonly name: string;
  readonly context: Context;
  /** The argument that is the range, for annotations. */
  readonly argument: Expr;
  readonly args: readonly Expr[];
  /** The scalar arguments, one value a step each. */
  readonly parameters: readonly Float64Array[];
  /** The result still is the metric. */
  readonly keepsName: boolean;
  /** How long the range is, in milliseconds. */
  readonly range: number;
  readonly extension: RangeValue["extension"];
}

/** What becomes of the samples in a window; undefined when nothing does. */
export type RangeFunction = (window: Window, call: RangeCall) => number | NativeHistogram | undefined;
