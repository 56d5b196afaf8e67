import { describe, expect, test } from "vitest";
import { parse } from "../../src/promql/index.js";
import { corpusMissing, experimental, oldest, readCorpus, type Verdict } from "./corpus.js";

describe.skipIf(corpusMissing)("the verdict is Prometheus'", () => {
  test.each(["handmade-2.42", "mutants", "real-valid"])("of 2.42 on every expression of %s", (name) => {
    expect(differences(readCorpus(name), oldest)).toEqual([]);
  });

  test("of 3.14 with every feature, on the table of its parser tests", () => {
    expect(differences(readCorpus("parser-table-3.x").map(withRawByte), experimental)).toEqual([]);
  });
});

function differences(verdicts: readonly Verdict[], dialect: typeof oldest): unknown[] {
  return verdicts
    .map((verdict) => ({ ...verdict, ours: parse(verdict.expr, dialect).errors[0]?.message }))
    .filter(({ ok, ours }) => ok !== (ours === undefined));
}

/**
 * For invalid UTF-8 the Go source of the table has a lone byte FF, which JSON cannot represent and shows as ÿ. Reading that
 * byte from a file yields U+FFFD.
 */
function withRawByte(verdict: Verdict): Verdict {
  return verdict.error === "invalid UTF-8 rune"
    ? { ...verdict, expr: verdict.expr.replace("\u00ff", "\ufffd") }
    : verdict;
}
