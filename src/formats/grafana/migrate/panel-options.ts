import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { contentPanels } from "./panels.js";

/** Version 9: the lowest threshold of a singlestat is the start of its scale. */
export function dropStatThreshold(panel: Json): void {
  const { type, thresholds } = panel;
  if (type !== "singlestat" || typeof thresholds !== "string") return;
  const values = thresholds.split(",");
  if (values.length >= 3) panel.thresholds = values.slice(1).join(",");
}

/** Version 10: the same for the columns of tables. */
export function dropTableThreshold(panel: Json): void {
  if (panel.type !== "table") return;
  for (const style of objectsOf(panel.styles)) {
    if (Array.isArray(style.thresholds) && style.thresholds.length >= 3) style.thresholds = style.thresholds.slice(1);
  }
}

/** Version 18: the options of a gauge are named like those of other panels. */
export function renameGaugeOptions(panel: Json): void {
  const old = panel["options-gauge"];
  if (!isJson(old)) return;
  const { unit, stat, decimals, prefix, suffix, thresholds, options: _, ...others } = old;
  const values = { unit, stat, decimals, prefix, suffix };
  const valueOptions = Object.fromEntries(Object.entries(values).filter(([name]) => name in old));
  panel.options = {
    ...others,
    valueOptions,
    ...(Array.isArray(thresholds) && thresholds.length > 0 && { thresholds: thresholds.toReversed() }),
  };
  delete panel["options-gauge"];
}

/** Version 22: table columns align their values by type. */
export function alignTableColumns(panel: Json): void {
  if (panel.type !== "table") return;
  for (const style of objectsOf(panel.styles)) style.align = "auto";
}

/** Version 24: a table with column styles is the old one, which has a successor. */
export function replaceOldTable(panel: Json): void {
  const { type, table, styles } = panel;
  if (type !== "table" || table === "table2" || styles === undefined || styles === null) return;
  panel.autoMigrateFrom = "table-old";
}

/** Version 26: the second text panel is the only one left. */
export function renameTextPanel(panel: Json): void {
  if (panel.type !== "text2") return;
  panel.type = "text";
  if (isJson(panel.options)) delete panel.options.angular;
}

/** Version 31: labels that became columns are merged into one table. */
export function mergeLabelColumns(dashboard: Json): void {
  for (const panel of contentPanels(dashboard)) {
    if (!Array.isArray(panel.transformations)) continue;
    panel.transformations = panel.transformations.flatMap((transformation: unknown) =>
      get(transformation, "id") === "labelsToFields"
        ? [transformation, { id: "merge", options: {} }]
        : [transformation],
    );
  }
}

/** Version 35: a graph whose axes are hidden keeps its time axis. */
export function showTimeAxis(panel: Json): void {
  const { type, fieldConfig } = panel;
  if (type !== "timeseries" || !isJson(fieldConfig)) return;
  if (get(fieldConfig, "defaults", "custom", "axisPlacement") !== "hidden") return;
  fieldConfig.overrides = [
    ...(Array.isArray(fieldConfig.overrides) ? fieldConfig.overrides : []),
    { matcher: { id: "byType", options: "time" }, properties: [{ id: "custom.axisPlacement", value: "auto" }] },
  ];
}

/** Version 37: a legend says itself whether it is shown. */
export function convertLegend(panel: Json): void {
  const legend = get(panel, "options", "legend");
  if (!isJson(legend)) return;
  legend.showLegend = legend.displayMode !== "hidden" && legend.showLegend !== false;
  if (!legend.showLegend) legend.displayMode = "list";
}

/** Version 38: the cells of a table have options of their own. */
export function convertTableCells(dashboard: Json): void {
  for (const panel of contentPanels(dashboard)) {
    const custom = get(panel, "fieldConfig", "defaults", "custom");
    if (panel.type !== "table" || !isJson(custom)) continue;
    if (typeof custom.displayMode === "string") custom.cellOptions = cellOptions(custom.displayMode);
    delete custom.displayMode;
    for (const override of objectsOf(get(panel, "fieldConfig", "overrides"))) {
      for (const property of objectsOf(override.properties)) {
        if (property.id !== "custom.displayMode") continue;
        property.id = "custom.cellOptions";
        if (typeof property.value === "string") property.value = cellOptions(property.value);
      }
    }
  }
}

const cellModes: Readonly<Record<string, Json>> = {
  basic: { type: "gauge", mode: "basic" },
  "gradient-gauge": { type: "gauge", mode: "gradient" },
  "lcd-gauge": { type: "gauge", mode: "lcd" },
  "color-background": { type: "color-background", mode: "gradient" },
  "color-background-solid": { type: "color-background", mode: "basic" },
};

function cellOptions(displayMode: string): Json {
  return Object.hasOwn(cellModes, displayMode) ? { ...cellModes[displayMode] } : { type: displayMode };
}

/** Version 39: the statistics of a table of series are options of their queries. */
export function convertSeriesTable(dashboard: Json): void {
  for (const panel of contentPanels(dashboard)) {
    for (const transformation of objectsOf(panel.transformations)) {
      const statistics = get(transformation, "options", "refIdToStat");
      if (transformation.id !== "timeSeriesTable" || !isJson(statistics)) continue;
      transformation.options = Object.fromEntries(Object.entries(statistics).map(([id, stat]) => [id, { stat }]));
    }
  }
}

/** Version 42: what is hidden from a graph is hidden from its tooltip, too. */
export function hideFromTooltip(panel: Json): void {
  for (const override of objectsOf(get(panel, "fieldConfig", "overrides"))) {
    for (const { id, value } of objectsOf(override.properties)) {
      if (id === "custom.hideFrom" && isJson(value) && value.viz === true) value.tooltip = true;
    }
  }
}
