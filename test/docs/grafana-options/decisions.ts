/** The way to say something that no option says, or the reason why it is not said. */
export interface Decision {
  readonly verdict: "elsewhere" | "raw" | "refused";
  readonly text: string;
}

const raw = (text: string): Decision => ({ verdict: "raw", text });
const elsewhere = (text: string): Decision => ({ verdict: "elsewhere", text });
const refused = (text: string): Decision => ({ verdict: "refused", text });

const inJson = raw("`panelJson`");
const ours = refused("Telltale sets it");
const obsolete = refused("Grafana has replaced it");
const editor = refused("only the editor uses it");
const ofServer = refused("Grafana's server sets it");
const shape = refused("follows from the kind of panel and its queries");

/** Decisions by property, or by the end of its path. All other custom options of fields are set by overrides. */
export const decisions: Readonly<Record<string, Decision>> = {
  // Panels
  type: elsewhere("the function that is called"),
  title: elsewhere("the first argument"),
  pluginVersion: ofServer,
  interval: elsewhere("`minStep` is an option of each query"),
  timeCompare: inJson,
  libraryPanel: elsewhere("`libraryPanel(uid, name)`"),
  cacheTimeout: obsolete,
  queryCachingTTL: inJson,
  // Fields
  displayNameFromDS: ofServer,
  path: ofServer,
  writeable: ofServer,
  "defaults.filterable": elsewhere("a column's `filterable`"),
  "defaults.description": elsewhere("`description` of an override"),
  fieldMinMax: inJson,
  "defaults.color": elsewhere("`color` of an override, `colors` of kinds, thresholds"),
  // Options of several kinds
  timezone: elsewhere("that of the dashboard: `timeZone`"),
  "legend.asTable": obsolete,
  "legend.isVisible": obsolete,
  "text.percentSize": inJson,
  orientation: inJson,
  "fieldConfig.defaults.custom.hideFrom": elsewhere("`hideFrom` of an override"),
  // Options of one kind
  "table fieldConfig.defaults.custom.displayMode": obsolete,
  "table fieldConfig.defaults.custom.hidden": elsewhere("`hidden` of a column"),
  "bargauge options.legend": refused("the names are at the bars: `namePlacement`"),
  frameIndex: shape,
  showTypeIcons: inJson,
  "scale.linearThreshold": inJson,
  "scaleDistribution.linearThreshold": inJson,
  "options.rowsFrame": inJson,
  "exemplars.color": inJson,
  selectionMode: inJson,
  showLogContextToggle: inJson,
  showFieldSelector: inJson,
  "options.content": elsewhere("the second argument"),
  mapping: shape,
  showTime: inJson,
  navigateToPanel: inJson,
  navigateBefore: inJson,
  navigateAfter: inJson,
  folderId: obsolete,
  inlineEditing: editor,
  showAdvancedTypes: editor,
  infinitePan: inJson,
  "root.name": shape,
  "root.type": shape,
  "options.view": inJson,
  "options.controls": inJson,
  "options.basemap": inJson,
  "tooltip.mode": inJson,
  "options.nodes": raw("`panelJson`, for results that have nodes"),
  "edges.secondaryStatUnit": elsewhere("the unit of the second query"),
  // Properties that only grafonnet has
  displayedFields: inJson,
  isFilterLabelActive: refused("code of Grafana's own calls it"),
  onClickFilterLabel: refused("code of Grafana's own calls it"),
  onClickFilterOutLabel: refused("code of Grafana's own calls it"),
  onClickFilterOutString: refused("code of Grafana's own calls it"),
  onClickFilterString: refused("code of Grafana's own calls it"),
  onClickHideField: refused("code of Grafana's own calls it"),
  onClickShowField: refused("code of Grafana's own calls it"),
  "options.dims": obsolete,
  seriesMapping: obsolete,
  AlertListOptions: refused("not a property: grafonnet's name of a choice"),
  UnifiedAlertListOptions: refused("not a property: grafonnet's name of a choice"),
  dashboardTitle: obsolete,
  "folder.id": obsolete,
  showOptions: obsolete,
  "stateFilter.alerting": obsolete,
  "stateFilter.execution_error": obsolete,
  "stateFilter.inactive": obsolete,
  "stateFilter.no_data": obsolete,
  "stateFilter.ok": obsolete,
  "stateFilter.paused": obsolete,
  "alertlist options.tags": obsolete,
  "dashboard panels": elsewhere("`panels`, `rows` and `tabs`"),
  time_options: obsolete,
  // Dashboards
  "dashboard id": ofServer,
  revision: ofServer,
  gnetId: raw("`dashboardJson`"),
  schemaVersion: ours,
  version: ofServer,
  snapshot: refused("a snapshot is made in Grafana"),
  // Variables
  "variable type": elsewhere("the function that is called"),
  "variable name": elsewhere("the first argument"),
  "variable query": elsewhere("the arguments"),
  "variable options": refused("Grafana fills them from the query"),
  staticOptions: raw("`dashboardJson`"),
  staticOptionsOrder: raw("`dashboardJson`"),
  definition: editor,
  // Annotations
  "annotation name": elsewhere("the first argument"),
  "annotation target": elsewhere("`taggedAnnotation(name, tags)`, or a query of another data source"),
  "annotation type": obsolete,
  builtIn: elsewhere("`grafanaAnnotations` of the dashboard"),
  placement: raw("`dashboardJson`"),
  "annotation expr": elsewhere("the second argument"),
  "annotation mappings": elsewhere("`fields`, of other data sources"),
  // Queries of Prometheus and Loki
  expr: elsewhere("the expression"),
  refId: ours,
  instant: refused("follows from the kind of panel"),
  range: refused("follows from the kind of panel"),
  format: refused("follows from the kind of panel"),
  editorMode: editor,
  intervalFactor: obsolete,
  adhocFilters: elsewhere("`variable.filters`"),
  groupByKeys: elsewhere("`variable.groupBy`"),
  datasource: elsewhere("`dataSource`"),
  hide: elsewhere("`hiddenQueries`"),
  queryType: refused("follows from the kind of panel"),
  scopes: raw("`panelJson`"),
  "prometheus intervalMs": ofServer,
  "prometheus maxDataPoints": elsewhere("`maxDataPoints` of the panel"),
  "prometheus resultAssertions": editor,
  "prometheus timeRange": elsewhere("that of the dashboard, or `relativeTime` of the panel"),
  legendFormat: elsewhere("`legend`, or the name of the query"),
  exemplar: elsewhere("`exemplars`"),
  resolution: obsolete,
  maxLines: raw("`panelJson`"),
  step: raw("`panelJson`"),
  direction: raw("`panelJson`"),
  statistics: obsolete,
  queryMode: elsewhere("the function that is called"),
};

/** The name of the decision about a property: that of its section, of its whole path, or of one of its ends. */
export function decisionName(section: string, path: string): string | undefined {
  const parts = path.split(".");
  const starts = parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
  const ends = parts.map((_, index) => parts.slice(index).join("."));
  const names = [...starts, ...ends].flatMap((name) => [`${section} ${name}`, name]);
  return names.find((name) => Object.hasOwn(decisions, name));
}

/** The decision about a property. An override sets the custom options of fields that have no decision of their own. */
export function decisionFor(section: string, path: string): Decision | undefined {
  const name = decisionName(section, path);
  if (name !== undefined) return decisions[name];
  const custom = /custom\.([^.]+)/.exec(path)?.[1];
  return custom === undefined ? undefined : raw(`\`override.…(…, { properties: { "custom.${custom}": … } })\``);
}
