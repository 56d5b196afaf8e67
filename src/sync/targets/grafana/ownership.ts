/** The label by which resources of Telltale are found. */
export const managedByLabel = { name: "app.kubernetes.io/managed-by", value: "telltale" } as const;

/** Annotations of resources. */
export const annotations = {
  folder: "grafana.app/folder",
  managedBy: "grafana.app/managedBy",
  managerId: "grafana.app/managerId",
  checksum: "grafana.app/sourceChecksum",
} as const;
