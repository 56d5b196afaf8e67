import type { Call, Expr, Subquery } from "../ast.js";
import { aggregate } from "./aggregate.js";
import { evaluateBinary } from "./binary.js";
import type { Context } from "./context.js";
import { fail } from "./failure.js";
import type { Grid } from "./grid.js";
import { argumentsOf, planOf, type Task, withoutParens } from "./plan.js";
import { applyToRanges } from "./range-call.js";
import { allowedExtensions, keepsName, rangeFunctions } from "./range-functions.js";
import { selectInstant, selectRange, selectSubquery, type TimedBy } from "./select.js";
import { negate } from "./unary.js";
import { absent, type Column, type RangeValue, type Value } from "./value.js";
import { vectorOf } from "./vector-call.js";
import { vectorFunctions } from "./vector-functions.js";

/** Evaluates an expression at every step of the query, operands first: however deep it is, no stack runs out. */
export function run(root: Expr, context: Context): Value {
  const { subqueryStep, maxSamples } = context.settings;
  const { grid, isRange, includesStart } = context;
  const tasks = planOf(root, { grid, isRange, subqueryStep, includesStart, maxSteps: maxSamples });
  const asTimes = timedSelectors(tasks);
  const moving = context.isOld ? predictedRanges(tasks) : new Set<Expr>();
  const done: { value: Value; grid: Grid }[] = [];
  for (const task of tasks) {
    const operands = task.operandCount === 0 ? [] : done.splice(done.length - task.operandCount);
    const value = evaluate(task, operands, context, { asTimes, moving });
    for (const operand of operands) if (operand.value !== value) release(operand.value, context);
    done.push({ value: task.spreadTo === undefined ? value : spread(value, task.spreadTo, context), grid: task.grid });
  }
  return done[0]!.value;
}

function release(value: Value, context: Context): void {
  if (value.kind !== "vector") return;
  for (const { kinds } of value.columns) context.release(kinds.length);
}

/** The range selectors that predict_linear() looks at. */
function predictedRanges(tasks: readonly Task[]): Set<Expr> {
  const found = new Set<Expr>();
  for (const { node } of tasks) {
    if (node.kind === "call" && node.name === "predict_linear" && node.args[0]) found.add(withoutParens(node.args[0]));
  }
  return found;
}

/** The selectors right below timestamp() and its like, which are asked when their samples are from, or began. */
function timedSelectors(tasks: readonly Task[]): Map<Expr, TimedBy> {
  const found = new Map<Expr, TimedBy>();
  for (const { node } of tasks) {
    if (node.kind !== "call" || !node.args[0]) continue;
    if (node.name === "timestamp" || node.name === "start_timestamp") found.set(withoutParens(node.args[0]), node.name);
  }
  return found;
}

function evaluate(
  { node, grid, shift }: Task,
  operands: readonly { readonly value: Value; readonly grid: Grid }[],
  context: Context,
  { asTimes, moving }: { readonly asTimes: ReadonlyMap<Expr, TimedBy>; readonly moving: ReadonlySet<Expr> },
): Value {
  const values = operands.map(({ value }) => value);
  switch (node.kind) {
    case "number":
      return { kind: "scalar", values: new Float64Array(grid.count).fill(node.value) };
    case "string":
      return { kind: "string", value: node.value };
    case "selector":
      return selectInstant(node, { grid, shift, context }, asTimes.get(node));
    case "matrix":
      return selectRange(node, { grid, shift, context }, moving.has(node));
    case "subquery":
      return subquery(node, operands[0]!, grid, context);
    case "call":
      return call(node, values, grid, context);
    case "aggregation": {
      const operand = values.at(-1)!;
      const columns = operand.kind === "vector" ? operand.columns : [];
      const parameter = values.length > 1 ? values[0] : undefined;
      return held(vectorOf(aggregate({ node, columns, parameter, grid, context }).filter(hasSamples)), context);
    }
    case "binary":
      return held(evaluateBinary(node, values[0]!, values[1]!, context), context);
    case "unary":
      return node.operator === "-" ? held(negate(values[0]!, context), context) : values[0]!;
    case "paren":
      return values[0]!;
  }
}

function hasSamples({ kinds }: Column): boolean {
  return kinds.some((kind) => kind !== absent);
}

/** Takes note of the samples of a result; functions over ranges do so as they go. */
function held(value: Value, context: Context): Value {
  if (value.kind === "vector") for (const { kinds } of value.columns) context.hold(kinds.length);
  return value;
}

function subquery(node: Subquery, inner: { value: Value; grid: Grid }, grid: Grid, context: Context): Value {
  if (inner.value.kind !== "vector") return fail(`subquery is only allowed on instant vector, got ${inner.value.kind}`);
  return selectSubquery(node, inner.value, inner.grid, grid, context);
}

function call(node: Call, values: readonly Value[], grid: Grid, context: Context): Value {
  const args = argumentsOf(node);
  const index = values.findIndex(({ kind }) => kind === "range");
  const overRange = rangeFunctions.get(node.name);
  const range = values[index] as RangeValue | undefined;
  if (range?.extension && !allowedExtensions.get(range.extension)?.has(node.name)) {
    fail(
      `${range.extension} modifier can only be used with: ${[...allowedExtensions.get(range.extension)!].join(", ")} - not with ${node.name}`,
    );
  }
  if (overRange && range) {
    const parameters = values.flatMap((value) => (value.kind === "scalar" ? [value.values] : []));
    const { range: length, extension } = range;
    const place = args[index]!;
    const rangeCall = { name: node.name, context, place, args, parameters, range: length, extension };
    const result = applyToRanges(overRange, range, rangeCall, grid, keepsName.has(node.name));
    if (node.name === "rate" || node.name === "increase") warnOfNonCounters(range, place, context);
    return result;
  }
  const of = vectorFunctions.get(node.name);
  if (!of) return fail(`unknown function with name ${JSON.stringify(node.name)}`);
  return held(of({ node, args, values, grid, context }), context);
}

/** Names that end like this are counters by convention. */
const counterSuffixes = ["_total", "_sum", "_count", "_bucket"];

function warnOfNonCounters(range: RangeValue, place: Expr, context: Context): void {
  if (context.isOld) return;
  for (const { metric, samples } of range.series) {
    const name = context.nameFor(metric);
    if (name === "" || samples.floatCount === 0 || counterSuffixes.some((suffix) => name.endsWith(suffix))) continue;
    const what = "metric might not be a counter, name does not end in _total/_sum/_count/_bucket:";
    context.annotations.info(`${what} ${JSON.stringify(name)}`, place);
  }
}

/** The same value at so many steps as it has at one. */
function spread(value: Value, count: number, context: Context): Value {
  if (value.kind === "scalar") return { kind: "scalar", values: new Float64Array(count).fill(value.values[0]!) };
  if (value.kind !== "vector") return value;
  const columns = value.columns.map((column) => {
    const { metric, dropName, kinds, values, histograms } = column;
    return {
      metric,
      dropName,
      kinds: new Uint8Array(count).fill(kinds[0]!),
      values: new Float64Array(count).fill(values[0]!),
      histograms: histograms && new Array(count).fill(histograms[0]),
    };
  });
  release(value, context);
  return held(vectorOf(columns), context);
}
