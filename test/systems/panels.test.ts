import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { compiledAlerts, compiledRecordings } from "../../src/check/subjects/compiled-rules.js";
import type { Artifact, CompiledPanel } from "../../src/compile/compiled.js";
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

/** A system in one of its environments. */
interface OwnSystem {
  /** `prod/qnt9` */
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly ruleFiles: readonly TextFile[];
  /** As files from outside: without the allowances of their definitions. */
  readonly dashboards: readonly TextFile[];
  readonly panels: readonly OwnPanel[];
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

let systems: readonly OwnSystem[];
let panels: readonly OwnPanel[];

beforeAll(async () => {
  const { project, sourceFiles: sources } = await loadProject({ cwd: repository });
  const { artifacts } = compileProject(project!, { sources });
  const all = new Set(artifacts.map(({ system }) => system));
  systems = [...all].map((system) => readSystem(artifacts.filter((artifact) => artifact.system === system)));
  panels = systems.flatMap((system) => system.panels);
}, 120_000);

function readSystem(artifacts: readonly Artifact[]): OwnSystem {
  const { system, settings } = artifacts[0]!;
  const catalogue = buildCatalogue(system);
  const rules = artifacts.filter((artifact) => artifact.kind === "prometheus rules");
  const lookup = createSeriesLookup(catalogue, rules.flatMap(compiledRecordings), rules.flatMap(compiledAlerts));
  const dashboards = artifacts.filter((artifact) => artifact.kind === "grafana dashboard");
  const asText = (artifact: Artifact) => ({ path: artifact.path, text: renderArtifact(artifact) });
  return {
    name: `${settings.environment}/${system.name}`,
    catalogue,
    ruleFiles: rules.map(asText),
    dashboards: dashboards.map(asText),
    panels: dashboards.flatMap(({ path, panels: own }) =>
      own.map((panel) => ({ name: `${path}: ${panel.data.title}`, panel, lookup })),
    ),
  };
}

function unwantedIn({ dashboards, ruleFiles, catalogue }: OwnSystem): readonly string[] {
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };
  const found = checkFiles([...dashboards, ...ruleFiles], { ...options, catalogue });
  const wanted = found.filter(({ id }) => unwanted.includes(id) || id === "promql/never-true");
  return wanted.map(({ id, subject, summary }) => `${id} ${subject}: ${summary}`);
}

test("the repository has five systems, with dashboards and rules", () => {
  expect(systems.map(({ name }) => name).sort()).toEqual([
    ...["autoserve-prod/autoserve", "openuser-prod/openuser", "pipeline-prod/pipeline"],
    ...["prod/qnt9", "staging/qnt9", "todo-prod/todo"],
  ]);
  for (const { dashboards, ruleFiles } of systems) {
    expect(dashboards.length).toBeGreaterThan(4);
    expect(ruleFiles.length).toBeGreaterThan(0);
  }
});

test("no panel lacks a unit, a description or a legend, or has a bound that it never reaches", () => {
  expect(systems.flatMap((system) => unwantedIn(system).map((finding) => `${system.name}: ${finding}`))).toEqual([]);
});

test("a panel that did would be found, in any of the systems", () => {
  const spoil = ({ path, text }: TextFile) => ({
    path,
    text: text
      .replaceAll(/"unit": "[^"]*"/g, '"unit": "ms"')
      .replaceAll(/"legendFormat": "[^"]*"/g, '"legendFormat": "all"')
      .replaceAll(/"description": "[^"]*"/g, '"description": ""')
      .replaceAll(/"value": 0\.\d+/g, '"value": 50'),
  });
  const found = systems.map((system) => {
    const findings = unwantedIn({ ...system, dashboards: system.dashboards.map(spoil) });
    return [...new Set(findings.map((finding) => finding.split(" ")[0]!))];
  });
  const everywhere = ["no-description", "same-name-series", "wrong-unit"].map((name) => `dashboard/${name}`);
  expect(found).toEqual(systems.map(() => expect.arrayContaining(everywhere)));
  expect(found.filter((ids) => ids.includes("dashboard/unreachable-threshold")).length).toBeGreaterThan(3);
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
