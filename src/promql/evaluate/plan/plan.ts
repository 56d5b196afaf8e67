import type { Call, Expr, VectorSelector } from "../../syntax/ast.js";
import { children, postOrder, unwrapParens, walk } from "../../syntax/walk.js";
import { aggregationParameters, functions } from "../../types/functions.js";
import { findStatisticsOnly } from "./statistics-only.js";

/** The functions that ask when a sample is from, or when it says that its counter began. */
export type TimeFunction = "timestamp" | "start_timestamp";

/** A node of an expression and what is known of it before it is evaluated. */
export interface PlanNode {
  readonly node: Expr;
  readonly operandCount: number;
  /** The place of the node that it is an operand of. */
  readonly parent: number;
  /** What comes out is the same at every step: one is evaluated, and stands for all. */
  readonly isHoisted: boolean;
  /** A selector that is asked for times. */
  readonly timeFunction: TimeFunction | undefined;
  /**
   * It is in an aggregation's parameter. Prometheus does not look for `@` there when it finds what is the same at every
   * step, and where `start()` and `end()` are.
   */
  readonly isInParameter: boolean;
  /** A range that predict_linear() looks at. */
  readonly isBelowPredictLinear: boolean;
  /** The call that an aggregation takes in series by series; the operands are then those of the call. */
  readonly streamedCall: Call | undefined;
}

/** What is to be evaluated, operands before what they are operands of. */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  readonly hasSubquery: boolean;
  /** Selectors of which only count and sum will be looked at. */
  readonly statisticsOnly: ReadonlySet<VectorSelector>;
}

export function createPlan(root: Expr): Plan {
  const inParameters = findParameterNodes(root);
  const fixed = findConstants(root, inParameters);
  const order: { node: Expr; parent: number }[] = [];
  const open = [{ node: root, parent: -1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const place = order.push(next) - 1;
    for (const operand of operandsOf(next.node)) open.push({ node: operand, parent: place });
  }
  const callers = findCallers(order.flatMap(({ node }) => [node, findStreamedCall(node) ?? []]).flat());
  const last = order.length - 1;
  const nodes = order.map(({ node, parent }): PlanNode => {
    const caller = callers.get(node);
    return {
      node,
      operandCount: operandsOf(node).length,
      parent: parent < 0 ? -1 : last - parent,
      isHoisted: fixed.has(node) && canHoist(node),
      timeFunction: caller === "timestamp" || caller === "start_timestamp" ? caller : undefined,
      isInParameter: inParameters.has(node),
      isBelowPredictLinear: caller === "predict_linear",
      streamedCall: findStreamedCall(node),
    };
  });
  return {
    nodes: nodes.reverse(),
    hasSubquery: order.some(({ node }) => node.kind === "subquery"),
    statisticsOnly: findStatisticsOnly(root),
  };
}

/** The functions whose first argument a node is. */
function findCallers(nodes: readonly Expr[]): Map<Expr, string> {
  const callers = new Map<Expr, string>();
  for (const node of nodes) {
    if (node.kind === "call" && node.args[0]) callers.set(unwrapParens(node.args[0]), node.name);
  }
  return callers;
}

/** Finds the call whose series an aggregation takes in one at a time, as in `sum by (job) (rate(x[5m]))`. */
function findStreamedCall(node: Expr): Call | undefined {
  if (node.kind !== "aggregation" || aggregationParameters.has(node.operator)) return undefined;
  const inner = unwrapParens(node.expr);
  return inner.kind === "call" && isSeriesFunction(inner.name) ? inner : undefined;
}

/** True for functions of a range vector that evaluate each series by itself. */
function isSeriesFunction(name: string): boolean {
  return name !== "absent_over_time" && functions.get(name)?.args.includes("range vector") === true;
}

/** The operands that are evaluated before a node is; a function may look at others by itself. */
function operandsOf(node: Expr): readonly Expr[] {
  const streamed = findStreamedCall(node);
  if (streamed) return streamed.args;
  if (node.kind === "matrix") return [];
  if (node.kind === "call" && node.name === "info") return node.args.slice(0, 1);
  return children(node);
}

function canHoist({ kind }: Expr): boolean {
  return kind === "call" || kind === "aggregation" || kind === "binary" || kind === "unary";
}

/** Functions whose result depends on the time of evaluation, whatever their arguments are. */
const timeDependentFunctions: ReadonlySet<string> = new Set([
  ..."days_in_month day_of_month day_of_week day_of_year hour minute month year".split(" "),
  ..."predict_linear time timestamp".split(" "),
]);

/** The nodes whose value does not depend on the step: what `@` pins down, and what is made of that. */
function findConstants(root: Expr, inParameters: ReadonlySet<Expr>): Set<Expr> {
  const fixed = new Set<Expr>();
  for (const node of postOrder(root)) if (!inParameters.has(node) && isConstant(node, fixed)) fixed.add(node);
  return fixed;
}

function findParameterNodes(root: Expr): Set<Expr> {
  const found = new Set<Expr>();
  walk(root, (node) => {
    if (node.kind !== "aggregation" || !node.parameter || found.has(node)) return;
    for (const inner of postOrder(node.parameter)) found.add(inner);
  });
  return found;
}

function isConstant(node: Expr, fixed: ReadonlySet<Expr>): boolean {
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
      return fixed.has(node.expr);
    case "call":
      return !timeDependentFunctions.has(node.name) && node.name !== "info" && node.args.every((arg) => fixed.has(arg));
    default:
      return children(node).every((child) => fixed.has(child));
  }
}

/** Arguments without the parentheses around them. */
export function unwrapArguments({ args }: Call): Expr[] {
  return args.map((arg) => unwrapParens(arg));
}
