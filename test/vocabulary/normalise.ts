import { migrateDashboard } from "../../src/formats/grafana/migrate/migrate-dashboard.js";
import { isJson, type Json } from "../../src/formats/grafana/plain-json.js";
import * as logql from "../../src/logql/index.js";
import { panelDialect, parse, print } from "../../src/promql/index.js";

/** Values by the path of their place: `options.legend.calcs.0`. */
export type Flat = ReadonlyMap<string, unknown>;

/** The parts of a dashboard that are compared, each with what it sets. */
export type Parts = ReadonlyMap<string, Flat>;

/** What Grafana assumes where a panel says nothing, by kind of panel. A default that is set is the same as none. */
const assumed: Readonly<Record<string, readonly (readonly [path: string, value: unknown])[]>> = {
  every: [
    ["transparent", false],
    ["fieldConfig.defaults.unit", "none"],
    ["options.tooltip.mode", "single"],
    ["options.tooltip.sort", "none"],
    ["options.tooltip.hideZeros", false],
    ["options.legend.displayMode", "list"],
    ["options.legend.placement", "bottom"],
    ["options.legend.showLegend", true],
    ["options.legend.sortDesc", false],
    ["options.reduceOptions.calcs.0", "lastNotNull"],
    ["options.reduceOptions.fields", ""],
    ["options.reduceOptions.values", false],
    ["options.orientation", "auto"],
  ],
  timeseries: [
    ["fieldConfig.defaults.color.mode", "palette-classic"],
    ...customDefaults({
      ...{ drawStyle: "line", lineInterpolation: "linear", lineWidth: 1, "lineStyle.fill": "solid", fillOpacity: 0 },
      ...{ gradientMode: "none", showPoints: "auto", pointSize: 5, spanNulls: false, insertNulls: false },
      ...{ "stacking.mode": "none", "stacking.group": "A", axisPlacement: "auto", axisLabel: "", barAlignment: 0 },
      ...{ axisColorMode: "text", axisBorderShow: false, axisCenteredZero: false, barWidthFactor: 0.6 },
      ...{ "scaleDistribution.type": "linear", "thresholdsStyle.mode": "off" },
      ...{ "hideFrom.viz": false, "hideFrom.legend": false, "hideFrom.tooltip": false },
    }),
  ],
  stat: [
    ["fieldConfig.defaults.color.mode", "thresholds"],
    ["options.colorMode", "value"],
    ["options.graphMode", "area"],
    ["options.justifyMode", "auto"],
    ["options.textMode", "auto"],
    ["options.wideLayout", true],
    ["options.showPercentChange", false],
    ["options.percentChangeColorMode", "standard"],
  ],
  gauge: [
    ["fieldConfig.defaults.color.mode", "thresholds"],
    ["options.showThresholdLabels", false],
    ["options.showThresholdMarkers", true],
    ["options.minVizHeight", 75],
    ["options.minVizWidth", 75],
    ["options.sizing", "auto"],
  ],
  piechart: [
    ["fieldConfig.defaults.color.mode", "palette-classic"],
    ["options.pieType", "pie"],
    ...customDefaults({ "hideFrom.viz": false, "hideFrom.legend": false, "hideFrom.tooltip": false }),
  ],
  table: [
    ["options.showHeader", true],
    ["options.frameIndex", 0],
    ["options.cellHeight", "sm"],
    ["options.footer.show", false],
    ["options.footer.reducer.0", "sum"],
    ["options.footer.countRows", false],
    ["options.footer.fields", ""],
    ["options.footer.enablePagination", false],
    ["fieldConfig.defaults.color.mode", "thresholds"],
    ...customDefaults({ align: "auto", inspect: false, "cellOptions.type": "auto" }),
  ],
  logs: [
    ["options.dedupStrategy", "none"],
    ["options.sortOrder", "Descending"],
    ["options.showLabels", false],
    ["options.showCommonLabels", false],
    ["options.prettifyLogMessage", false],
    ["options.enableLogDetails", true],
  ],
};

function customDefaults(values: Readonly<Record<string, unknown>>) {
  return Object.entries(values).map(([name, value]) => [`fieldConfig.defaults.custom.${name}`, value] as const);
}

/** Grafana's default thresholds, which it writes into panels that show none. */
const assumedSteps = [
  { color: "green", value: null },
  { color: "red", value: 80 },
];

