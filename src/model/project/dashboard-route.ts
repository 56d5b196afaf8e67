/** The ways on which dashboards get into a Grafana. */
export const dashboardRoutes = ["provisioning", "api", "resources", "git-sync"] as const;

export type DashboardRoute = (typeof dashboardRoutes)[number];

/** True if dashboards go that way as resources of `/apis`; otherwise they are classic ones. */
export function takesResources(route: DashboardRoute): route is "resources" | "git-sync" {
  return route === "resources" || route === "git-sync";
}
