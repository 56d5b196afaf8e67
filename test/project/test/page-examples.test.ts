import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { test as runTests } from "../../../src/project/test/test.js";
import { describeFailure, describeWarning } from "../../../src/simulate/report/failure.js";
import { temporaryFolder } from "../temporary-folder.js";

const folder = new URL("../../../docs/checks/", import.meta.url);
const pages = ["test", "test-file"].flatMap((topic) =>
  readdirSync(new URL(`${topic}/`, folder)).map((file) => `${topic}/${file.replace(/\.md$/, "")}`),
);

/** Returns the ids of all findings in an example. Its first line may name a release of promtool. */
async function findingsOf(example: string, rules: string): Promise<string[]> {
  const cwd = temporaryFolder({ "rules.yml": rules, "example.yml": example });
  const prometheus = /^# promtool (\S+)$/m.exec(example)?.[1];
  const progress = { descriptor: 2, color: false };
  const { run } = await runTests({ cwd, files: ["example.yml"], versions: { prometheus }, progress });
  return run.files.flatMap(({ diagnostics, outcomes, source }) => [
    ...diagnostics.map(({ id }) => id),
    ...outcomes.flatMap((outcome) => [
      ...outcome.failures.map((failure) => describeFailure(failure, outcome, source!, false).diagnostic.id),
      ...outcome.warnings.map((warning) => describeWarning(warning, outcome, source!).id),
    ]),
  ]);
}

/** Pages about files that are missing, or not YAML. */
const withoutExamples = ["test/none-found", "test/typescript"];

describe.each(pages.filter((id) => !withoutExamples.includes(id)))("the examples of %s", (id) => {
  const page = readFileSync(new URL(`${id}.md`, folder), "utf8");
  const blocks = [...page.matchAll(/^```yaml (rules|wrong|right)\n([\s\S]*?)^```$/gm)];
  const rules = blocks.find(([, role]) => role === "rules")?.[2] ?? "groups: []\n";

  test.each(blocks.filter(([, role]) => role !== "rules").map(([, role, text]) => [role!, text!]))(
    "%s",
    async (role, text) => {
      const ids = await findingsOf(text, rules);
      if (role === "wrong") expect(ids).toContain(id);
      else expect(ids.filter((one) => one.startsWith(`${id.split("/")[0]}/`))).toEqual([]);
    },
  );
});
