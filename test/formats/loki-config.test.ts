import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.js";
import { readLoki } from "../../src/formats/loki/index.js";
import { corpusFolder } from "../oracles/corpus.js";

interface Verdict {
  readonly ok: boolean;
  readonly errors?: readonly string[];
}

const { path: folder, missing } = corpusFolder("collection/loki-config");

describe.skipIf(missing)("Loki accepts and refuses the configurations of the corpus", () => {
  const all = missing ? {} : JSON.parse(readFileSync(`${folder}verdicts.json`, "utf8"));
  const verdicts = Object.entries(all.cases ?? all[Object.keys(all).find((key) => typeof all[key] === "object")!]);

  test("there is a verdict for every file", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    expect(verdicts.map(([name]) => name).sort()).toEqual(files.sort());
  });

  test.each(verdicts as [string, Verdict][])("%s", (file, { ok, errors = [] }) => {
    const { diagnostics } = readLoki(readFileSync(folder + file, "utf8"), { file, today: "2026-11-28" });
    const ours = diagnostics.map(({ summary, severity, span }) => `${span?.start.line} ${severity}: ${summary}`);
    expect(hasErrors(diagnostics), `${errors.join("\n")}\n${ours.join("\n")}`).toBe(!ok);
  });
});
