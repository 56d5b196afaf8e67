import { readFileSync } from "node:fs";
import { type Dialect, type Expr, parse, ruleDialect } from "../../src/logql/index.js";
import { corpusFolder } from "../oracles/corpus.js";

/** An expression with the verdict of Loki's parser. */
export interface Verdict {
  readonly expr: string;
  readonly ok: boolean;
  readonly kind?: "log" | "metric";
  readonly error?: string;
}

const { path: folder, missing } = corpusFolder("logql");

export const corpusMissing = missing;

export function readCorpus(name: "real" | "mutants"): Verdict[] {
  const lines = readFileSync(`${folder}${name}.jsonl`, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Verdict);
}

/** The message of the first error, if any. */
export function problem(text: string, dialect: Dialect = ruleDialect): string | undefined {
  return parse(text, dialect).errors[0]?.message;
}

/** Parses a valid expression. */
export function read(text: string, dialect: Dialect = ruleDialect): Expr {
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
