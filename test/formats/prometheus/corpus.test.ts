import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { difference, type Verdict } from "./promtool.js";

const corpus = "../shared/corpus";
const missing = !existsSync(corpus);
if (missing) console.log(`skipped: no rule files with verdicts at ${corpus}`);

describe.skipIf(missing)("files that promtool 2.42 has judged", () => {
  for (const folder of missing ? [] : [`${corpus}/rulefmt`, `${corpus}/rules`]) {
    const verdicts: Record<string, Verdict> = JSON.parse(readFileSync(`${folder}/verdicts.json`, "utf8"));
    test.each(readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)))(`${folder}/%s`, (name) => {
      expect(difference(readFileSync(`${folder}/${name}`, "utf8"), verdicts[name]!)).toBeUndefined();
    });
  }
});
