import { DataSourceIndex, type KnownDataSource } from "../../../formats/grafana/data-source-index.js";
import { isJson, type Json } from "../../../formats/grafana/plain-json.js";
import { dashboardResource, type Resource } from "../../../formats/grafana/resource.js";
import type { Dashboard as DashboardData, Variable as VariableData } from "../../../formats/grafana/types.js";
import { completeElements } from "../../../formats/grafana/v2/complete-elements.js";
import { convertToV2 } from "../../../formats/grafana/v2/from-classic.js";
import { renderVariable } from "../../../formats/grafana/v2/variables.js";
import type { Version2 } from "../../../formats/grafana/v2/version.js";
import type { Settings } from "../../../model/project/project.js";
import type { SectionContent } from "../content/content.js";
import { updateForeign } from "./update-foreign.js";
import { renderLayout } from "./v2-layout.js";

/** Parts of a dashboard that the classic form does not keep. */
export interface ResourceParts {
  readonly content: SectionContent;
  /** The variables of the dashboard, without those of its rows and tabs. */
  readonly ownVariables: readonly VariableData[];
}

/**
 * Renders a dashboard as a resource. Everything but the layout is converted from the classic form, which has the same
 * settings, variables, annotations and panels. Without parts, as for dashboards in JSON, the layout is converted, too.
 */
export function renderDashboardResource(
  settings: Settings,
  version: Version2,
  classic: DashboardData,
  parts: ResourceParts | undefined,
): Resource {
  const sources = Object.entries(settings.dataSources).map(([name, source]): KnownDataSource => ({ name, ...source }));
  const spec = renderSpec(version, classic, parts, sources);
  if (isJson(spec.elements)) completeElements(spec.elements);
  return dashboardResource(version, classic.uid, settings.grafana.folder?.uid, spec);
}

function renderSpec(
  version: Version2,
  classic: DashboardData,
  parts: ResourceParts | undefined,
  sources: readonly KnownDataSource[],
): Json {
  if (!parts) return convertToV2(updateForeign(classic, sources), sources, version);
  const { content, ownVariables } = parts;
  const json = classic as unknown as Json;
  if (version === "v2beta1") return { ...convertToV2(json, sources, version), layout: renderLayout(content) };
  const index = new DataSourceIndex(sources);
  const layout = renderLayout(content, (variables) =>
    variables.flatMap((variable) => renderVariable(variable as unknown as Json, index) ?? []),
  );
  return { ...convertToV2({ ...json, templating: { list: ownVariables } }, sources, version), layout };
}
