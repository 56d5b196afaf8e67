import { DataSourceIndex, type KnownDataSource } from "../data-source-index.js";
import { isJson, type Json } from "../plain-json.js";
import { latestSchemaVersion } from "../schema-version.js";
import { addDefaults, removeDefaults } from "./dashboard-defaults.js";
import { referToAllSources, referToPanelSources } from "./data-sources.js";
import { limitPanelsPerLine, placeOnGrid, removeRepetitions } from "./grid.js";
import { convertPanelLinks, renameLinkVariables, renameSeriesLabels } from "./links.js";
import {
  alignTableColumns,
  convertLegend,
  convertSeriesTable,
  convertTableCells,
  dropStatThreshold,
  dropTableThreshold,
  hideFromTooltip,
  mergeLabelColumns,
  renameGaugeOptions,
  renameTextPanel,
  replaceOldTable,
  showTimeAxis,
} from "./panel-options.js";
import { allPanels, topPanels, variablesOf } from "./panels.js";
import { convertInfluxQueries, splitCloudWatchStatistics } from "./queries.js";
import { convertValueMappings, renameTooltipOptions } from "./value-mappings.js";
import {
  alignChoice,
  convertConstant,
  moveAnnotations,
  moveFilterService,
  numberVariableOptions,
  refreshQueryVariable,
  removeValueGroups,
} from "./variables.js";

export interface MigrationOptions {
  /** Data sources by which names are resolved. A name that is not known is kept as a uid. */
  readonly dataSources?: readonly KnownDataSource[];
  /** The version to migrate to. */
  readonly target?: number;
}

type Migration = (dashboard: Json, sources: DataSourceIndex) => void;

/** The changes of each version. Those that are not listed changed nothing that is kept. */
const migrations: ReadonlyMap<number, readonly Migration[]> = new Map<number, readonly Migration[]>([
  [2, [moveFilterService]],
  [6, [moveAnnotations]],
  [7, [moveTimePicker]],
  [8, [convertInfluxQueries]],
  [9, [inTopPanels(dropStatThreshold)]],
  [10, [inTopPanels(dropTableThreshold)]],
  [12, [inVariables(numberVariableOptions)]],
  [14, [numberTooltip]],
  [16, [placeOnGrid]],
  [17, [inTopPanels(limitPanelsPerLine)]],
  [18, [inTopPanels(renameGaugeOptions)]],
  [19, [inTopPanels(convertPanelLinks)]],
  [20, [inTopPanels(renameLinkVariables)]],
  [21, [inTopPanels(renameSeriesLabels)]],
  [22, [inTopPanels(alignTableColumns)]],
  [23, [inVariables(alignChoice)]],
  [24, [inTopPanels(replaceOldTable)]],
  [26, [inAllPanels(renameTextPanel)]],
  [27, [removeRepetitions, inVariables(convertConstant)]],
  [28, [inVariables(removeValueGroups)]],
  [29, [inVariables(refreshQueryVariable)]],
  [30, [inAllPanels(convertValueMappings), inAllPanels(renameTooltipOptions)]],
  [31, [mergeLabelColumns]],
  [33, [referToPanelSources]],
  [34, [splitCloudWatchStatistics]],
  [35, [inTopPanels(showTimeAxis)]],
  [36, [referToAllSources]],
  [37, [inAllPanels(convertLegend)]],
  [38, [convertTableCells]],
  [39, [convertSeriesTable]],
  [40, [removeOtherRefresh]],
  [41, [removeTimeOptions]],
  [42, [inAllPanels(hideFromTooltip)]],
]);

/**
 * Migrates a classic dashboard of any version to a later one, as Grafana 12 does when it loads it. Changes it in place.
 *
 * @example
 * migrateDashboard(dashboard, { dataSources: [{ name: "Metrics", uid: "prom", type: "prometheus" }] })
 */
export function migrateDashboard(dashboard: Json, options: MigrationOptions = {}): void {
  addDefaults(dashboard);
  applyMigrations(dashboard, options);
  removeDefaults(dashboard);
}

/** The migrations alone: what a dashboard has or lacks in any version stays as it is. */
export function applyMigrations(dashboard: Json, options: MigrationOptions = {}): void {
  const { dataSources = [], target = latestSchemaVersion } = options;
  const sources = new DataSourceIndex(dataSources);
  const from = typeof dashboard.schemaVersion === "number" ? Math.trunc(dashboard.schemaVersion) : 0;
  for (let version = Math.max(from, 0) + 1; version <= target; version++) {
    for (const migration of migrations.get(version) ?? []) migration(dashboard, sources);
    dashboard.schemaVersion = version;
  }
}

function inTopPanels(migrate: (panel: Json) => void): Migration {
  return (dashboard) => topPanels(dashboard).forEach(migrate);
}

function inAllPanels(migrate: (panel: Json) => void): Migration {
  return (dashboard) => allPanels(dashboard).forEach(migrate);
}

function inVariables(migrate: (variable: Json) => void): Migration {
  return (dashboard) => variablesOf(dashboard).forEach(migrate);
}

function moveTimePicker(dashboard: Json): void {
  const { nav } = dashboard;
  if (Array.isArray(nav) && isJson(nav[0])) dashboard.timepicker = nav[0];
}

function numberTooltip(dashboard: Json): void {
  dashboard.graphTooltip = dashboard.sharedCrosshair === true ? 1 : 0;
  delete dashboard.sharedCrosshair;
}

function removeOtherRefresh(dashboard: Json): void {
  if (typeof dashboard.refresh !== "string") dashboard.refresh = "";
}

function removeTimeOptions({ timepicker }: Json): void {
  if (isJson(timepicker)) delete timepicker.time_options;
}
