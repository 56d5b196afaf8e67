import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import { loadProject } from "../../../src/project/load/load-project.js";
import { smoke } from "../../../src/simulate/smoke/index.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

test("every expression of QNT9 is sound", async () => {
  const { project, sourceFiles: sources } = await loadProject({ cwd: repository });
  const compiled = compileProject(project!, { environments: ["prod"], sources });
  const { diagnostics, runs } = smoke(compiled, { today: "2026-06-01", systems: ["qnt9"] });
  expect(diagnostics.map(({ id, subject, summary }) => `${id}: ${subject}: ${summary}`)).toEqual([]);
  expect(runs).toMatchObject([{ system: "qnt9", environment: "prod" }]);
  const others = runs[0]!.notJudged.filter(({ why }) => why !== "it reads ALERTS or ALERTS_FOR_STATE");
  expect(others).toEqual([]);
  expect(runs[0]!.expressions).toBeGreaterThan(150);
});
