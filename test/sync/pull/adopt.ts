import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { get } from "../../../src/formats/grafana/plain-json.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import { buildArtifacts } from "../../../src/project/build/build-artifacts.js";
import { makePlan } from "../../../src/sync/plan/make-plan.js";
import type { Plan } from "../../../src/sync/plan/plan.js";
import { differencesOf } from "../../../src/sync/plan/render-plan.js";
import { findAllowances } from "../../../src/sync/pull/allow-findings.js";
import { openSource, requirePullable } from "../../../src/sync/pull/open-source.js";
import { type PullOptions, type PullReport, pullObjects, writeAllowances } from "../../../src/sync/pull/pull.js";
import { openTargets } from "../../../src/sync/targets/open-targets.js";
import { type GrafanaDouble, token } from "../grafana/double/grafana-double.js";
import { configText, createProject, projectFiles } from "../project.js";

process.env.GRAFANA_DOUBLE_TOKEN = token;

const today = "2026-11-30";

/** A Grafana whose dashboards were pulled into a project, and the plan of that project. */
export interface Adopted {
  readonly report: PullReport;
  /** The errors of the build with what was pulled. */
  readonly errors: readonly Diagnostic[];
  readonly plan: Plan;
}

/** Pulls all dashboards in this process, builds with them, and plans to take them over. */
export async function adopt(grafana: GrafanaDouble): Promise<Adopted> {
  const fields = `environment: "prod", url: "${grafana.url}", token: env("GRAFANA_DOUBLE_TOKEN")`;
  const text = configText(`targets: { grafana: { kind: "grafana", ${fields} } },`);
  const root = createProject({ "telltale.config.ts": text, ...projectFiles() });
  const before = await buildArtifacts({ cwd: root, today });
  const { config } = before.project!;
  const source = openSource("grafana", requirePullable("grafana", config.targets!.grafana!), root, config);
  const options: PullOptions = {
    ...{ root, folders: { dashboard: "dashboards", rules: "alerts" }, artifacts: before.artifacts, force: false },
    system: { name: "shop", constant: "shop", file: "systems/shop.ts" },
    ...{ settings: resolveSettings(config, "prod"), isOnlyHere: false },
  };
  const report = pullObjects(await source.find(() => undefined), options);
  const first = await buildArtifacts({ cwd: root, today });
  for (const [one, checks] of findAllowances(report.pulled, first.diagnostics)) writeAllowances(one, checks, options);
  const { artifacts, diagnostics } = await buildArtifacts({ cwd: root, today });
  const [target] = openTargets({ root, config, artifacts, systems: ["shop"] }, undefined);
  const { desired, live } = await target!.read();
  const plan = makePlan({ target: "grafana", identity: "" }, desired, live, { adopt: true });
  return { report, errors: diagnostics.filter(({ severity }) => severity === "error"), plan };
}

/** The paths that a sync changes in a dashboard, but for the tag by which `/api` marks it. */
export function changedPaths({ plan }: Adopted, id: string): readonly string[] {
  const change = plan.changes.find((one) => one.id === id)!;
  const paths = differencesOf(change).map(({ path }) => path);
  return paths.filter((path) => !(path.startsWith("tags") && isOnlyMark(change)));
}

/** True if the only tag that is new is that of the project. */
function isOnlyMark({ live, desired }: Plan["changes"][number]): boolean {
  return (
    JSON.stringify(tagsOf(desired?.describe())) === JSON.stringify([...tagsOf(live?.describe()), "telltale-shop/prod"])
  );
}

function tagsOf(content: unknown): readonly unknown[] {
  const tags = get(content, "tags");
  return Array.isArray(tags) ? tags : [];
}
