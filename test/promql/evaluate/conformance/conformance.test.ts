import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { corpusFolder } from "../../../oracles/corpus.js";
import { experimental } from "../../corpus.js";
import { type Outcome, runScript } from "./run-script.js";

const { path: folder, missing } = corpusFolder("promqltest");
const scripts = missing ? [] : readdirSync(folder).filter((name) => name.endsWith(".test"));

const options = {
  dialect: experimental,
  semantics: "3.x",
  delayedNameRemoval: true,
  startTimestamps: true,
} as const;

describe.skipIf(missing)("Prometheus' own conformance scripts pass as 3.x with delayed name removal", () => {
  const all: Outcome[] = [];

  test.each(scripts)("%s", (name) => {
    const script = readFileSync(`${folder}${name}`, "utf8");
    const outcomes = runScript(script, options);
    all.push(...outcomes);
    expect(outcomes.length).toBeGreaterThan(0);
    const failed = outcomes.filter(({ problem }) => problem !== undefined);
    expect(failed.map(({ line, expr, problem }) => `${name}:${line}: ${expr}\n    ${problem}`)).toEqual([]);
  });

  afterAll(() => {
    const failed = all.filter(({ problem }) => problem !== undefined).length;
    console.log(`evaluations: ${all.length - failed} passed, ${failed} failed, 0 skipped`);
  });
});
