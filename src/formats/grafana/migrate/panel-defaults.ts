import { get, isEqualJson, isJson, type Json, removeNulls } from "../plain-json.js";
import { assignQueryIds } from "./queries.js";

/** Panels of plugins that Grafana no longer has, and their successors. */
const successors: Readonly<Record<string, string>> = {
  "table-old": "table",
  singlestat: "stat",
  "grafana-singlestat-panel": "stat",
  "grafana-piechart-panel": "piechart",
  "grafana-worldmap-panel": "geomap",
  "natel-discrete-panel": "state-timeline",
};

/** Replaces the type of a panel whose plugin no longer exists. Its options are converted when Grafana loads the panel. */
export function replaceAngularPanel(panel: Json): void {
  const successor = findSuccessor(panel);
  if (successor === undefined) return;
  panel.autoMigrateFrom = panel.type;
  panel.type = successor;
}

/** The plugin that replaces that of a panel. Undefined if Grafana still has it. */
export function findSuccessor(panel: Json): string | undefined {
  const { type } = panel;
  if (type === "graph" || type === "graphite") return succeedGraph(panel);
  const successor = typeof type === "string" ? get(successors, type) : undefined;
  return typeof successor === "string" ? successor : undefined;
}

function succeedGraph(panel: Json): string {
  const mode = get(panel, "xaxis", "mode");
  if (mode === "histogram") return "histogram";
  if (mode !== "series") return "timeseries";
  return get(panel, "legend", "values") === true ? "bargauge" : "barchart";
}

const transientProperties = [
  ...["events", "isViewing", "isEditing", "isInView", "hasRefreshed", "cachedPluginOptions", "plugin", "queryRunner"],
  ...["replaceVariables", "configRev", "hasSavedPanelEditChange", "getDisplayTitle", "dataSupport", "key", "isNew"],
  ...["refreshWhenInView", "scopedVars"],
];

/** Values that Grafana does not write, since it assumes them. */
const assumed: Readonly<Record<string, unknown>> = {
  gridPos: { x: 0, y: 0, h: 3, w: 6 },
  targets: [{ refId: "A" }],
  transparent: false,
  options: {},
  links: [],
  fieldConfig: { defaults: {}, overrides: [] },
  title: "",
};

/** Adds what Grafana assumes of a panel. One in a row of before version 16 gets no query. */
export function addPanelDefaults(panel: Json, { isInRow = false } = {}): void {
  for (const [name, value] of Object.entries({ ...assumed, cachedPluginOptions: {} })) {
    if (name !== "targets" || !isInRow) panel[name] ??= structuredClone(value);
  }
  completeFieldConfig(panel);
  assignQueryIds(panel);
}

/** Removes what Grafana does not keep of a panel. */
export function finishPanel(panel: Json, { isNested = false } = {}): void {
  if (isJson(panel.libraryPanel)) {
    keepOnly(panel, ["id", "title", "gridPos", "libraryPanel"]);
    return;
  }
  if (panel.type === "row" && panel.repeat === "") delete panel.repeat;
  for (const name of transientProperties) delete panel[name];
  for (const [name, value] of Object.entries(assumed)) if (isEqualJson(panel[name], value)) delete panel[name];
  removeEmptyLists(panel, isNested);
  removeNulls(panel);
  if (panel.type === "table" && panel.autoMigrateFrom !== "table-old") {
    for (const name of ["pageSize", "scroll", "fontSize", "showHeader", "sort"]) delete panel[name];
  }
}

function keepOnly(panel: Json, names: readonly string[]): void {
  for (const [name, value] of Object.entries(panel)) {
    if (!names.includes(name) || value === null) delete panel[name];
  }
}

function completeFieldConfig({ fieldConfig }: Json): void {
  if (!isJson(fieldConfig)) return;
  if (!("defaults" in fieldConfig)) fieldConfig.defaults = {};
  if (!("overrides" in fieldConfig)) fieldConfig.overrides = [];
}

function removeEmptyLists(panel: Json, isNested: boolean): void {
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  if (isEmpty(panel.transformations) && !isNested) delete panel.transformations;
  if (isEmpty(panel.targets)) delete panel.targets;
}
