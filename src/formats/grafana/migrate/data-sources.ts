import type { DataSourceIndex } from "../data-source-index.js";
import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { allPanels, topPanels, variablesOf } from "./panels.js";

/** Version 33: panels and queries refer to data sources by uid and type, not by name. */
export function referToPanelSources(dashboard: Json, sources: DataSourceIndex): void {
  const isDefault = (value: unknown) => value === undefined || value === null || value === "default";
  for (const panel of allPanels(dashboard)) {
    const { datasource } = panel;
    panel.datasource = isDefault(datasource) ? null : (sources.toReference(datasource) ?? null);
    for (const target of objectsOf(panel.targets)) {
      if (isDefault(target.datasource)) continue;
      target.datasource = sources.toReference(target.datasource) ?? target.datasource;
    }
  }
}

/** Version 36: everything that queries a data source refers to one, if only to the default. */
export function referToAllSources(dashboard: Json, sources: DataSourceIndex): void {
  for (const annotation of objectsOf(get(dashboard, "annotations", "list"))) {
    annotation.datasource = sources.toReference(annotation.datasource) ?? null;
  }
  for (const variable of variablesOf(dashboard)) {
    if (variable.type === "query" && variable.datasource === null) variable.datasource = sources.default ?? null;
  }
  for (const panel of topPanels(dashboard)) {
    if (objectsOf(panel.targets).length === 0) panel.targets = [{ refId: "A" }];
    referToSources(panel, sources);
    for (const inner of objectsOf(panel.panels))
      if (objectsOf(inner.targets).length > 0) referToSources(inner, sources);
  }
}

function referToSources(panel: Json, sources: DataSourceIndex): void {
  const { datasource } = panel;
  const wasDefault = datasource === undefined || datasource === null;
  const isEmpty = isJson(datasource) && Object.keys(datasource).length === 0;
  panel.datasource = isEmpty ? datasource : (sources.toReference(datasource) ?? null);
  for (const target of objectsOf(panel.targets)) {
    target.datasource = targetSource(target.datasource, panel.datasource, sources);
    const uid = get(target.datasource, "uid");
    // A panel whose queries all have another data source than the default shows that one.
    if (wasDefault && typeof uid === "string" && uid !== "__expr__") panel.datasource = target.datasource;
  }
}

function targetSource(own: unknown, panelSource: unknown, sources: DataSourceIndex): unknown {
  const isUnset = own === undefined || own === null || (isJson(own) && (own.uid === undefined || own.uid === null));
  if (!isUnset) return sources.toReference(own) ?? null;
  if (!isJson(panelSource)) return own;
  return panelSource.uid === "-- Mixed --" ? (sources.toReference(own) ?? null) : { ...panelSource };
}
