import type { Aggregation, Call, Subquery } from "../syntax/ast.js";
import { aggregate } from "./aggregate/aggregate.js";
import { aggregateStream, type ColumnSource } from "./aggregate/streamed-aggregation.js";
import { evaluateBinary } from "./binary/evaluate-binary.js";
import { negate } from "./binary/unary.js";
import type { Context } from "./context.js";
import { vectorFunctions } from "./functions/vector-functions.js";
import { type Plan, type PlanNode, unwrapArguments } from "./plan/plan.js";
import { createSchedule, type NodeSchedule } from "./plan/schedule.js";
import { fail, failTooManySamples } from "./query/failure.js";
import type { Grid } from "./query/grid.js";
import { applyToEach, applyToRanges } from "./range/apply-range.js";
import type { RangeCall, RangeFunction } from "./range/range-call.js";
import { allowedExtensions, keepsName, rangeFunctions } from "./range/range-functions.js";
import { selectInstant } from "./select/select-instant.js";
import { selectRange } from "./select/select-range.js";
import { selectSubquery } from "./select/select-subquery.js";
import type { SelectorScope } from "./select/select-times.js";
import { copiesInputPerStep, countCells, countSamples, findPeak, maxCells, maxSteps } from "./vector/sample-budget.js";
import {
  type Column,
  createFloats,
  createKinds,
  createVector,
  isEmpty,
  type RangeValue,
  type Value,
} from "./vector/value.js";

/**
 * Evaluates a plan at every step of the query. Operands come first, so the depth of the expression is not limited by
 * the stack.
 */
export function run(plan: Plan, context: Context): Value {
  const { subqueryStep, maxSamples } = context.settings;
  const { grid, isRange } = context;
  const { rangeIncludesStart } = context.semantics;
  const schedule = createSchedule(plan, {
    grid,
    isRange,
    subqueryStep,
    rangeIncludesStart,
    maxSteps: maxSteps(maxSamples),
  });
  const results: NodeResult[] = [];
  let cells = 0;
  for (let index = 0; index < plan.nodes.length; index++) {
    const planNode = plan.nodes[index]!;
    const nodeSchedule = schedule[index]!;
    const operands = planNode.operandCount === 0 ? none : results.splice(results.length - planNode.operandCount);
    const value = evaluateNode(planNode, nodeSchedule, operands, context);
    const samples = accountSamples(planNode, nodeSchedule, operands, value, context);
    const result = finishNode(nodeSchedule, value, samples, context);
    cells += result.cells;
    for (const operand of operands) cells -= operand.cells;
    if (cells > maxCells) failTooManySamples();
    results.push(result);
  }
  return results[0]!.value;
}

const none: readonly NodeResult[] = [];

/** The result of a node, with the samples and cells that it holds. */
interface NodeResult {
  readonly value: Value;
  readonly grid: Grid;
  readonly samples: number;
  readonly cells: number;
}

/** Repeats a hoisted value for every step. */
function finishNode({ grid, repeatCount }: NodeSchedule, value: Value, samples: number, context: Context): NodeResult {
  if (repeatCount === undefined) return { value, grid, samples, cells: countCells(value) };
  const repeated = repeatValue(value, repeatCount);
  const repeatedSamples = countSamples(repeated);
  context.reserve(repeatedSamples - samples);
  return { value: repeated, grid, samples: repeatedSamples, cells: countCells(repeated) };
}

/** Charges the sample budget with a result and releases its operands. Returns the samples that the result holds. */
function accountSamples(
  { node, streamedCall }: PlanNode,
  { grid }: NodeSchedule,
  operands: readonly NodeResult[],
  value: Value,
  context: Context,
): number {
  let operandSamples = 0;
  for (const { samples } of operands) operandSamples += samples;
  // Values that are passed on or modified in place hold no more than their operands.
  if (node.kind === "paren" || node.kind === "unary" || node.kind === "subquery") return operandSamples;
  const samples = countSamples(value);
  const isAlreadyCharged =
    streamedCall !== undefined ||
    node.kind === "selector" ||
    operands.some((operand) => operand.value.kind === "range");
  if (!isAlreadyCharged) {
    if (copiesInputPerStep(node, context.semantics)) {
      const values = operands.map((operand) => operand.value);
      const peak = findPeak(values, value, grid.count);
      context.reserve(peak);
      context.release(peak);
    }
    context.reserve(samples);
  }
  context.release(operandSamples);
  return samples;
}

