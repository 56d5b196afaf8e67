import { parseTemplate } from "../../handlebars/index.js";
import type { Artifact } from "../compiled.js";
import { Memo } from "../incremental/memo.js";
import { renderMarkdown } from "../pages/render-markdown.js";
import { sortBy } from "../sort-by.js";
import { alertRows } from "./alert-rows.js";
import { collectUses } from "./collect-uses.js";
import { metricRows } from "./metric-rows.js";
import { sloEntries } from "./slo-rows.js";
import { referenceTemplates } from "./templates.js";

/** A page of the reference, relative to its folder: `shop/metrics.md`. */
export interface ReferencePage {
  readonly path: string;
  readonly text: string;
}

/**
 * Renders the reference of each system: its alerts, its metrics and its objectives. A system in several environments is
 * described as it is in `prod` or `production`, or else in the first.
 *
 * @param runbooks the folder of runbooks, relative to that of the reference
 * @param memo keeps the pages of systems that did not change
 */
export function renderReference(
  artifacts: readonly Artifact[],
  runbooks: string,
  memo = new Memo<readonly ReferencePage[]>(),
): readonly ReferencePage[] {
  const bySystem = new Map<string, Map<string, Artifact[]>>();
  for (const artifact of artifacts) {
    const environments = bySystem.get(artifact.system.name) ?? new Map<string, Artifact[]>();
    bySystem.set(artifact.system.name, environments);
    const { environment } = artifact.settings;
    environments.set(environment, [...(environments.get(environment) ?? []), artifact]);
  }
  const pages = Array.from(bySystem, ([system, environments]) => {
    const described = environments.get(describedEnvironment([...environments.keys()])!)!;
    return memo.get(system, [runbooks, ...described], () => systemPages(described, runbooks));
  });
  return sortBy(pages.flat(), ({ path }) => path);
}

/** Returns the environment that a reference describes: `prod` or `production`, or else the first. */
export function describedEnvironment(environments: readonly string[]): string | undefined {
  return ["prod", "production"].find((name) => environments.includes(name)) ?? environments[0];
}

function systemPages(artifacts: readonly Artifact[], runbooks: string): readonly ReferencePage[] {
  const { system, settings } = artifacts[0]!;
  const { environment } = settings;
  const base = { title: system.title ?? system.name, environment };
  const url = (page: string) => (page === "" ? "" : `../${runbooks}/${page}.md`);
  const alerts = alertRows(artifacts).map((row) => ({ ...row, url: url(row.runbook) }));
  const slos = sloEntries(system, environment);
  const contents = {
    ...(alerts.length > 0 && { alerts: { ...base, alerts } }),
    metrics: { ...base, services: metricRows(system, collectUses(artifacts)) },
    ...(slos.length > 0 && { slos: { ...base, slos } }),
  };
  return Object.entries(contents).map(([name, content]) => {
    const template = parseTemplate(referenceTemplates[name as keyof typeof referenceTemplates]);
    return { path: `${system.name}/${name}.md`, text: renderMarkdown(template, content) };
  });
}
