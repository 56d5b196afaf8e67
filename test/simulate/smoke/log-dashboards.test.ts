import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import { loadProject } from "../../../src/project/load/load-project.js";
import { smoke } from "../../../src/simulate/smoke/index.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

test("every query of the dashboards of logs is sound", async () => {
  const { project, sourceFiles: sources } = await loadProject({ cwd: repository });
  const compiled = compileProject(project!, { environments: ["prod", "openuser-prod"], sources });
  const artifacts = compiled.artifacts.filter(
    (artifact) => artifact.kind === "grafana dashboard" && ["Logs", "Application Logs"].includes(artifact.value.title),
  );
  const { diagnostics, runs } = smoke({ ...compiled, artifacts }, { today: "2026-06-01" });
  expect(diagnostics.map(({ id, subject, summary }) => `${id}: ${subject}: ${summary}`)).toEqual([]);
  const run = { notJudged: [], lines: expect.toSatisfy((lines: number) => lines >= 20) };
  expect(runs).toMatchObject([
    { ...run, system: "openuser", environment: "openuser-prod", expressions: 5 },
    { ...run, system: "qnt9", environment: "prod", expressions: 5 },
  ]);
});
