import type { Binary, Expr, Subquery, VectorSelector } from "../../../../src/promql/index.js";
import { walk } from "../../../../src/promql/index.js";

/** Lists the features of an expression, each once: functions, aggregations, matching modes, modifiers. */
export function listFeatures(root: Expr): Set<string> {
  const features = new Set<string>();
  walk(root, (node) => {
    for (const feature of nodeFeatures(node)) features.add(feature);
  });
  return features;
}

function nodeFeatures(node: Expr): string[] {
  switch (node.kind) {
    case "call":
      return [`${node.name}()`];
    case "aggregation":
      return [node.operator, node.grouping === undefined ? "aggregation of all" : node.without ? "without" : "by"];
    case "binary":
      return operatorFeatures(node);
    case "selector":
      return [...timeFeatures(node, "selector"), ...node.matchers.map(({ operator }) => `matcher ${operator}`)];
    case "subquery":
      return ["subquery", node.step ? "subquery with a step" : "subquery without", ...timeFeatures(node, "subquery")];
    case "unary":
      return [`unary ${node.operator}`];
    case "matrix":
      return ["range"];
    default:
      return [];
  }
}

function timeFeatures({ offset, at }: VectorSelector | Subquery, of: string): string[] {
  const features: string[] = [];
  if (offset) {
    const isNegative = offset.kind !== "duration" || offset.milliseconds < 0;
    features.push(`${of} ${isNegative ? "offset -" : "offset"}`);
  }
  if (at) features.push(`${of} @ ${at.kind === "timestamp" ? "time" : `${at.kind}()`}`);
  return features;
}

function operatorFeatures({ operator, matching, bool, left, right }: Binary): string[] {
  const scalar = [left, right].some((side) => isScalar(side));
  const features = [`operator ${operator}`];
  if (bool) features.push(scalar ? "bool with a scalar" : "bool between vectors");
  if (scalar) return features;
  const by = matching?.labels ? (matching.on ? "on" : "ignoring") : "all labels";
  if (operator === "and" || operator === "or" || operator === "unless") features.push(`${operator} by ${by}`);
  else {
    const group = matching?.group ? `group_${matching.group}` : "one to one";
    features.push(`${group} by ${by}`);
    if (matching?.include && matching.include.labels.length > 0) features.push(`${group} with labels`);
  }
  return features;
}

function isScalar(expr: Expr): boolean {
  let inner = expr;
  while (inner.kind === "paren" || inner.kind === "unary") inner = inner.kind === "paren" ? inner.inner : inner.operand;
  if (inner.kind === "binary") return isScalar(inner.left) && isScalar(inner.right);
  return inner.kind === "number" || (inner.kind === "call" && ["pi", "scalar", "time"].includes(inner.name));
}

/** Counts how often each feature occurs, and how often in an expression with a value. */
export class Coverage {
  private readonly counts = new Map<string, { occurs: number; answered: number }>();

  constructor(features: readonly string[]) {
    for (const feature of features) this.counts.set(feature, { occurs: 0, answered: 0 });
  }

  add(features: Iterable<string>, hasValue: boolean): void {
    for (const feature of features) {
      const count = this.counts.get(feature) ?? { occurs: 0, answered: 0 };
      this.counts.set(feature, count);
      count.occurs++;
      if (hasValue) count.answered++;
    }
  }

  /** Lists features that occurred less often than a limit. */
  below(least: number): string[] {
    return [...this.counts].filter(([, { occurs }]) => occurs < least).map(([feature]) => feature);
  }

  table(): string {
    const rows = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1));
    const cells = rows.map(([feature, { occurs, answered }]) => {
      return `${feature.padEnd(28)}${String(occurs).padStart(5)}${String(answered).padStart(6)}`;
    });
    const lines: string[] = [];
    const height = Math.ceil(cells.length / 3);
    for (let line = 0; line < height; line++) {
      lines.push([0, 1, 2].flatMap((column) => cells[line + column * height] ?? []).join("   "));
    }
    return lines.join("\n");
  }
}

const sets = ["and", "or", "unless"];
const groups = ["one to one", "group_left", "group_right"];
const modifiers = ["offset", "offset -", "@ time", "@ start()", "@ end()"];

/** Every matching mode, grouping mode and time modifier that has to occur. */
export const matchingFeatures: readonly string[] = [
  ...sets.flatMap((operator) => ["all labels", "on", "ignoring"].map((by) => `${operator} by ${by}`)),
  ...groups.flatMap((group) => ["on", "ignoring"].map((by) => `${group} by ${by}`)),
  ...["one to one by all labels", "group_left with labels", "group_right with labels"],
  ...["bool between vectors", "bool with a scalar", "by", "without", "aggregation of all"],
  ...["+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<", "<=", ">", ">="].map(
    (operator) => `operator ${operator}`,
  ),
  ...["=", "!=", "=~", "!~"].map((operator) => `matcher ${operator}`),
  ...["selector", "subquery"].flatMap((of) => modifiers.map((modifier) => `${of} ${modifier}`)),
  ...["range", "subquery", "subquery with a step", "subquery without", "unary -", "unary +"],
];
