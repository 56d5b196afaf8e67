import { DataSourceIndex, type KnownDataSource } from "../data-source-index.js";
import { isJson, type Json, objectsOf } from "../plain-json.js";
import { renderAnnotation } from "./annotations.js";
import { elementName, renderElement } from "./elements.js";
import { isRow, renderLayout } from "./layout.js";
import { booleanAt, defined, integerAt, numberAt, textAt, textsAt } from "./members.js";
import { renderVariable } from "./variables.js";
import type { Version2 } from "./version.js";

/**
 * Converts a classic dashboard of the latest version to the `spec` of a `dashboard.grafana.app` resource, as Grafana 12
 * does.
 */
export function convertToV2(
  classic: Json,
  dataSources: readonly KnownDataSource[] = [],
  version: Version2 = "v2beta1",
): Json {
  const sources = new DataSourceIndex(dataSources);
  const dashboard = removeByteOrderMarks(classic) as Json;
  const panels = objectsOf(dashboard.panels);
  const { annotations, templating } = dashboard;
  return defined({
    title: textAt(dashboard, "title") ?? "",
    description: textAt(dashboard, "description"),
    tags: textsAt(dashboard, "tags"),
    cursorSync: ["Off", "Crosshair", "Tooltip"][integerAt(dashboard, "graphTooltip") ?? 0] ?? "Off",
    editable: booleanAt(dashboard, "editable") ?? true,
    liveNow: booleanAt(dashboard, "liveNow") ?? false,
    preload: booleanAt(dashboard, "preload") ?? false,
    revision: numberAt(dashboard, "revision"),
    timeSettings: renderTimeSettings(dashboard),
    links: objectsOf(dashboard.links).map(renderLink),
    variables: objectsOf(isJson(templating) ? templating.list : undefined).flatMap(
      (variable) => renderVariable(variable, sources) ?? [],
    ),
    annotations: objectsOf(isJson(annotations) ? annotations.list : undefined).map(renderAnnotation),
    elements: renderElements(panels, sources, version),
    layout: renderLayout(panels),
  });
}

/** Removes byte order marks, which editors and clipboards leave in texts, and Grafana takes out. */
function removeByteOrderMarks(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\ufeff", "");
  if (Array.isArray(value)) return value.map(removeByteOrderMarks);
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, removeByteOrderMarks(member)]));
}

function renderElements(panels: readonly Json[], sources: DataSourceIndex, version: Version2): Json {
  const content = panels.flatMap((panel) => (isRow(panel) ? objectsOf(panel.panels) : [panel]));
  return Object.fromEntries(content.map((panel) => [elementName(panel), renderElement(panel, sources, version)]));
}

const refreshIntervals = ["5s", "10s", "30s", "1m", "5m", "15m", "30m", "1h", "2h", "1d"];

function renderTimeSettings(dashboard: Json): object {
  const { time, timepicker } = dashboard;
  const intervals = textsAt(timepicker, "refresh_intervals");
  const quickRanges =
    isJson(timepicker) && Array.isArray(timepicker.quick_ranges) ? timepicker.quick_ranges : undefined;
  return defined({
    timezone: typeof dashboard.timezone === "string" ? dashboard.timezone : "browser",
    from: textAt(time, "from") ?? "now-6h",
    to: textAt(time, "to") ?? "now",
    autoRefresh: textAt(dashboard, "refresh") ?? "",
    autoRefreshIntervals: intervals.length > 0 ? intervals : refreshIntervals,
    quickRanges:
      quickRanges &&
      objectsOf(quickRanges).map((range) => ({
        display: textAt(range, "display") ?? "",
        from: textAt(range, "from") ?? "",
        to: textAt(range, "to") ?? "",
      })),
    hideTimepicker: booleanAt(timepicker, "hidden") ?? false,
    weekStart: textAt(dashboard, "weekStart"),
    fiscalYearStartMonth: integerAt(dashboard, "fiscalYearStartMonth") ?? 0,
    nowDelay: textAt(timepicker, "nowDelay"),
  });
}

function renderLink(link: Json): object {
  return defined({
    title: textAt(link, "title") ?? "",
    type: textAt(link, "type") ?? "link",
    icon: textAt(link, "icon") ?? "",
    tooltip: textAt(link, "tooltip") ?? "",
    url: typeof link.url === "string" ? link.url : undefined,
    tags: textsAt(link, "tags"),
    asDropdown: link.asDropdown === true,
    targetBlank: link.targetBlank === true,
    includeVars: link.includeVars === true,
    keepTime: link.keepTime === true,
    placement: textAt(link, "placement"),
  });
}
