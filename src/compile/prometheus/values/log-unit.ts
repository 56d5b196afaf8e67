import { type Expr, type RangeAggregation, unwrapParens } from "../../../logql/index.js";

const filters: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "!="]);

/**
 * Infers the unit of the value that an alert on logs compares, by Grafana's name: `ops`, `bytes`, or `none` for a number.
 * Undefined if the value says nothing: that of `== 0`, of `absent_over_time`, or of alternatives in different units.
 */
export function inferLogUnit(expr: Expr): string | undefined {
  const alternatives = listAlternatives(expr).map(findCompared);
  if (alternatives.includes(undefined)) return undefined;
  const units = new Set(alternatives.map((one) => unitOf(one!)));
  return units.size === 1 ? [...units][0] : undefined;
}

/** The operands of `or`, in any order. */
function listAlternatives(expr: Expr): readonly Expr[] {
  const alternatives: Expr[] = [];
  const open = [expr];
  for (let next = open.pop(); next; next = open.pop()) {
    const node = unwrapParens(next);
    if (node.kind === "binary" && node.operator === "or") open.push(node.left, node.right);
    else alternatives.push(node);
  }
  return alternatives;
}

/** The operand whose value a condition returns: that on the left, or the one that is not a number. */
function findCompared(expr: Expr): Expr | undefined {
  let node = unwrapParens(expr);
  while (node.kind === "binary" && (node.operator === "and" || node.operator === "unless"))
    node = unwrapParens(node.left);
  if (node.kind !== "binary" || !filters.has(node.operator) || node.bool) return undefined;
  return unwrapParens(node.left).kind === "number" ? node.right : node.left;
}

function unitOf(expr: Expr): string {
  const node = unwrapParens(expr);
  switch (node.kind) {
    case "vector aggregation":
      return node.operator === "count" ? "none" : unitOf(node.expr);
    case "label_replace":
      return unitOf(node.expr);
    case "range aggregation":
      return unitOfRange(node);
    case "binary":
      return unitOfOperation(node.operator, node.left, node.right);
    default:
      return "none";
  }
}

function unitOfOperation(operator: string, left: Expr, right: Expr): string {
  const [one, other] = [unwrapParens(left), unwrapParens(right)];
  const isLiteral = one.kind === "number" || other.kind === "number";
  if (operator === "+" || operator === "-") return one.kind === "number" ? unitOf(other) : unitOf(one);
  if (operator === "/" && !isLiteral) return unitOf(one) === unitOf(other) ? "percentunit" : "none";
  const hundred = [one, other].some((part) => part.kind === "number" && part.value === 100);
  const ratio = one.kind === "number" ? other : one;
  return operator === "*" && hundred && unitOf(ratio) === "percentunit" ? "percent" : "none";
}

const fixedUnits: Readonly<Record<string, string | undefined>> = {
  ...{ count_over_time: "none", bytes_over_time: "bytes", bytes_rate: "Bps", absent_over_time: "none" },
};

/** Units by the end of the name of an unwrapped field. */
const unitsByName: readonly (readonly [RegExp, string])[] = [
  [/(?:^|_)(?:ms|millis|milliseconds)$/, "ms"],
  [/(?:^|_)(?:s|sec|seconds)$/, "s"],
  [/(?:^|_)bytes$/, "bytes"],
];

function unitOfRange({ operator, range: { unwrap } }: RangeAggregation): string {
  if (!unwrap) return operator === "rate" ? "ops" : (fixedUnits[operator] ?? "none");
  const { label, conversion } = unwrap;
  const named = unitsByName.find(([pattern]) => pattern.test(label.name))?.[1] ?? "none";
  const unit = conversion === undefined ? named : conversion === "bytes" ? "bytes" : "s";
  if (operator === "stdvar_over_time") return "none";
  if (operator !== "rate" && operator !== "rate_counter") return unit;
  return unit === "none" ? "ops" : unit === "bytes" ? "Bps" : "none";
}