function evaluateNode(
  { node, timeFunction, isInParameter, isBelowPredictLinear, streamedCall }: PlanNode,
  { grid, atShift }: NodeSchedule,
  operands: readonly NodeResult[],
  context: Context,
): Value {
  const values = operands.map(({ value }) => value);
  switch (node.kind) {
    case "number":
      return { kind: "scalar", values: new Float64Array(grid.count).fill(node.value) };
    case "string":
      return { kind: "string", value: node.value };
    case "selector":
      return selectInstant(node, { grid, atShift, context, isInParameter }, timeFunction);
    case "matrix":
      return selectRange(node, { grid, atShift, context, isInParameter }, isBelowPredictLinear);
    case "subquery":
      return evaluateSubquery(node, operands[0]!, { grid, atShift, context, isInParameter });
    case "call":
      return evaluateCall(node, values, grid, context);
    case "aggregation": {
      if (streamedCall) return evaluateStreamed(node, streamedCall, values, grid, context);
      const operand = values.at(-1)!;
      const columns = operand.kind === "vector" ? operand.columns : [];
      const parameter = values.length > 1 ? values[0] : undefined;
      return createVector(aggregate({ node, columns, parameter, grid, context }).filter(hasSamples));
    }
    case "binary":
      return evaluateBinary(node, values[0]!, values[1]!, context);
    case "unary":
      return node.operator === "-" ? negate(values[0]!, context) : values[0]!;
    case "paren":
      return values[0]!;
  }
}

function hasSamples(column: Column): boolean {
  return !isEmpty(column);
}

function evaluateSubquery(node: Subquery, inner: { value: Value; grid: Grid }, scope: SelectorScope): Value {
  if (inner.value.kind !== "vector") return fail(`subquery is only allowed on instant vector, got ${inner.value.kind}`);
  return selectSubquery(node, inner.value, inner.grid, scope);
}

function evaluateCall(node: Call, values: readonly Value[], grid: Grid, context: Context): Value {
  const application = findRangeApplication(node, values, context);
  if (application) {
    const result = applyToRanges(application.rangeFunction, application.range, application.call, grid);
    annotateNonCounters(application, context);
    return result;
  }
  const vectorFunction = vectorFunctions.get(node.name);
  if (!vectorFunction) return fail(`unknown function with name ${JSON.stringify(node.name)}`);
  return vectorFunction({ node, args: unwrapArguments(node), values, grid, context });
}

/** A call of a function of a range vector, and the range. */
interface RangeApplication {
  readonly rangeFunction: RangeFunction;
  readonly range: RangeValue;
  readonly call: RangeCall;
}

function findRangeApplication(node: Call, values: readonly Value[], context: Context): RangeApplication | undefined {
  const args = unwrapArguments(node);
  const index = values.findIndex(({ kind }) => kind === "range");
  const rangeFunction = rangeFunctions.get(node.name);
  const range = values[index] as RangeValue | undefined;
  if (range?.extension && !allowedExtensions.get(range.extension)?.has(node.name)) {
    const allowed = [...allowedExtensions.get(range.extension)!].join(", ");
    fail(`${range.extension} modifier can only be used with: ${allowed} - not with ${node.name}`);
  }
  if (!rangeFunction || !range) return undefined;
  const parameters: Float64Array[] = [];
  for (const value of values) if (value.kind === "scalar") parameters.push(value.values);
  // No spread: this runs for every evaluation of a rule.
  const call = {
    name: node.name,
    context,
    argument: args[index]!,
    args,
    keepsName: keepsName.has(node.name),
    parameters,
    range: range.range,
    extension: range.extension,
  };
  return { rangeFunction, range, call };
}

/** Aggregates the results of a call series by series. */
function evaluateStreamed(
  node: Aggregation,
  inner: Call,
  values: readonly Value[],
  grid: Grid,
  context: Context,
): Value {
  const { rangeFunction, range, call } = findRangeApplication(inner, values, context)!;
  const each: ColumnSource["each"] = (visit) => {
    applyToEach(rangeFunction, range, call, grid, (column, index) => {
      visit(column, index);
      return column.histograms ? undefined : column;
    });
    annotateNonCounters({ range, call }, context);
  };
  return aggregateStream(node, { list: range.series, each }, grid, context);
}

/** Suffixes of counter names by convention. */
const counterSuffixes = ["_total", "_sum", "_count", "_bucket"];

function annotateNonCounters({ range, call }: Pick<RangeApplication, "range" | "call">, context: Context): void {
  if (!context.semantics.annotatesSuspectInput || (call.name !== "rate" && call.name !== "increase")) return;
  let last = "";
  for (const { metric, samples } of range.series) {
    const name = context.nameFor(metric);
    if (name === last || samples.floatCount === 0) continue;
    last = name;
    if (counterSuffixes.some((suffix) => name.endsWith(suffix))) continue;
    const what = "metric might not be a counter, name does not end in _total/_sum/_count/_bucket:";
    context.annotations.info(`${what} ${JSON.stringify(name)}`, call.argument);
  }
}

/** Repeats a value for a number of steps. */
function repeatValue(value: Value, count: number): Value {
  if (value.kind === "scalar") return { kind: "scalar", values: new Float64Array(count).fill(value.values[0]!) };
  if (value.kind !== "vector") return value;
  const columns = value.columns.map((column) => {
    const { metric, dropName, kinds, values, histograms } = column;
    return {
      metric,
      dropName,
      kinds: createKinds(count).fill(kinds[0]!),
      values: createFloats(count).fill(values[0]!),
      histograms: histograms && new Array(count).fill(histograms[0]),
    };
  });
  return createVector(columns);
}
