import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { upgradeProject } from "../../../src/project/upgrade/upgrade-project.js";
import { renderUpgrade } from "../../../src/simulate/upgrade/terminal.js";
import { temporaryFolder } from "../temporary-folder.js";

test.each(["upgrade/alert", "upgrade/value"])("the page of %s shows what its example prints", async (id) => {
  const page = readFileSync(new URL(`../../../docs/checks/${id}.md`, import.meta.url), "utf8");
  const block = (kind: string) => new RegExp(`^\`\`\`${kind}\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page)?.[1] ?? "";
  const cwd = temporaryFolder({ "rules.yml": block("yaml rules"), "rules.test.yml": block("yaml tests") });
  const { run, root, readSource } = await upgradeProject({
    ...{ cwd, files: ["rules.test.yml"], upgrade: "3.16", today: "2026-11-29" },
    ...{ versions: { prometheus: "2.42" }, progress: { descriptor: 2, color: false } },
  });
  expect(run.diagnostics.map((found) => found.id)).toEqual([id]);
  const blocks = renderUpgrade(run, { cwd, root, readSource }).split("\n\n");
  expect(blocks.slice(0, -1).join("\n\n")).toBe(block("text").trimEnd());
});
