import type { KnownDataSource } from "../../../formats/grafana/data-source-index.js";
import { applyMigrations } from "../../../formats/grafana/migrate/migrate-dashboard.js";
import type { Json } from "../../../formats/grafana/plain-json.js";
import { dashboardResource, type Resource } from "../../../formats/grafana/resource.js";
import { latestSchemaVersion } from "../../../formats/grafana/schema-version.js";
import type { Dashboard as DashboardData } from "../../../formats/grafana/types.js";
import { convertToV2 } from "../../../formats/grafana/v2/from-classic.js";
import type { Version2 } from "../../../formats/grafana/v2/version.js";
import type { Settings } from "../../../model/project/project.js";
import type { DashboardContent } from "../content/content.js";
import { renderLayout } from "./v2-layout.js";

/**
 * Renders a dashboard as a resource. Everything but the layout is converted from the classic form, which has the same
 * settings, variables, annotations and panels. Without content, as for dashboards in JSON, the layout is converted, too.
 */
export function renderDashboardResource(
  settings: Settings,
  version: Version2,
  classic: DashboardData,
  content: DashboardContent | undefined,
): Resource {
  const sources = Object.entries(settings.dataSources).map(([name, source]): KnownDataSource => ({ name, ...source }));
  const spec = convertToV2(upToDate(classic, sources), sources, version);
  const layout = content ? { layout: renderLayout(content) } : {};
  return dashboardResource(version, classic.uid, settings.grafana.folder?.uid, { ...spec, ...layout });
}

/** A dashboard in JSON may have an older version. */
function upToDate(classic: DashboardData, dataSources: readonly KnownDataSource[]): Json {
  const json = classic as unknown as Json;
  const isCurrent = typeof json.schemaVersion === "number" && json.schemaVersion >= latestSchemaVersion;
  if (isCurrent) return json;
  const copy = structuredClone(json);
  applyMigrations(copy, { dataSources });
  return copy;
}
