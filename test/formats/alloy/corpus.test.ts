import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasErrors } from "../../../src/diagnostics/diagnostic.js";
import { readAlloy } from "../../../src/formats/alloy/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

interface Verdict {
  readonly ok: boolean;
  readonly ok_experimental?: boolean;
  readonly syntax_ok: boolean;
  readonly errors: readonly string[];
  readonly load: { readonly ok?: boolean; readonly skipped?: string; readonly errors?: readonly string[] };
}

const { path: folder, missing } = corpusFolder("collection/alloy");

/** The oracle was built with 74 components; those that it lacks are unknown to it. */
const lacking = "cannot find the definition";
const isComponent = /"(?:prometheus\.exporter\.mysql)"/;

describe.skipIf(missing)("Alloy accepts and refuses the files of the corpus", () => {
  const verdicts = JSON.parse(readFileSync(join(folder, "verdicts.json"), "utf8")) as Readonly<Record<string, Verdict>>;
  const read = (file: string) => readFileSync(join(folder, "cases", file), "utf8");
  const judged = Object.entries(verdicts).filter(
    ([, { errors }]) => !errors.some((error) => error.includes(lacking) && isComponent.test(error)),
  );

  test("there is a verdict for every case", () => {
    expect(readdirSync(join(folder, "cases")).sort()).toEqual(Object.keys(verdicts).sort());
  });

  test.each(judged)("%s", (file, { ok, load, errors }) => {
    const { diagnostics } = readAlloy(read(file), { file });
    const ours = diagnostics.map(({ span, summary }) => `${span?.start.line}:${span?.start.column}: ${summary}`);
    const theirs = [...errors, ...(load.errors ?? [])];
    expect({ accepted: !hasErrors(diagnostics), ours: ours.length > 0 ? theirs : ours }).toEqual({
      accepted: ok && load.ok !== false,
      ours: theirs.length > 0 ? theirs : ours,
    });
  });

  test.each(judged.filter(([, { syntax_ok }]) => !syntax_ok))(
    "%s has a syntax error at the same line",
    (file, { errors }) => {
      const { diagnostics } = readAlloy(read(file), { file });
      expect(diagnostics.map(({ id }) => id)).toContain("alloy/syntax");
      const line = (text: string) => Number(text.split(":")[0]);
      expect(diagnostics[0]!.span!.start.line).toBe(Math.min(...errors.map(line)));
    },
  );

  test.each(judged.filter(([, one]) => one.ok_experimental === true))(
    "%s with experimental features",
    (file, { load }) => {
      const { diagnostics } = readAlloy(read(file), { file, stability: "experimental" });
      expect(!hasErrors(diagnostics)).toBe(load.ok !== false);
    },
  );
});