/** Migrates a dashboard, and splits it into parts without what Grafana assumes anyway. */
export function normalise(given: object): Parts {
  const dashboard = structuredClone(given) as Json;
  migrateDashboard(dashboard);
  const parts = new Map<string, Flat>();
  const { time, timezone, graphTooltip, editable, refresh, links } = dashboard;
  parts.set("settings", flatten({ time, timezone, graphTooltip, editable, refresh }));
  for (const [index, link] of listOf(links).entries()) parts.set(`link ${index + 1}`, flatten(linkOf(link)));
  for (const variable of listOf((dashboard.templating as Json)?.list)) {
    if (variable.type !== "datasource") parts.set(`variable ${variable.name}`, flatten(variableOf(variable)));
  }
  for (const annotation of listOf((dashboard.annotations as Json)?.list)) {
    if (annotation.builtIn !== 1) parts.set(`annotation ${annotation.name}`, flatten(annotationOf(annotation)));
  }
  const types = new Map(listOf((dashboard.templating as Json)?.list).map(({ name, query }) => [name, query]));
  const panels = listOf(dashboard.panels).flatMap((panel) => [panel, ...listOf(panel.panels)]);
  for (const [index, panel] of panels.entries()) {
    parts.set(`${index + 1} ${panel.type} ${panel.title ?? ""}`, flattenPanel(panel, types));
  }
  return parts;
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

function flattenPanel(panel: Json, types: ReadonlyMap<unknown, unknown>): Flat {
  const { id: _, pluginVersion: _version, panels: _panels, targets, fieldConfig, datasource: _source, ...all } = panel;
  if (panel.type === "row") return flatten({ title: all.title, collapsed: all.collapsed, repeat: all.repeat });
  const { interval, ...rest } = all;
  const isWithoutQueries = panel.type === "dashlist" || panel.type === "text";
  const { defaults, overrides } = (fieldConfig ?? {}) as { defaults?: Json; overrides?: unknown };
  const byMatcher = Object.fromEntries(listOf(overrides).map(overrideOf));
  const flat = flatten({
    ...rest,
    fieldConfig: { defaults: withVisibleThresholds(defaults ?? {}, panel.type), overrides: byMatcher },
    targets: isWithoutQueries ? [] : listOf(targets).map((target) => targetOf({ interval, ...target }, panel, types)),
  });
  for (const kind of ["every", String(panel.type)]) {
    for (const [path, value] of assumed[kind] ?? []) if (flat.get(path) === value) flat.delete(path);
  }
  return flat;
}

/**
 * Thresholds as far as they show: always in numbers, elsewhere if they are not Grafana's own. A fixed colour is that of a
 * single step.
 */
function withVisibleThresholds({ thresholds, color, ...defaults }: Json, type: unknown): Json {
  const isNumber = type === "stat" || type === "gauge";
  const { mode, fixedColor } = (color ?? {}) as Json;
  if (isNumber && mode === "fixed") return { ...defaults, thresholds: { steps: [{ color: fixedColor }] } };
  // The first step has no value, whatever is written there.
  const written = listOf((thresholds as Json)?.steps).map(({ color: one, value }, index) => ({
    color: one,
    value: index === 0 ? null : value,
  }));
  const steps = written.length === 0 ? assumedSteps : written;
  const isShown = isNumber || JSON.stringify(steps) !== JSON.stringify(assumedSteps);
  return { ...defaults, color, ...(isShown && { thresholds: { steps } }) };
}

/** The properties of an override, by its matcher; those of a column that it gives a title, by the title. */
function overrideOf({ matcher, properties }: Json): [string, unknown] {
  const { id, options } = matcher as Json;
  const all = Object.fromEntries(listOf(properties).map((property) => [property.id, property.value]));
  if (id === "byName" && typeof all.displayName === "string") {
    const { displayName, ...others } = all;
    return [`${id} ${JSON.stringify(displayName)}`, others];
  }
  return [`${id} ${JSON.stringify(options).replace(/^"\/(.*)\/"$/, '"$1"')}`, all];
}

/** The type of the data source; its name is that of a variable, or of the environment. */
function targetOf(target: Json, panel: Json, types: ReadonlyMap<unknown, unknown>): Json {
  const { uid, type = types.get(String(uid).replaceAll(/[${}]/g, "")) ?? "prometheus" } = (target.datasource ??
    panel.datasource ??
    {}) as Json;
  const {
    expr,
    refId: _,
    panelId: _panel,
    datasource: _source,
    editorMode: _mode,
    intervalFactor: _factor,
    ...fields
  } = target;
  const { instant = false, range = instant !== true, ...other } = fields;
  const given = Object.entries(other).filter(([name, value]) => assumedOfTarget[name] !== value);
  return { ...Object.fromEntries(given), instant, range, type, expr: expressionOf(expr, type) };
}

/** What Grafana assumes of a query. */
const assumedOfTarget: Readonly<Record<string, unknown>> = {
  ...{ format: "time_series", legendFormat: "__auto", hide: false, exemplar: false, queryType: "range" },
};

function expressionOf(expr: unknown, type: unknown): unknown {
  if (typeof expr !== "string") return expr;
  if (type === "loki") {
    const parsed = logql.parse(expr, logql.panelDialect);
    return parsed.expr ? logql.print(parsed.expr, { width: Number.POSITIVE_INFINITY }) : expr;
  }
  const parsed = parse(expr, panelDialect({ major: 3, minor: 5 }));
  return parsed.expr && parsed.errors.length === 0 ? print(parsed.expr, { width: Number.POSITIVE_INFINITY }) : expr;
}

function variableOf({ name, label, type, query, regex, sort, hide, multi, includeAll, allValue, refresh }: Json): Json {
  const text = isJson(query) ? query.query : query;
  const spaceless = typeof text === "string" ? text.replaceAll(/\s+/g, "") : text;
  const choice = { sort: sort || undefined, hide: hide || undefined, multi: multi || undefined };
  return {
    name,
    label,
    type,
    query: spaceless,
    regex,
    ...choice,
    includeAll: includeAll || undefined,
    allValue,
    refresh,
  };
}

function annotationOf({ datasource: _, expr, ...annotation }: Json): Json {
  return { ...annotation, expr: expressionOf(expr, "prometheus") };
}

function linkOf({ title, type, url, tags, asDropdown, includeVars, keepTime, targetBlank, icon, tooltip }: Json): Json {
  const given = Object.entries({ asDropdown, includeVars, keepTime, targetBlank }).filter(
    ([, value]) => value === true,
  );
  return { title, type, url, tags, icon, tooltip, ...Object.fromEntries(given) };
}

/** Lists the scalars of a value by their paths, without what is empty. */
function flatten(value: unknown, path = "", flat = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) flatten(part, path === "" ? name : `${path}.${name}`, flat);
  } else if (value !== undefined && value !== null && value !== "") flat.set(path, value);
  return flat;
}
