import { checkFiles, checkProject, type OutsideFile } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import * as telltale from "../../src/index.js";
import { catalogueOf } from "../../src/model/catalogue.js";
import type { SystemFacts } from "../../src/model/system.js";

const today = "2026-06-01";
const config: telltale.Config = {
  environments: {
    prod: {
      dataSources: { prom: { type: "prometheus", uid: "prom" }, loki: { type: "loki", uid: "loki" } },
    },
  },
};

/** The ids of what is found in an example of a page. */
export function found(language: string, text: string, catalogue: string): readonly string[] {
  if (language === "ts") return foundInDefinitions(`${catalogue}\n${text}`);
  const systems = define(catalogue);
  const options = {
    prometheusVersion: "3.5",
    alertmanagerVersion: "0.28",
    today,
    ...(systems[0] && { catalogue: catalogueOf(systems[0]) }),
  };
  return checkFiles(filesOf(language, text), options).map(({ id }) => id);
}

function foundInDefinitions(code: string): readonly string[] {
  const project = { config, systems: define(code) };
  const readSource = () => undefined;
  const compiled = compileProject(project, { readSource });
  const problems = compiled.diagnostics.filter(({ severity }) => severity === "error");
  if (problems.length > 0) throw new Error(`does not compile: ${problems[0]!.summary}`);
  return checkProject(project, compiled, { readSource, today }).map(({ id }) => id);
}

/** Runs definitions, and gives the systems that they make. */
function define(code: string): readonly SystemFacts[] {
  const systems: SystemFacts[] = [];
  const vocabulary = {
    ...telltale,
    system: (name: string, options: telltale.SystemOptions) => {
      const made = telltale.system(name, options);
      systems.push(made as unknown as SystemFacts);
      return made;
    },
  };
  new Function(...Object.keys(vocabulary), code)(...Object.values(vocabulary));
  return systems;
}

function filesOf(language: string, text: string): readonly OutsideFile[] {
  if (language === "promql") return [{ path: "dashboard.json", text: dashboardWith(text) }];
  if (language === "json") {
    const dashboards = [JSON.parse(text)].flat() as readonly object[];
    return dashboards.map((dashboard, index) => ({ path: `${index}.json`, text: JSON.stringify(dashboard) }));
  }
  if (!/^(?:#.*\n)*- (?:alert|record):/.test(text)) return [{ path: "example.yml", text }];
  const rules = text.replaceAll(/^(?=.)/gm, "      ");
  return [{ path: "rules.yml", text: `groups:\n  - name: example\n    rules:\n${rules}` }];
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
