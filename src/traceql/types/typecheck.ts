import type { ParseError } from "../../promql/syntax/parse-error.js";
import type { Aggregate, Binary, Compare, Expr, GroupBy, MetricsFunction, Query, Unary } from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import { children, postOrder } from "../syntax/walk.js";
import { aggregateProblem, typeOfPipeline } from "./pipeline-type.js";
import { typeOfQueryOperation } from "./query-operation.js";
import { isNumeric, isValueType, type Type } from "./type.js";
import { describeType, typeOfIntrinsic, typeOfKeyword, typeOfOperation } from "./value-types.js";

/** Lists what Tempo refuses in a query that follows its grammar. */
export function typecheck({ expr }: Query, { grafana }: Dialect): readonly ParseError[] {
  const checker = new Checker(grafana);
  for (const node of postOrder(expr)) checker.visit(node);
  checker.checkWhole(expr);
  return checker.errors;
}

/** Infers the types of expressions, children first. An expression with an error is of any type. */
class Checker {
  readonly errors: ParseError[] = [];
  private readonly types = new Map<Expr, Type>();
  /** The expressions that read a field of the span. */
  private readonly ofSpan = new Set<Expr>();
  private readonly hasVariables: boolean;

  constructor(hasVariables: boolean) {
    this.hasVariables = hasVariables;
  }

  visit(node: Expr): void {
    this.types.set(node, this.infer(node));
    if (isField(node) || children(node).some((child) => this.ofSpan.has(child))) this.ofSpan.add(node);
  }

  /** Reports an expression that is no query. */
  checkWhole(expr: Expr): void {
    const type = this.typeOf(expr);
    if (type === "aggregate") this.report(aggregateProblem, expr);
    else if (type === "metrics function" || type === "compare" || type === "series selection" || type === "coalesce") {
      this.report("the function needs spansets in front of it", expr, "write { … } | in front of it");
    } else if (isValueType(type)) this.report("a query selects spans", expr, "put the condition in braces: { … }");
  }

  private report(
    message: string,
    { start, end }: { readonly start: number; readonly end: number },
    hint?: string,
  ): "any" {
    this.errors.push(hint === undefined ? { message, start, end } : { message, start, end, hint });
    return "any";
  }

  private typeOf(expr: Expr): Type {
    return this.types.get(expr) ?? "any";
  }

  private infer(node: Expr): Type {
    switch (node.kind) {
      case "integer":
      case "float":
      case "duration":
      case "string":
        return node.kind;
      case "keyword":
        return typeOfKeyword(node);
      case "variable":
        return "any";
      case "attribute":
        return node.scope.startsWith("parent") ? this.report("Tempo does not support parent yet", node) : "attribute";
      case "intrinsic":
        return node.name === "parent" ? this.report("Tempo does not support parent yet", node) : typeOfIntrinsic(node);
      case "spanset filter":
        if (node.condition) this.checkCondition(node.condition);
        return "spanset";
      case "paren":
        return this.inferParen(node.inner);
      case "unary":
        return this.inferUnary(node);
      case "binary":
        return this.inferBinary(node);
      case "pipeline": {
        const result = typeOfPipeline(node, (stage) => this.typeOf(stage));
        return typeof result === "string" ? result : this.report(result.problem, node.stages[result.stage]!);
      }
      case "aggregate":
        return this.inferAggregate(node);
      case "by":
        return this.inferGroupBy(node);
      case "select":
        return "stage";
      case "coalesce":
        return "coalesce";
      case "metrics":
        return this.inferMetrics(node);
      case "compare":
        return this.inferCompare(node);
      case "topk":
      case "bottomk": {
        const { kind, value } = node.count;
        if (kind !== "integer" || value < 1) this.report(`${node.kind} takes a whole number above 0`, node.count);
        return "series selection";
      }
    }
  }

  private checkCondition(condition: Expr): void {
    const type = this.typeOf(condition);
    if (type === "boolean" || type === "attribute" || type === "any") return;
    const found = isValueType(type) ? describeType(type) : "spansets";
    this.report(`the condition of a span must be true or false, not ${found}`, condition);
  }

