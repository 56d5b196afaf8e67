import { isQuerySourceOverruled, mixedSource } from "../asked-source.js";
import type { DataSourceIndex } from "../data-source-index.js";
import { findSuccessor } from "../migrate/panel-defaults.js";
import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { refIdAt } from "../ref-id.js";
import { renderFieldConfig } from "./field-config.js";
import { booleanAt, defined, integerAt, omit, textAt } from "./members.js";
import { type QuerySource, readSource, renderQuery } from "./source-of.js";
import type { Version2 } from "./version.js";

/** The key of a panel among the elements of a dashboard. */
export function elementName(panel: Json): string {
  return `panel-${integerAt(panel, "id") ?? 0}`;
}

/** Converts a panel to an element. */
export function renderElement(panel: Json, sources: DataSourceIndex, version: Version2): object {
  const id = integerAt(panel, "id") ?? 0;
  const title = textAt(panel, "title") ?? "";
  const { libraryPanel } = panel;
  if (isJson(libraryPanel)) {
    const reference = { name: textAt(libraryPanel, "name") ?? "", uid: textAt(libraryPanel, "uid") ?? "" };
    return { kind: "LibraryPanel", spec: { id, title, libraryPanel: reference } };
  }
  return {
    kind: "Panel",
    spec: {
      id,
      title,
      description: textAt(panel, "description") ?? "",
      links: objectsOf(panel.links).map(renderLink),
      data: {
        kind: "QueryGroup",
        spec: {
          queries: renderQueries(panel, sources),
          transformations: objectsOf(panel.transformations).map((one) => renderTransformation(one, version)),
          queryOptions: renderQueryOptions(panel),
        },
      },
      vizConfig: renderVisualization(panel),
      ...(panel.transparent === true && { transparent: true }),
    },
  };
}

function renderLink(link: Json): object {
  return {
    title: textAt(link, "title") ?? "",
    url: textAt(link, "url") ?? "",
    ...("targetBlank" in link && { targetBlank: link.targetBlank === true }),
  };
}

const queryMembers = new Set(["refId", "hide", "datasource"]);

function renderQueries(panel: Json, sources: DataSourceIndex): readonly object[] {
  const targets = objectsOf(panel.targets);
  const used = new Set(targets.map(({ refId }) => refId));
  const ofPanel = readSource(panel.datasource, sources);
  return targets.map((target) => {
    const source = askedSource(readSource(target.datasource, sources), ofPanel) ?? { group: "", uid: undefined };
    return {
      kind: "PanelQuery",
      spec: {
        query: renderQuery(source, omit(target, queryMembers)),
        refId: textAt(target, "refId") ?? takeRefId(used),
        hidden: target.hide === true,
      },
    };
  });
}

/** The data source that Grafana asks. Each query of a mixed panel has one of its own. */
function askedSource(own: QuerySource | undefined, ofPanel: QuerySource | undefined): QuerySource | undefined {
  const isOverruled = isQuerySourceOverruled(own && { ...own, type: own.group }, ofPanel);
  if (own && !isOverruled) return own;
  return ofPanel?.uid === mixedSource ? undefined : ofPanel;
}

/** Takes the first refId that no other query has. */
function takeRefId(used: Set<unknown>): string {
  for (let index = 0; ; index++) {
    const refId = refIdAt(index);
    if (used.has(refId)) continue;
    used.add(refId);
    return refId;
  }
}

function renderTransformation({ id, options, disabled, filter, topic }: Json, version: Version2): object {
  const group = typeof id === "string" ? id : "";
  const spec = defined({ disabled, filter, topic, options });
  if (version === "v2") return { kind: "Transformation", group, spec };
  return { kind: group, spec: { id: group, ...spec } };
}

function renderQueryOptions(panel: Json): object {
  const points = integerAt(panel, "maxDataPoints");
  return defined({
    timeFrom: textAt(panel, "timeFrom"),
    maxDataPoints: points !== undefined && points > 0 ? points : undefined,
    timeShift: textAt(panel, "timeShift"),
    queryCachingTTL: integerAt(panel, "queryCachingTTL"),
    interval: textAt(panel, "interval"),
    cacheTimeout: textAt(panel, "cacheTimeout"),
    hideTimeOverride: panel.hideTimeOverride === true ? true : undefined,
    timeCompare: textAt(panel, "timeCompare"),
  });
}

/** Members of a panel that are not options of an old plugin. */
const panelMembers = new Set([
  ...["type", "id", "pluginVersion", "targets", "title", "description", "transparent", "datasource", "gridPos"],
  ...["links", "repeat", "repeatDirection", "maxPerRow", "maxDataPoints", "transformations", "interval", "timeFrom"],
  ...["timeShift", "hideTimeOverride", "timeCompare", "libraryPanel", "cacheTimeout", "queryCachingTTL", "options"],
  ...["fieldConfig", "autoMigrateFrom"],
]);

function renderVisualization(panel: Json): object {
  const type = textAt(panel, "type") ?? "timeseries";
  const successor = findSuccessor(panel);
  const oldOptions = omit(panel, panelMembers);
  const hasOldOptions = Object.keys(oldOptions).length > 0;
  const from = textAt(panel, "autoMigrateFrom") ?? (successor !== undefined || hasOldOptions ? type : undefined);
  const options: Json = isJson(panel.options) ? { ...panel.options } : {};
  const { legend } = options;
  if (isJson(legend)) options.legend = { ...legend, showLegend: booleanAt(legend, "showLegend") ?? true };
  // Grafana converts the options of an old plugin when it loads the panel.
  if (from !== undefined) options.__angularMigration = { autoMigrateFrom: from, originalOptions: oldOptions };
  return {
    kind: "VizConfig",
    group: textAt(panel, "autoMigrateFrom") === undefined ? (successor ?? type) : type,
    version: textAt(panel, "pluginVersion") ?? "",
    spec: { options, fieldConfig: renderFieldConfig(get(panel, "fieldConfig")) },
  };
}
