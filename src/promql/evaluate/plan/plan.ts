import type { Call, Expr, VectorSelector } from "../../syntax/ast.js";
import { children, postOrder, unwrapParens, walk } from "../../syntax/walk.js";
import { aggregationParameters, functions } from "../../types/functions.js";
import { findStatisticsOnly } from "./statistics-only.js";

/** The functions that return times of samples instead of their values. */
export type TimeFunction = "timestamp" | "start_timestamp";

/** A node of an expression, analysed before evaluation. */
export interface PlanNode {
  readonly node: Expr;
  readonly operandCount: number;
  /** The index of the node whose operand it is; -1 for the root. */
  readonly parent: number;
  /** A constant subexpression: evaluated at one step and repeated for the others. */
  readonly isHoisted: boolean;
  /** The function that reads sample times, if it is called on this selector. */
  readonly timeFunction: TimeFunction | undefined;
  /**
   * It is inside the parameter of an aggregation. Prometheus does not preprocess parameters: it does not hoist constant
   * subexpressions there, and ignores `@ start()` and `@ end()`.
   */
  readonly isInParameter: boolean;
  /** It is the range argument of predict_linear(). */
  readonly isBelowPredictLinear: boolean;
  /**
   * The call whose series an aggregation consumes one at a time; the operands of the node are then those of the call.
   */
  readonly streamedCall: Call | undefined;
}

/** An evaluation plan: the nodes of an expression in post-order. */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  readonly hasSubquery: boolean;
  /** Selectors whose histograms only contribute count and sum. */
  readonly statisticsOnly: ReadonlySet<VectorSelector>;
}

export function createPlan(root: Expr): Plan {
  const parameterNodes = findParameterNodes(root);
  const constants = findConstants(root, parameterNodes);
  const order: Visit[] = [];
  const callers = new Map<Expr, string>();
  const addCaller = (call: Call): void => {
    if (call.args[0]) callers.set(unwrapParens(call.args[0]), call.name);
  };
  const pending = [{ node: root, parent: -1 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, parent } = next;
    const streamedCall = findStreamedCall(node);
    const operands = streamedCall?.args ?? listOperands(node);
    const index = order.push({ node, parent, operandCount: operands.length, streamedCall }) - 1;
    for (const operand of operands) pending.push({ node: operand, parent: index });
    if (node.kind === "call") addCaller(node);
    if (streamedCall) addCaller(streamedCall);
  }
  const last = order.length - 1;
  const nodes = order.map(({ node, parent, operandCount, streamedCall }): PlanNode => {
    const caller = callers.get(node);
    return {
      node,
      operandCount,
      parent: parent < 0 ? -1 : last - parent,
      isHoisted: constants.has(node) && canHoist(node),
      timeFunction: caller === "timestamp" || caller === "start_timestamp" ? caller : undefined,
      isInParameter: parameterNodes.has(node),
      isBelowPredictLinear: caller === "predict_linear",
      streamedCall,
    };
  });
  return {
    nodes: nodes.reverse(),
    hasSubquery: order.some(({ node }) => node.kind === "subquery"),
    statisticsOnly: findStatisticsOnly(root),
  };
}

/** A node as it is visited from the root down. */
type Visit = Pick<PlanNode, "node" | "parent" | "operandCount" | "streamedCall">;

/** Finds the call whose series an aggregation consumes one at a time, as in `sum by (job) (rate(x[5m]))`. */
function findStreamedCall(node: Expr): Call | undefined {
  if (node.kind !== "aggregation" || aggregationParameters.has(node.operator)) return undefined;
  const inner = unwrapParens(node.expr);
  return inner.kind === "call" && isSeriesFunction(inner.name) ? inner : undefined;
}

/** True for functions of a range vector that evaluate each series by itself. */
function isSeriesFunction(name: string): boolean {
  return name !== "absent_over_time" && functions.get(name)?.args.includes("range vector") === true;
}

/** Returns the operands that are evaluated before a node that is not streamed. */
function listOperands(node: Expr): readonly Expr[] {
  if (node.kind === "matrix") return [];
  if (node.kind === "call" && node.name === "info") return node.args.slice(0, 1);
  return children(node);
}

function canHoist({ kind }: Expr): boolean {
  return kind === "call" || kind === "aggregation" || kind === "binary" || kind === "unary";
}

/** Functions whose result depends on the evaluation time even with constant arguments. */
const timeDependentFunctions: ReadonlySet<string> = new Set([
  ..."days_in_month day_of_month day_of_week day_of_year hour minute month year".split(" "),
  ..."predict_linear time timestamp".split(" "),
]);

/** Finds constant subexpressions: selectors with `@`, and everything computed from constants only. */
function findConstants(root: Expr, parameterNodes: ReadonlySet<Expr>): Set<Expr> {
  const constants = new Set<Expr>();
  for (const node of postOrder(root)) if (!parameterNodes.has(node) && isConstant(node, constants)) constants.add(node);
  return constants;
}

function findParameterNodes(root: Expr): Set<Expr> {
  const nodes = new Set<Expr>();
  walk(root, (node) => {
    if (node.kind !== "aggregation" || !node.parameter || nodes.has(node)) return;
    for (const inner of postOrder(node.parameter)) nodes.add(inner);
  });
  return nodes;
}

function isConstant(node: Expr, constants: ReadonlySet<Expr>): boolean {
  switch (node.kind) {
    case "number":
    case "string":
      return true;
    case "selector":
    case "subquery":
      return node.at !== undefined;
    case "matrix":
      return node.selector.at !== undefined;
    case "aggregation":
      return constants.has(node.expr);
    case "call":
      return (
        !timeDependentFunctions.has(node.name) && node.name !== "info" && node.args.every((arg) => constants.has(arg))
      );
    default:
      return children(node).every((child) => constants.has(child));
  }
}

/** Returns the arguments without enclosing parentheses. */
export function unwrapArguments({ args }: Call): Expr[] {
  return args.map((arg) => unwrapParens(arg));
}
