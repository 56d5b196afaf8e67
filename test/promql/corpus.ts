import { readFileSync } from "node:fs";
import type { Dialect, Expr, Feature } from "../../src/promql/index.js";
import { panelDialect, parse, ruleDialect } from "../../src/promql/index.js";
import { corpusFolder } from "../oracles/corpus.js";

/** An expression with the verdict of Prometheus. */
export interface Verdict {
  readonly expr: string;
  readonly ok: boolean;
  readonly error?: string;
}

const { path: folder, missing } = corpusFolder("promql");

export const corpusMissing = missing;

export function readCorpus(name: string): Verdict[] {
  const lines = readFileSync(`${folder}${name}.jsonl`, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Verdict);
}

export const everyFeature: ReadonlySet<Feature> = new Set([
  "promql-experimental-functions",
  "promql-duration-expr",
  "promql-extended-range-selectors",
  "promql-binop-fill-modifiers",
]);

export const oldest: Dialect = ruleDialect({ major: 2, minor: 42 });
export const recent: Dialect = ruleDialect({ major: 3, minor: 14 });
export const experimental: Dialect = ruleDialect({ major: 3, minor: 14, features: everyFeature });
export const panel: Dialect = panelDialect({ major: 3, minor: 14 });

/** The message of the first error, if any. */
export function problem(text: string, dialect: Dialect = oldest): string | undefined {
  return parse(text, dialect).errors[0]?.message;
}

/** Parses a valid expression. */
export function read(text: string, dialect: Dialect = oldest): Expr {
  const { expr, errors } = parse(text, dialect);
  if (!expr || errors.length > 0) throw new Error(`${text}: ${errors[0]?.message}`);
  return expr;
}

const offsets = /^(?:start|end|.*Start|.*End|groupingLast)$/;

/** A tree without offsets. */
export function shape(expr: Expr): unknown {
  const text = JSON.stringify(expr, (key, value) => {
    if (offsets.test(key) && typeof value !== "object") return undefined;
    // group_left () is group_left.
    if (key === "include" && value?.labels.length === 0) return undefined;
    return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  });
  return JSON.parse(text);
}

/** Prints an expression fully parenthesised, to show precedence. */
export function parenthesize(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return expr.raw;
    case "string":
      return JSON.stringify(expr.value);
    case "selector":
      return `${expr.name ?? "{}"}${suffix(expr)}`;
    case "matrix":
      return `${expr.selector.name ?? "{}"}[range]${suffix(expr.selector)}`;
    case "subquery":
      return `${parenthesize(expr.expr)}[range:${expr.step ? "step" : ""}]${suffix(expr)}`;
    case "call":
      return `${expr.name}(${expr.args.map(parenthesize).join(", ")})`;
    case "aggregation": {
      const labels = expr.grouping
        ? ` ${expr.without ? "without" : "by"} ${expr.grouping.labels.map((l) => l.name)}`
        : "";
      const parameter = expr.parameter ? `${parenthesize(expr.parameter)}, ` : "";
      return `${expr.operator}${labels}(${parameter}${parenthesize(expr.expr)})`;
    }
    case "binary":
      return `<${parenthesize(expr.left)} ${expr.operator} ${parenthesize(expr.right)}>`;
    case "unary":
      return `<${expr.operator}${parenthesize(expr.operand)}>`;
    case "paren":
      return `(${parenthesize(expr.inner)})`;
  }
}

function suffix(expr: { offset?: unknown; at?: unknown }): string {
  return (expr.offset ? " offset" : "") + (expr.at ? " @" : "");
}
