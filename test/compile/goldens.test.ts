import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../src/compile/index.js";
import { validateDashboard } from "../../src/formats/grafana/validate-dashboard.js";
import type { Project } from "../../src/model/project/project.js";
import { hasResourceSchemas, validateResource } from "../formats/grafana/corpus-resources.js";
import { hasCorpusSchemas, validateAgainstCorpus } from "../formats/grafana/corpus-schemas.js";
import { amtool, promtool } from "./tools.js";

const folder = fileURLToPath(new URL("./goldens/", import.meta.url));
const cases = await Promise.all(
  readdirSync(folder).map(async (name) => {
    const { default: project } = (await import(`./goldens/${name}/input.ts`)) as { default: Project };
    return { name, compiled: compileProject(project) };
  }),
);

if (!promtool) console.warn("skipped: promtool is not installed");
if (!amtool) console.warn("skipped: amtool is not installed");

// Each case is a folder: definitions in input.ts, and the artifacts that they compile to in expected/.
describe.each(cases)("$name", ({ name, compiled }) => {
  const texts = compiled.artifacts.map((artifact) => ({ artifact, text: renderArtifact(artifact) }));

  test("compiles without findings", () => {
    expect(compiled.diagnostics).toEqual([]);
  });

  test("compiles to exactly the expected files", async () => {
    const expected = readdirSync(`${folder}${name}/expected`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(`${folder}${name}/expected/`.length));
    for (const { artifact, text } of texts) {
      await expect(text).toMatchFileSnapshot(`${folder}${name}/expected/${artifact.path}`);
    }
    expect(texts.map(({ artifact }) => artifact.path)).toEqual(expected.sort());
  });

  test("dashboards match the schema", () => {
    for (const { artifact, text } of texts) {
      if (artifact.kind !== "grafana dashboard" || artifact.definition.kind === "foreignDashboard") continue;
      expect(validateDashboard(artifact.createResource ? artifact.value : JSON.parse(text))).toEqual([]);
    }
  });

  test.skipIf(!hasCorpusSchemas)("dashboards match Grafana's own schemas", () => {
    for (const { artifact, text } of texts) {
      if (artifact.kind !== "grafana dashboard" || artifact.definition.kind === "foreignDashboard") continue;
      expect(validateAgainstCorpus(artifact.createResource ? artifact.value : JSON.parse(text))).toEqual([]);
    }
  });

  test.skipIf(!hasResourceSchemas)("resources match Grafana's own schemas", () => {
    for (const { artifact, text } of texts) {
      const isResource =
        artifact.kind === "grafana dashboard" ? artifact.createResource : artifact.kind === "grafana folder";
      if (isResource) expect(validateResource(JSON.parse(text))).toEqual([]);
    }
  });

  test.skipIf(!promtool)("promtool accepts the rules", () => {
    for (const { artifact, text } of texts) {
      // The installed promtool may be older than 2.53, which introduced query_offset.
      if (artifact.kind !== "prometheus rules") continue;
      expect(promtool!(text.replace(/^ {4}query_offset: .*\n/m, ""))).toEqual({
        status: 0,
        output: expect.any(String),
      });
    }
  });

  test.skipIf(!amtool)("amtool accepts the routing", () => {
    for (const { artifact, text } of texts) {
      if (artifact.kind !== "alertmanager") continue;
      // The installed amtool may be older than 0.26, which introduced url_file.
      const known = text.replace(/url_file: \/etc.*BRIDGE_URL/, "url: http://localhost/bridge");
      expect(amtool!(known)).toEqual({ status: 0, output: expect.stringContaining("SUCCESS") });
    }
  });
});
