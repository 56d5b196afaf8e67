import { DataSourceIndex, type KnownDataSource } from "../../../formats/grafana/data-source-index.js";
import { applyMigrations } from "../../../formats/grafana/migrate/migrate-dashboard.js";
import { allPanels, variablesOf } from "../../../formats/grafana/migrate/panels.js";
import { get, isJson, type Json, objectsOf } from "../../../formats/grafana/plain-json.js";
import type { Dashboard as DashboardData } from "../../../formats/grafana/types.js";

/**
 * Brings a copy of a dashboard in JSON up to date. Resources have the plugin of every data source next to its uid, which
 * Grafana looks up when it loads a classic dashboard.
 */
export function updateForeign(classic: DashboardData, dataSources: readonly KnownDataSource[]): Json {
  const copy = structuredClone(classic as unknown as Json);
  applyMigrations(copy, { dataSources });
  const index = new DataSourceIndex(dataSources);
  const plugins = new Map(dataSources.map(({ uid, type }) => [uid, type]));
  for (const { type, name, query } of variablesOf(copy)) {
    if (type !== "datasource" || typeof query !== "string") continue;
    plugins.set(`$${String(name)}`, query).set(`\${${String(name)}}`, query);
  }
  for (const holder of listHolders(copy)) completeSource(holder, index, plugins);
  return copy;
}

/** Everything that has a data source. */
function listHolders(dashboard: Json): readonly Json[] {
  const panels = allPanels(dashboard);
  const targets = panels.flatMap((panel) => objectsOf(panel.targets));
  return [...objectsOf(get(dashboard, "annotations", "list")), ...variablesOf(dashboard), ...panels, ...targets];
}

/** Replaces a name by a reference, and adds the plugin that a reference lacks. */
function completeSource(holder: Json, index: DataSourceIndex, plugins: ReadonlyMap<string, string>): void {
  if (typeof holder.datasource === "string") holder.datasource = index.resolve(holder.datasource);
  const { datasource } = holder;
  if (!isJson(datasource) || typeof datasource.uid !== "string" || datasource.type !== undefined) return;
  const type = datasource.uid === ownSource.uid ? ownSource.type : plugins.get(datasource.uid);
  if (type !== undefined) holder.datasource = { type, ...datasource };
}

/** Grafana's own annotations. */
const ownSource = { type: "grafana", uid: "-- Grafana --" };
