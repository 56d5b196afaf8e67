import type { Expr } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { RangeValue } from "../vector/value.js";
import type { Window } from "./window.js";

/** A call of a function of a range vector. */
export interface RangeCall {
  readonly name: string;
  readonly context: Context;
  /** The range vector argument, which annotations point at. */
  readonly argument: Expr;
  readonly args: readonly Expr[];
  /** The scalar arguments, with one value for each step. */
  readonly parameters: readonly Float64Array[];
  /** The result keeps the metric name. */
  readonly keepsName: boolean;
  /** The length of the range in milliseconds. */
  readonly range: number;
  readonly extension: RangeValue["extension"];
}

/** Computes a result from the samples in a window; undefined without one. */
export type RangeFunction = (window: Window, call: RangeCall) => number | NativeHistogram | undefined;
