import type { Expr as LogqlExpr } from "../../../logql/index.js";
import { Comparable, type Condition, isCondition, type Query } from "../../../model/expression/query.js";
import { type Expr, unwrapParens } from "../../../promql/index.js";
import type { CompiledQuery } from "../../compiled.js";
import { queryOf } from "../../query/query-of.js";
import { inferUnit } from "../../values/infer-value-traits.js";
import { inferLogUnit } from "./log-unit.js";

/**
 * Renders the value that an alert compares, with its unit, as a Go template. Undefined if the value says nothing: that of
 * `== 0`, of `absent`, or of alternatives in different units.
 */
export function renderAlertValue(when: Condition | Query, query: CompiledQuery): string | undefined {
  const { expr, logql, composed } = query;
  if (logql) return renderLogValue(when, logql);
  if (!expr) return undefined;
  const alternatives = listAlternatives(expr).map(findCompared);
  const compared = alternatives.filter((one) => one !== undefined);
  const staysInOutage = isCondition(when) && when.traits.kept.length > 0;
  if (compared.length === 0 || (compared.length < alternatives.length && !staysInOutage)) return undefined;
  const units = new Set(compared.map((one) => inferUnit(one, composed.references)));
  if (units.size > 1) return undefined;
  const known = compared.length === 1 ? unitOfSignal(when) : undefined;
  const [inferred] = units;
  return renderValue(known ?? inferred);
}

/** The same for the value of an alert on logs. */
function renderLogValue(when: Condition | Query, expr: LogqlExpr): string | undefined {
  const unit = inferLogUnit(expr);
  return unit === undefined ? undefined : renderValue(unitOfSignal(when) ?? unit);
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

const filters = new Set(["<", "<=", ">", ">=", "!="]);

/** The operand whose value a condition returns: that on the left, or the one that is not a number. */
function findCompared(expr: Expr): Expr | undefined {
  let node = unwrapParens(expr);
  while (node.kind === "binary" && (node.operator === "and" || node.operator === "unless"))
    node = unwrapParens(node.left);
  if (node.kind !== "binary" || !filters.has(node.operator) || node.bool) return undefined;
  return unwrapParens(node.left).kind === "number" ? node.right : node.left;
}

/** The unit of a signal or a recording rule that is compared as it is, not in an expression around it. */
function unitOfSignal(when: Condition | Query): string | undefined {
  if (isCondition(when)) return when.compared?.query.quantity?.unit;
  const { chunks, holes } = when;
  const isWhole = chunks[0]!.trim() === "" && /^\s*[<>!]/.test(chunks[1] ?? "");
  const [compared] = holes;
  return isWhole && compared instanceof Comparable ? queryOf(compared).quantity?.unit : undefined;
}

/** A number: `humanize` alone prints 0.11 as "110m", which reads like minutes. */
const number = '{{ if lt $value 1.0 }}{{ printf "%.3g" $value }}{{ else }}{{ humanize $value }}{{ end }}';

/** Templates of values, by Grafana's names of units. */
const templates: Readonly<Record<string, string>> = {
  percentunit: "{{ $value | humanizePercentage }}",
  percent: `${number}%`,
  s: "{{ $value | humanizeDuration }}",
  ms: "{{ $value | humanize }}ms",
  bytes: "{{ $value | humanize1024 }}B",
  decbytes: "{{ $value | humanize }}B",
  Bps: "{{ $value | humanize }}B/s",
  binBps: "{{ $value | humanize1024 }}B/s",
  reqps: `${number} per second`,
  ops: `${number} per second`,
  opm: `${number} per minute`,
  "suffix:/h": `${number} per hour`,
};

function renderValue(unit: string | undefined): string {
  return templates[unit ?? ""] ?? number;
}