  private inferParen(inner: Expr): Type {
    const type = this.typeOf(inner);
    switch (type) {
      case "spanset":
        return "wrapped spanset";
      case "pipeline":
      case "stage":
        return "wrapped pipeline";
      case "metrics":
        return "wrapped metrics";
      case "coalesce":
      case "metrics function":
      case "compare":
      case "series selection":
        return this.report("the function needs spansets in front of it", inner, "write { … } | in front of it");
      case "selected metrics":
        return this.report("series that are compared or selected cannot be in parentheses", inner);
      default:
        return type;
    }
  }

  private inferUnary({ operator, operand }: Unary): Type {
    const type = this.typeOf(operand);
    if (type === "any" || type === "attribute") return type;
    if (operator === "-" ? isNumeric(type) : type === "boolean") return type;
    return this.report(
      operator === "-" ? "only a number can have a minus sign" : "! takes a condition, which is true or false",
      operand,
    );
  }

  private inferBinary(node: Binary): Type {
    const [left, right] = [this.typeOf(node.left), this.typeOf(node.right)];
    if (left === "any" && right === "any") return "any";
    const one = left === "any" ? typeThatFits(right) : left;
    const other = right === "any" ? typeThatFits(left) : right;
    const result =
      isValueType(one) && isValueType(other)
        ? typeOfOperation(node, one, other, this.hasVariables)
        : typeOfQueryOperation(node, one, other);
    return typeof result === "string" ? result : this.report(result.problem, node);
  }

  private inferAggregate({ operator, argument }: Aggregate): Type {
    if (!argument) return "aggregate";
    const type = this.typeOf(argument);
    if (type === "any") return "aggregate";
    if (type !== "attribute" && !isNumeric(type)) return this.report(`${operator} takes numbers`, argument);
    if (!this.ofSpan.has(argument)) return this.report(`${operator} takes a field of the spans`, argument);
    return "aggregate";
  }

  private inferGroupBy({ key }: GroupBy): Type {
    const type = this.typeOf(key);
    if (type !== "any" && !isValueType(type)) return this.report("by takes a field of the spans", key);
    return this.ofSpan.has(key) ? "stage" : this.report("by takes a field of the spans", key);
  }

  private inferMetrics({ operator, parameters, start, end }: MetricsFunction): Type {
    const [first] = parameters;
    if (operator === "quantile_over_time" && !first) {
      return this.report(
        "quantile_over_time takes the quantiles behind the field",
        { start, end },
        "write (duration, 0.95)",
      );
    }
    if (operator !== "quantile_over_time" && first) return this.report(`${operator} takes no number`, first);
    const wrong = parameters.find(({ value }) => value > 1);
    if (wrong) {
      const hint = wrong.value <= 100 ? `write ${wrong.value / 100}` : undefined;
      return this.report("a quantile is between 0 and 1", wrong, hint);
    }
    return "metrics function";
  }

  private inferCompare({ selection, parameters }: Compare): Type {
    if (selection.kind !== "spanset filter" && selection.kind !== "variable") {
      return this.report("compare takes a selection of spans, such as { status = error }", selection);
    }
    const wrong = parameters.find(({ kind }) => kind !== "integer");
    if (wrong) return this.report("compare takes whole numbers", wrong);
    const isComplete = parameters.length <= 1 || parameters.length === 3;
    if (!isComplete) return this.report("compare takes the start of the selection with its end", parameters.at(-1)!);
    return "compare";
  }
}

/** The type of a dashboard variable beside an operand: it may be anything that fits. */
function typeThatFits(type: Type): Type {
  if (isValueType(type)) return "attribute";
  return type.includes("spanset") || type.includes("pipeline") ? type : "float";
}

function isField({ kind }: Expr): boolean {
  return kind === "attribute" || kind === "intrinsic" || kind === "variable";
}
