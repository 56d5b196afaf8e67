import { changes, resets } from "./changes.js";
import { idelta, irate } from "./instant-rate.js";
import * as overTime from "./over-time.js";
import type { RangeFunction } from "./range-call.js";
import { delta, increase, rate } from "./rate.js";
import { deriv, doubleExponentialSmoothing, predictLinear } from "./regression.js";

/** The functions of range vectors that evaluate each series by itself. */
export const rangeFunctions: ReadonlyMap<string, RangeFunction> = new Map<string, RangeFunction>([
  ["avg_over_time", overTime.avgOverTime],
  ["changes", changes],
  ["count_over_time", overTime.countOverTime],
  ["delta", delta],
  ["deriv", deriv],
  ["double_exponential_smoothing", doubleExponentialSmoothing],
  ["first_over_time", overTime.firstOverTime],
  ["holt_winters", doubleExponentialSmoothing],
  ["idelta", idelta],
  ["increase", increase],
  ["irate", irate],
  ["last_over_time", overTime.lastOverTime],
  ["mad_over_time", overTime.madOverTime],
  ["max_over_time", overTime.maxOverTime],
  ["min_over_time", overTime.minOverTime],
  ["predict_linear", predictLinear],
  ["present_over_time", overTime.presentOverTime],
  ["quantile_over_time", overTime.quantileOverTime],
  ["rate", rate],
  ["resets", resets],
  ["stddev_over_time", overTime.stddevOverTime],
  ["stdvar_over_time", overTime.stdvarOverTime],
  ["sum_over_time", overTime.sumOverTime],
  ["ts_of_first_over_time", overTime.timeOfFirst],
  ["ts_of_last_over_time", overTime.timeOfLast],
  ["ts_of_max_over_time", overTime.timeOfMax],
  ["ts_of_min_over_time", overTime.timeOfMin],
]);

/** The functions of range vectors whose result keeps the metric name. */
export const keepsName: ReadonlySet<string> = new Set(["first_over_time", "last_over_time"]);

/** The functions that accept `anchored` and `smoothed` ranges. */
export const allowedExtensions: ReadonlyMap<"anchored" | "smoothed", ReadonlySet<string>> = new Map([
  ["anchored", new Set(["changes", "delta", "increase", "rate", "resets"])],
  ["smoothed", new Set(["delta", "increase", "rate"])],
]);
