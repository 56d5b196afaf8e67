import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readAlertmanager } from "../../../src/formats/alertmanager/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("alertmanager");

describe.skipIf(missing)("configurations with recorded verdicts of amtool 0.25", () => {
  const verdicts: Record<string, { exit: number; output: string }> = missing
    ? {}
    : JSON.parse(readFileSync(`${folder}verdicts.json`, "utf8"));
  test.each(Object.keys(verdicts))("%s", (name) => {
    const text = readFileSync(`${folder}${name}`, "utf8");
    const { diagnostics } = readAlertmanager(text, { file: name, version: { major: 0, minor: 25 } });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.length > 0, `${verdicts[name]!.output}\n${JSON.stringify(errors)}`).toBe(verdicts[name]!.exit === 1);
  });
});
