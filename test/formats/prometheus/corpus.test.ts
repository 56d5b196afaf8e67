import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { corpusFolder } from "../../oracles/corpus.js";
import { compareVerdicts, type Verdict } from "./promtool.js";

describe.each(["rulefmt", "rules"])("files with recorded verdicts of promtool 2.42: %s", (part) => {
  const { path: folder, missing } = corpusFolder(part);
  const verdicts: Record<string, Verdict> = missing ? {} : JSON.parse(readFileSync(`${folder}verdicts.json`, "utf8"));
  const names = missing ? [] : readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  test.skipIf(missing).each(names)("%s", (name) => {
    expect(compareVerdicts(readFileSync(`${folder}${name}`, "utf8"), verdicts[name]!)).toBeUndefined();
  });
});
