import { describe, expect, test } from "vitest";
import { parse, ruleDialect, unwrapParens } from "../../src/logql/index.js";
import { corpusMissing, readCorpus } from "./corpus.js";

/** The kind of a valid expression, or undefined. */
function kindOf(text: string): "log" | "metric" | undefined {
  const { expr, errors } = parse(text, ruleDialect);
  if (!expr || errors.length > 0) return undefined;
  return unwrapParens(expr).kind === "log query" ? "log" : "metric";
}

describe.skipIf(corpusMissing)("the verdict is Loki's", () => {
  test.each(["real", "mutants"] as const)("on every expression of %s", (name) => {
    const differing = readCorpus(name).filter(({ expr, ok, kind }) => kindOf(expr) !== (ok ? kind : undefined));
    expect(differing).toEqual([]);
  });
});
