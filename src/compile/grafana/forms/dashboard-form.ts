import type { Version2 } from "../../../formats/grafana/v2/version.js";
import { type DashboardRoute, takesResources } from "../../../model/project/dashboard-route.js";
import type { Settings } from "../../../model/project/project.js";
import { releaseOrDefault } from "../../../model/project/releases.js";
import { isAtLeast } from "../../../promql/index.js";

/** The form of dashboard files: the classic one, or that of resources in one of their versions. */
export type DashboardForm = "classic" | Version2;

/** Files of an environment's dashboards in one form. */
export type DashboardOutput =
  | { readonly form: "classic" }
  | { readonly form: Version2; readonly route: Extract<DashboardRoute, "resources" | "git-sync"> };

/**
 * The files that an environment's Grafana takes, by the way dashboards get there and by its release. Classic
 * dashboards are the same on each way.
 */
export function dashboardOutputs({ grafana, versions }: Settings): readonly DashboardOutput[] {
  const form = isAtLeast(releaseOrDefault("grafana", versions.grafana), 13, 0) ? "v2" : "v2beta1";
  const resources = grafana.dashboards.filter(takesResources).map((route) => ({ form, route }) as const);
  return resources.length === grafana.dashboards.length ? resources : [{ form: "classic" }, ...resources];
}

/** True if the dashboards of an environment are written in a form. */
export function writesForm(settings: Settings, form: DashboardForm): boolean {
  return dashboardOutputs(settings).some((output) => output.form === form);
}
