import type { ValueType } from "../syntax/ast.js";
import type { Dialect, PrometheusVersion } from "../syntax/dialect.js";
import { isAtLeast } from "../syntax/dialect.js";

/** Signature of a function, and the releases that have it. */
export interface FunctionSignature {
  readonly name: string;
  readonly args: readonly ValueType[];
  /** Maximum number of arguments of the last type, which are then optional; -1 for any number, 0 if it is required. */
  readonly variadic: number;
  readonly returns: ValueType;
  /** The first release that has it, or 2.0 for any before 2.42. */
  readonly since: PrometheusVersion;
  /** The first release without it. */
  readonly removed?: PrometheusVersion;
  /** The function that takes its place then. */
  readonly replacement?: string;
  /** Requires `promql-experimental-functions`, up to the release `stable` if it is set. */
  readonly experimental: boolean;
  readonly stable?: PrometheusVersion;
}

const vector = "instant vector";
const range = "range vector";
const scalar = "scalar";
const string = "string";

const table = new Map<string, FunctionSignature>();

interface Options {
  readonly variadic?: number;
  readonly returns?: ValueType;
  readonly since?: readonly [number, number];
  readonly removed?: readonly [number, number];
  readonly replacement?: string;
  readonly experimental?: boolean;
  readonly stable?: readonly [number, number];
}

function version([major, minor]: readonly [number, number]): PrometheusVersion {
  return { major, minor };
}

function add(names: string, args: readonly ValueType[], options: Options = {}): void {
  for (const name of names.split(" ")) {
    table.set(name, {
      name,
      args,
      variadic: options.variadic ?? 0,
      returns: options.returns ?? vector,
      since: version(options.since ?? [2, 0]),
      ...(options.removed && { removed: version(options.removed) }),
      ...(options.replacement !== undefined && { replacement: options.replacement }),
      experimental: options.experimental ?? false,
      ...(options.stable && { stable: version(options.stable) }),
    });
  }
}

add("abs absent ceil deg exp floor ln log10 log2 rad sgn sort sort_desc sqrt timestamp", [vector]);
add("acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh", [vector]);
add("absent_over_time avg_over_time count_over_time last_over_time max_over_time min_over_time", [range]);
add("present_over_time stddev_over_time stdvar_over_time sum_over_time", [range]);
add("changes delta deriv idelta increase irate rate resets", [range]);
add("days_in_month day_of_month day_of_week day_of_year hour minute month year", [vector], { variadic: 1 });
add("clamp", [vector, scalar, scalar]);
add("clamp_max clamp_min", [vector, scalar]);
add("round", [vector, scalar], { variadic: 1 });
add("predict_linear", [range, scalar]);
add("quantile_over_time", [scalar, range]);
add("label_replace", [vector, string, string, string, string]);
add("label_join", [vector, string, string, string], { variadic: -1 });
add("pi time", [], { returns: scalar });
add("scalar", [vector], { returns: scalar });
add("vector", [scalar]);
add("histogram_quantile", [scalar, vector]);
add("histogram_count histogram_sum", [vector]);
add("histogram_fraction", [scalar, scalar, vector]);
add("histogram_stddev histogram_stdvar", [vector], { since: [2, 47] });
add("histogram_avg", [vector], { since: [2, 51] });

const experimental = true;
add("holt_winters", [range, scalar, scalar], { removed: [3, 0], replacement: "double_exponential_smoothing" });
add("double_exponential_smoothing", [range, scalar, scalar], { since: [3, 0], experimental });
add("mad_over_time", [range], { since: [2, 49], experimental });
add("sort_by_label sort_by_label_desc", [vector, string], { since: [2, 49], variadic: -1, experimental });
add("info", [vector, vector], { since: [2, 55], variadic: 1, experimental });
add("ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time", [range], { since: [3, 5], experimental });
add("first_over_time", [range], { since: [3, 7], experimental, stable: [3, 14] });
add("ts_of_first_over_time", [range], { since: [3, 7], experimental });
add("histogram_quantiles", [vector, string, scalar, scalar], { since: [3, 11], variadic: 9, experimental });
add("start end step range", [], { since: [3, 12], returns: scalar, experimental });
add("min_of max_of", [scalar, scalar], { since: [3, 13], returns: scalar, experimental });
add("start_timestamp", [vector], { since: [3, 14], experimental });

/** Every function of every release, by name. */
export const functions: ReadonlyMap<string, FunctionSignature> = table;

/** Finds a function in the release of a dialect, enabled or not. */
export function findFunction(name: string, dialect: Dialect): FunctionSignature | undefined {
  const signature = functions.get(name);
  if (!signature || !isAtLeast(dialect.version, signature.since.major, signature.since.minor)) return undefined;
  if (signature.removed && isAtLeast(dialect.version, signature.removed.major, signature.removed.minor))
    return undefined;
  return signature;
}

/** True if a function is stable in the release, or experimental functions are enabled. */
export function isEnabled(signature: FunctionSignature, dialect: Dialect): boolean {
  if (!signature.experimental || dialect.features.has("promql-experimental-functions")) return true;
  const { stable } = signature;
  return stable !== undefined && isAtLeast(dialect.version, stable.major, stable.minor);
}

/** Aggregations with a parameter, and its type. */
export const aggregationParameters: ReadonlyMap<string, "scalar" | "string"> = new Map([
  ["topk", "scalar"],
  ["bottomk", "scalar"],
  ["quantile", "scalar"],
  ["limitk", "scalar"],
  ["limit_ratio", "scalar"],
  ["count_values", "string"],
] as const);

/** Aggregations that require `promql-experimental-functions`. */
export const experimentalAggregations: ReadonlySet<string> = new Set(["limitk", "limit_ratio"]);
