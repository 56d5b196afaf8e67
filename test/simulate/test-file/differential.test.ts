import { describe, expect, test } from "vitest";
import { randomNumbers } from "../../formats/mutate.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { generateCase } from "./generate.js";
import { inFolder, judge, promtoolMissing } from "./promtool.js";
import { inPromtoolsWords, normalized } from "./promtool-words.js";
import { runFile } from "./run-file.js";

const count = rounds(40);

describe.skipIf(promtoolMissing !== undefined)("random rules", () => {
  test(`give the same results as promtool (seed ${seed}, ${count} files)`, { timeout: 3_600_000 }, async () => {
    const random = randomNumbers(seed);
    const cases = Array.from({ length: count }, (_, index) => generateCase(`rules${index}.yml`, random));
    const files = new Map<string, string>();
    for (const [index, { rules, tests }] of cases.entries()) {
      files.set(`rules${index}.yml`, rules).set(`tests${index}.yml`, tests);
    }
    const names = cases.map((_, index) => `tests${index}.yml`);
    const theirs = await inFolder(files, (folder) => judge(folder, names));
    const differing: string[] = [];
    const tally = { failures: 0, firing: 0, erring: 0 };
    for (const [index, { rules, tests }] of cases.entries()) {
      const { errors, outcomes } = runFile(tests, () => rules);
      const [ours, expected] = [[...errors, ...inPromtoolsWords(outcomes)], normalized(theirs[index]!)];
      tally.failures += expected.length;
      tally.firing += expected.filter((failure) => failure.startsWith("alertname:")).length;
      if (expected.some((failure) => failure.startsWith("rule "))) tally.erring++;
      const first = ours.findIndex((failure, at) => failure !== expected[at]);
      if (first === -1 && ours.length === expected.length) continue;
      const at = first === -1 ? ours.length : first;
      const shown = differing.length === 0 ? `\n${rules}\n${tests}` : "";
      differing.push(`${names[index]}\nours:     ${ours[at]}\npromtool: ${expected[at]}${shown}`);
    }
    console.log(
      `seed ${seed} (RULE_DIFFERENTIAL_SEED): ${count} files (RULE_DIFFERENTIAL_COUNT), ${tally.failures} answers ` +
        `compared, ${tally.firing} of them alerts that fire; in ${tally.erring} files a rule failed`,
    );
    expect(differing.slice(0, 10).reverse().join("\n\n")).toBe("");
    expect(tally.failures).toBeGreaterThan(20 * count);
    expect(tally.firing).toBeGreaterThan(2 * count);
    expect(tally.erring).toBeLessThan(count / 2);
  });
});
