import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readYaml, renderYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";
import { randomNumbers } from "../../formats/mutate.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { breakTests, type TestFileContent } from "./break-tests.js";
import { inFolder, judge, promtoolMissing } from "./promtool.js";
import { passes, runFile } from "./run-file.js";

const { path: folder, missing: corpusMissing } = corpusFolder("unit-tests");
const names = corpusMissing === undefined ? readdirSync(folder) : [];
const files = new Map(names.map((name) => [name, readFileSync(folder + name, "utf8")]));
const tests = names.filter((name) => name.startsWith("T_"));
const ruleText = (name: string) => files.get(name)!;

const variants = rounds(1);

describe.skipIf(corpusMissing !== undefined)("promtool tests of public projects", () => {
  test.each(tests)("%s passes", (name) => {
    const run = runFile(files.get(name)!, ruleText);
    expect(run.errors).toEqual([]);
    expect(run.outcomes.flatMap(({ failures }) => failures)).toEqual([]);
  });

  const missing = promtoolMissing;
  const title = `broken, they fail where they fail with promtool (seed ${seed}, ${variants} of each)`;
  test.skipIf(missing !== undefined)(title, { timeout: 3_600_000 }, async () => {
    const random = randomNumbers(seed);
    const broken = new Map<string, { readonly text: string; readonly change: string }>();
    for (const name of tests) {
      for (let number = 0; number < variants; number++) {
        const root = readYaml(files.get(name)!, { file: name }).documents[0]!;
        const content = toPlainValue(root) as unknown as TestFileContent;
        const change = breakTests(content, random);
        broken.set(`${number}_${name}`, { text: renderYaml(content as unknown as YamlValue), change });
      }
    }
    const texts = Array.from(broken, ([name, { text }]) => [name, text] as const);
    const theirs = await inFolder(new Map([...files, ...texts]), (where) => judge(where, [...broken.keys()]));
    const differing: string[] = [];
    for (const [index, [name, { text, change }]] of [...broken].entries()) {
      const ours = passes(runFile(text, ruleText));
      if (ours !== (theirs[index] === "")) differing.push(`${name}, ${change}: ${ours}, promtool: ${theirs[index]}`);
    }
    const failed = theirs.filter((output) => output !== "").length;
    console.log(`seed ${seed} (RULE_TESTS_SEED): ${broken.size} broken files (RULE_TESTS_VARIANTS), ${failed} fail`);
    expect(differing).toEqual([]);
    expect(failed).toBeGreaterThan(broken.size / 2);
  });
});
