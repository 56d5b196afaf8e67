import type { Version2 } from "../../../formats/grafana/v2/version.js";
import { takesResources } from "../../../model/project/dashboard-route.js";
import type { Settings } from "../../../model/project/project.js";
import { releaseOrDefault } from "../../../model/project/releases.js";
import { isAtLeast } from "../../../promql/index.js";

/** The form of dashboard files: the classic one, or that of resources in one of their versions. */
export type DashboardForm = "classic" | Version2;

/** The form that an environment's Grafana takes, by the way on which dashboards get there and by its release. */
export function dashboardForm({ grafana, versions }: Settings): DashboardForm {
  if (!takesResources(grafana.dashboards)) return "classic";
  return isAtLeast(releaseOrDefault("grafana", versions.grafana), 13, 0) ? "v2" : "v2beta1";
}
