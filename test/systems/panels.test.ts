import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { compiledAlerts, compiledRecordings } from "../../src/check/subjects/compiled-rules.js";
import type { CompiledPanel } from "../../src/compile/compiled.js";
import { compileProject, renderArtifact } from "../../src/compile/index.js";
import { createSeriesLookup } from "../../src/compile/series-lookup.js";
import { buildCatalogue, type Catalogue } from "../../src/model/system/catalogue.js";
import { findPanelKind } from "../../src/panels/kinds/index.js";
import { allFindings } from "../../src/project/all-findings.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { inferLabels, type SeriesLookup } from "../../src/promql/index.js";

/** Findings that no panel of this repository may have, whether its definition allows them or not. */
const unwanted = [
  ...["legend-label", "no-description", "no-unit", "same-name-series", "unknown-field", "unknown-unit"],
  ...["unmatched-override", "unreachable-threshold", "wrong-unit"],
].map((name) => `dashboard/${name}`);

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A panel of a dashboard. */
interface OwnPanel {
  readonly name: string;
  readonly panel: CompiledPanel;
  readonly lookup: SeriesLookup;
}

let panels: readonly OwnPanel[];
let catalogue: Catalogue;
let ruleFiles: readonly { readonly path: string; readonly text: string }[];

beforeAll(async () => {
  const { project, sourceFiles: sources } = await loadProject({ cwd: repository });
  const [qnt9] = project!.systems;
  catalogue = buildCatalogue(qnt9!);
  const { artifacts } = compileProject(project!, { sources });
  const rules = artifacts.filter((artifact) => artifact.kind === "prometheus rules");
  const alerts = rules.flatMap(compiledAlerts);
  const lookup = createSeriesLookup(catalogue, rules.flatMap(compiledRecordings), alerts);
  ruleFiles = rules.map((artifact) => ({ path: artifact.path, text: renderArtifact(artifact) }));
  panels = artifacts.flatMap((artifact) => {
    if (artifact.kind !== "grafana dashboard") return [];
    return artifact.panels.map((panel) => ({ name: `${artifact.path}: ${panel.data.title}`, panel, lookup }));
  });
});

/** The dashboards in `generated/`, as files from outside: without the allowances of their definitions. */
function generatedDashboards() {
  const folder = new URL("../../generated/", import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /dashboards[/\\].*\.json$/.test(path))
    .map((path) => ({ path, text: readFileSync(new URL(path.replaceAll("\\", "/"), folder), "utf8") }));
}

function unwantedIn(files: readonly { readonly path: string; readonly text: string }[]): readonly string[] {
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };
  const found = checkFiles([...files, ...ruleFiles], { ...options, catalogue });
  const wanted = found.filter(({ id }) => unwanted.includes(id) || id === "promql/never-true");
  return wanted.map(({ id, subject, summary }) => `${id} ${subject}: ${summary}`);
}

test("no panel lacks a unit, a description or a legend, or has a bound that it never reaches", () => {
  const files = generatedDashboards();
  expect(files.length).toBeGreaterThan(10);
  expect(unwantedIn(files)).toEqual([]);
});

test("a panel that did would be found", () => {
  const { path, text } = generatedDashboards().find(({ path }) => /^prod.qnt9.*user/.test(path))!;
  const spoilt = text
    .replaceAll(/"unit": "[^"]*"/g, '"unit": "ms"')
    .replaceAll(/"legendFormat": "[^"]*"/g, '"legendFormat": "all"')
    .replaceAll(/"description": "[^"]*"/g, '"description": ""')
    .replaceAll(/"value": 0\.\d+/g, '"value": 50');
  const ids = new Set(unwantedIn([{ path, text: spoilt }]).map((finding) => finding.split(" ")[0]));
  expect([...ids].sort()).toEqual([
    "dashboard/no-description",
    "dashboard/same-name-series",
    "dashboard/unreachable-threshold",
    "dashboard/wrong-unit",
  ]);
});

test("the labels of every query are known, so that no series without a legend is missed", () => {
  const unknown = panels.flatMap(({ name, panel, lookup }) =>
    panel.queries.some(({ query: { expr } }) => expr && inferLabels(expr, lookup).isOpen) ? [name] : [],
  );
  expect(panels.length).toBeGreaterThan(100);
  expect(unknown).toEqual([]);
});

test("the queries of a panel have different legends", () => {
  const same = panels.flatMap(({ name, panel }) => {
    const { type, targets = [] } = panel.data;
    const legends = targets.flatMap(({ legendFormat }) => (legendFormat === undefined ? [] : [legendFormat]));
    const isShown = findPanelKind(type)?.format === "time_series" && legends.length > 1;
    return isShown && (new Set(legends).size < legends.length || legends.includes("__auto")) ? [name] : [];
  });
  expect(same).toEqual([]);
});
