import { describe, expect, test } from "vitest";
import { parse } from "../../src/promql/index.js";
import { corpusMissing, experimental, old, readCorpus, type Verdict } from "./corpus.js";

describe.skipIf(corpusMissing)("the verdict is Prometheus'", () => {
  test.each(["handmade-2.42", "mutants", "real-valid"])("of 2.42 on every expression of %s", (name) => {
    expect(differences(readCorpus(name), old)).toEqual([]);
  });

  test("of 3.14 with every feature on the table of its parser's tests", () => {
    expect(differences(readCorpus("parser-table-3.x").map(withRawByte), experimental)).toEqual([]);
  });
});

function differences(verdicts: readonly Verdict[], dialect: typeof old): unknown[] {
  return verdicts
    .map((verdict) => ({ ...verdict, ours: parse(verdict.expr, dialect).errors[0]?.message }))
    .filter(({ ok, ours }) => ok !== (ours === undefined));
}

/**
 * Where the table expects broken UTF-8, its Go source has the lone byte FF, which JSON cannot hold and shows as the
 * (perfectly good) character ÿ. Reading that byte from a file yields U+FFFD.
 */
function withRawByte(verdict: Verdict): Verdict {
  return verdict.error === "invalid UTF-8 rune"
    ? { ...verdict, expr: verdict.expr.replace("\u00ff", "\ufffd") }
    : verdict;
}
