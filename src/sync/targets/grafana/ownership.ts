/** The label by which resources of Telltale are found. */
export const managedByLabel = { name: "app.kubernetes.io/managed-by", value: "telltale" } as const;

/** Annotations of resources. */
export const annotations = {
  folder: "grafana.app/folder",
  managedBy: "grafana.app/managedBy",
  managerId: "grafana.app/managerId",
  checksum: "grafana.app/sourceChecksum",
} as const;

/** The name by which a server knows a project: `telltale-shop`. Also the tag of its dashboards in the older API. */
export function managerOf(project: string): string {
  return `telltale-${project.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^-+|-+$/g, "")}`.slice(0, 60);
}
