import type { FolderPermissions } from "../../../src/model/project/folder-permissions.js";
import { type ApplyReport, applyPlan } from "../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../src/sync/apply/journal.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { makePlan, type PlanOptions } from "../../../src/sync/plan/make-plan.js";
import type { Plan } from "../../../src/sync/plan/plan.js";
import type { DataSourcePayload } from "../../../src/sync/targets/grafana/data-sources/data-source.js";
import type { GrafanaContent } from "../../../src/sync/targets/grafana/grafana-content.js";
import { GrafanaTarget } from "../../../src/sync/targets/grafana/grafana-target.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import { type GrafanaDouble, token } from "./double/grafana-double.js";

process.env.GRAFANA_DOUBLE_TOKEN = token;

/** A dashboard by its uid, with one setting that can change. */
export interface TestDashboard {
  readonly uid: string;
  readonly refresh: string;
}

/** The content of a project: a folder, and dashboards in it. */
export function contentOf(dashboards: readonly TestDashboard[]): GrafanaContent {
  return {
    folders: [{ uid: "ours", title: "Ours" }],
    dashboards: dashboards.map(({ uid, refresh }) => ({
      uid,
      title: uid,
      folder: "ours",
      classic: { uid, title: uid, refresh, tags: [], panels: [], schemaVersion: 42 } as never,
      resources: new Map(),
    })),
  };
}

/** Opens a target in this process. */
export function openTarget(
  grafana: GrafanaDouble,
  content: GrafanaContent,
  dataSources: readonly DataSourcePayload[] = [],
  permissions?: FolderPermissions,
): GrafanaTarget {
  const token = { kind: "secret", name: "GRAFANA_DOUBLE_TOKEN" } as const;
  const client = openClient(grafana.url, { token, timeout: "5s" }, ".");
  const place = { name: "grafana", client, namespace: "default", root: ".", manager: "telltale-shop", api: undefined };
  return new GrafanaTarget(place, content, dataSources, permissions);
}

export async function planContent(
  grafana: GrafanaDouble,
  content: GrafanaContent,
  options: PlanOptions = {},
  dataSources: readonly DataSourcePayload[] = [],
  permissions?: FolderPermissions,
): Promise<{ readonly target: GrafanaTarget; readonly plan: Plan }> {
  const target = openTarget(grafana, content, dataSources, permissions);
  const { desired, live } = await target.read();
  return { target, plan: makePlan({ target: "grafana", identity: target.identity }, desired, live, options) };
}

export async function syncContent(
  grafana: GrafanaDouble,
  content: GrafanaContent,
  options: PlanOptions = {},
  dataSources: readonly DataSourcePayload[] = [],
  permissions?: FolderPermissions,
): Promise<ApplyReport> {
  const { target, plan } = await planContent(grafana, content, options, dataSources, permissions);
  return applyPlan(target, plan, { journal: new Journal(temporaryFolder(), "grafana") });
}
