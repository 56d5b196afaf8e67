import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { corpusFolder } from "../../../oracles/corpus.js";
import { experimental } from "../../corpus.js";
import { type Outcome, runScript } from "./run-script.js";

const options = {
  dialect: experimental,
  semantics: "3.x",
  delayedNameRemoval: true,
  startTimestamps: true,
} as const;

/** The scripts of the language, and those of what was experimental when they were written. */
const corpora = ["promqltest", "promqltest-next"];

describe.each(corpora)("Prometheus' own conformance scripts in %s pass as 3.x with delayed name removal", (corpus) => {
  const { path: folder, missing } = corpusFolder(corpus);
  const scripts = missing ? [] : readdirSync(folder).filter((name) => name.endsWith(".test"));
  const all: Outcome[] = [];

  test.skipIf(missing).each(scripts)("%s", (name) => {
    const script = readFileSync(`${folder}${name}`, "utf8");
    const outcomes = runScript(script, options);
    all.push(...outcomes);
    expect(outcomes.length).toBeGreaterThan(0);
    const failed = outcomes.filter(({ problem }) => problem !== undefined);
    expect(failed.map(({ line, expr, problem }) => `${name}:${line}: ${expr}\n    ${problem}`)).toEqual([]);
  });

  afterAll(() => {
    const failed = all.filter(({ problem }) => problem !== undefined).length;
    console.log(`${corpus}: ${all.length - failed} passed, ${failed} failed, 0 skipped`);
  });
});
