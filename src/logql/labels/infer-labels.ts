import type { Binary, Expr, Grouping, LabelList } from "../syntax/ast.js";
import { isFunctionVariable } from "../syntax/function-variable.js";
import { postOrder } from "../syntax/walk.js";
import { inferStages, type LogLabels, mayHave, type StreamLookup } from "./pipeline.js";

const noLabels: LogLabels = { names: new Set(), isOpen: false };
/** Of numbers, and of operations on numbers: they are no series. */
const ofNumber: LogLabels = { names: new Set(), isOpen: false };

/** Infers the labels of the result of every node of an expression: of its lines, or of its series. */
export function inferAllLabels(expr: Expr, lookup: StreamLookup): ReadonlyMap<Expr, LogLabels> {
  const known = new Map<Expr, LogLabels>();
  for (const node of postOrder(expr)) known.set(node, inferNode(node, known, lookup));
  return known;
}

/** Infers the labels of the result of an expression. */
export function inferLabels(expr: Expr, lookup: StreamLookup): LogLabels {
  return inferAllLabels(expr, lookup).get(expr)!;
}

function inferNode(node: Expr, known: ReadonlyMap<Expr, LogLabels>, lookup: StreamLookup): LogLabels {
  switch (node.kind) {
    case "log query":
      return inferStages(node, lookup(node)).at(-1)!;
    case "range aggregation": {
      if (node.operator === "absent_over_time") return equalityLabels(node.range.query.selector.matchers);
      const { unwrap } = node.range;
      const labels = known.get(node.range.query)!;
      const series = unwrap ? remove(labels, [unwrap.label.name]) : labels;
      return node.grouping ? group(series, node.grouping) : series;
    }
    case "vector aggregation": {
      const labels = known.get(node.expr)!;
      // A dashboard variable may keep the labels, or leave them out.
      if (isFunctionVariable(node.operator)) return { names: labels.names, isOpen: true };
      if (node.operator === "sort" || node.operator === "sort_desc" || node.operator.endsWith("topk")) return labels;
      if (node.operator === "bottomk") return labels;
      return node.grouping ? group(labels, node.grouping) : noLabels;
    }
    case "binary":
      return inferBinary(node, known);
    case "label_replace": {
      const labels = known.get(node.expr)!;
      return { names: new Set([...labels.names, node.destination.value]), isOpen: labels.isOpen };
    }
    case "paren":
      return known.get(node.inner)!;
    case "number":
      return ofNumber;
    case "vector":
      return noLabels;
  }
}

/** The series of `absent_over_time` have the labels that the selector matches exactly. */
function equalityLabels(matchers: readonly { readonly operator: string; readonly label: string }[]): LogLabels {
  return {
    names: new Set(matchers.flatMap(({ operator, label }) => (operator === "=" ? [label] : []))),
    isOpen: false,
  };
}

function group(labels: LogLabels, { without, labels: names }: Grouping): LogLabels {
  const list = names.map(({ name }) => name);
  return without ? remove(labels, list) : keep(labels, list);
}

function keep(labels: LogLabels, names: readonly string[]): LogLabels {
  return { names: new Set(names.filter((name) => mayHave(labels, name))), isOpen: false };
}

function remove(labels: LogLabels, removed: readonly string[]): LogLabels {
  const names = new Set(labels.names);
  for (const name of removed) names.delete(name);
  return { names, isOpen: labels.isOpen };
}

const names = (list: LabelList | undefined): string[] => list?.labels.map(({ name }) => name) ?? [];

function inferBinary({ operator, left, right, matching }: Binary, known: ReadonlyMap<Expr, LogLabels>): LogLabels {
  const one = known.get(left)!;
  const other = known.get(right)!;
  if (operator === "or") return { names: new Set([...one.names, ...other.names]), isOpen: one.isOpen || other.isOpen };
  if (operator === "and" || operator === "unless" || other === ofNumber) return one;
  if (one === ofNumber) return other;
  if (matching?.group) {
    const many = matching.group === "left" ? one : other;
    return { names: new Set([...many.names, ...names(matching.include)]), isOpen: many.isOpen };
  }
  if (!matching) return one;
  return matching.on ? keep(one, names(matching.labels)) : remove(one, names(matching.labels));
}
