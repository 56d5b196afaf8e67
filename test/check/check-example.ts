import { checkFiles, checkProject, type OutsideFile } from "../../src/check/index.js";
import { compileProject, generatedPages } from "../../src/compile/index.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import * as telltale from "../../src/index.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { allFindings } from "../../src/project/all-findings.js";
import { appliedPolicies } from "../../src/project/check/applied-policies.js";
import type { Example } from "../docs/check-pages.js";

const today = "2026-06-01";
const environments = {
  prod: {
    dataSources: {
      prom: { type: "prometheus", uid: "prom" },
      loki: { type: "loki", uid: "loki" },
      tempo: { type: "tempo", uid: "tempo" },
    },
  },
} as const;

/** Checks an example of a page, with the definitions that all its examples share. */
export function checkExample(example: Example, catalogue: string): readonly Diagnostic[] {
  if (example.language === "ts") return checkDefinitions(`${catalogue}\n${example.text}`, example);
  const systems = define(catalogue).systems;
  const options = {
    prometheusVersion: example.prometheus ?? "3.5",
    alertmanagerVersion: example.alertmanager ?? "0.28",
    today,
    findings: allFindings,
    ...(systems[0] && { catalogue: buildCatalogue(systems[0]) }),
  };
  return checkFiles(toFiles(example), options);
}

function checkDefinitions(code: string, { prometheus, alertmanager }: Example): readonly Diagnostic[] {
  const defined = define(code);
  const versions = { ...(prometheus && { prometheus }), ...(alertmanager && { alertmanager }) };
  const project = { config: { environments, versions, ...defined.config }, systems: defined.systems };
  const compiled = compileProject(project);
  const policies = appliedPolicies(project.config, "/");
  return [
    ...compiled.diagnostics,
    ...checkProject(project, compiled, {
      today,
      findings: allFindings,
      pages: generatedPages(project.systems),
      ...policies,
    }),
  ];
}

/** Runs definitions. Returns their systems and their configuration. */
export function define(code: string): {
  readonly systems: readonly SystemFacts[];
  readonly config: Partial<telltale.Config>;
} {
  const systems: SystemFacts[] = [];
  let config: Partial<telltale.Config> = {};
  const vocabulary = {
    ...telltale,
    system: (name: string, options: telltale.SystemOptions) => {
      const defined = telltale.system(name, options);
      systems.push(defined as unknown as SystemFacts);
      return defined;
    },
    defineConfig: (value: Partial<telltale.Config>) => {
      config = value;
    },
  };
  const run = new Function(...Object.keys(vocabulary), code.replaceAll(/^export default /gm, ""));
  run(...Object.values(vocabulary));
  return { systems, config };
}

function toFiles({ language, text }: Example): readonly OutsideFile[] {
  if (language === "promql") return [{ path: "dashboard.json", text: dashboardWith(text) }];
  if (language === "json" && text.startsWith("[")) {
    const dashboards = JSON.parse(text) as readonly object[];
    return dashboards.map((dashboard, index) => ({ path: `${index}.json`, text: JSON.stringify(dashboard) }));
  }
  if (language === "json") return [{ path: "dashboard.json", text }];
  if (language === "alloy") return [{ path: "config.alloy", text }];
  return [{ path: "example.yml", text: wholeFile(text) }];
}

/** Wraps bare rules into a group, so that an example can leave it out. */
export function wholeFile(text: string): string {
  if (!/^(?:#.*\n)*- (?:alert|record):/.test(text)) return text;
  return `groups:\n  - name: example\n    rules:\n${text.replaceAll(/^(?=.)/gm, "      ")}`;
}
function dashboardWith(expr: string): string {
  const datasource = { type: "prometheus", uid: "$datasource" };
  const panel = {
    id: 1,
    type: "timeseries",
    title: "Example",
    description: "An example",
    datasource,
    gridPos: { x: 0, y: 0, w: 24, h: 8 },
    fieldConfig: { defaults: { unit: "short" }, overrides: [] },
    targets: [{ refId: "A", datasource, expr: expr.trim() }],
  };
  return JSON.stringify({
    uid: "example",
    title: "Example",
    description: "An example",
    schemaVersion: 42,
    templating: { list: [{ name: "datasource", type: "datasource", query: "prometheus" }] },
    panels: [panel],
  });
}
