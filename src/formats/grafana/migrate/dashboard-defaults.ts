import { isJson, type Json, removeNulls } from "../plain-json.js";
import { addPanelDefaults, finishPanel, replaceAngularPanel } from "./panel-defaults.js";
import { allPanels, rowPanels, topPanels, variablesOf } from "./panels.js";

/**
 * Adds what Grafana assumes of a dashboard when it loads one: properties, ids, successors of old panels. This comes before
 * the migrations.
 */
export function addDefaults(dashboard: Json): void {
  addMissingProperties(dashboard);
  removeNullChoices(dashboard);
  for (const panel of topPanels(dashboard)) addPanelDefaults(panel);
  for (const panel of rowPanels(dashboard)) addPanelDefaults(panel, { isInRow: true });
  for (const panel of everyPanel(dashboard)) replaceAngularPanel(panel);
  assignPanelIds(dashboard);
}

/** Removes what Grafana does not keep of a dashboard, and adds the annotation that it always has. Comes after the migrations. */
export function removeDefaults(dashboard: Json): void {
  addBuiltInAnnotation(dashboard);
  removeTransientProperties(dashboard);
  for (const variable of variablesOf(dashboard)) finishVariable(variable);
  finishPanels(dashboard);
}

function everyPanel(dashboard: Json): readonly Json[] {
  return [...allPanels(dashboard), ...rowPanels(dashboard)];
}

const missingProperties: Readonly<Record<string, unknown>> = {
  title: "No Title",
  tags: [],
  timezone: "",
  weekStart: "",
  editable: true,
  graphTooltip: 0,
  time: { from: "now-6h", to: "now" },
  timepicker: {},
  schemaVersion: 0,
  fiscalYearStartMonth: 0,
  links: [],
};

/** The annotation that shows the alerts of the dashboard's own panels. */
const builtInAnnotation = {
  builtIn: 1,
  datasource: { type: "grafana", uid: "-- Grafana --" },
  enable: true,
  hide: true,
  iconColor: "rgba(0, 211, 255, 1)",
  name: "Annotations & Alerts",
  type: "dashboard",
} as const;

function addMissingProperties(dashboard: Json): void {
  for (const [name, value] of Object.entries(missingProperties)) dashboard[name] ??= structuredClone(value);
  for (const name of ["templating", "annotations"]) {
    const holder = dashboard[name];
    if (isJson(holder)) holder.list ??= [];
    else dashboard[name] = { list: [] };
  }
}

function addBuiltInAnnotation(dashboard: Json): void {
  const { annotations } = dashboard;
  if (!isJson(annotations) || !Array.isArray(annotations.list)) return;
  if (annotations.list.some((item) => isJson(item) && item.builtIn === 1)) return;
  annotations.list = [structuredClone(builtInAnnotation), ...annotations.list];
}

function removeNullChoices(dashboard: Json): void {
  for (const { current } of variablesOf(dashboard)) {
    if (!isJson(current)) continue;
    const { value } = current;
    if (value === null || (Array.isArray(value) && value.includes(null))) delete current.value;
  }
}

/** Gives panels without an id, and those whose id another panel has, the next free one. */
function assignPanelIds(dashboard: Json): void {
  const panels = everyPanel(dashboard);
  const isId = (id: unknown): id is number => typeof id === "number" && id > 0;
  let next = 1 + panels.reduce((max, { id }) => (isId(id) && id > max ? Math.trunc(id) : max), 0);
  const used = new Set<number>();
  for (const panel of panels) {
    if (isId(panel.id) && !used.has(panel.id)) used.add(panel.id);
    else panel.id = next++;
  }
}

const transientProperties = [
  ...["events", "meta", "originalTime", "originalTemplating", "originalLibraryPanels", "panelInEdit", "panelInView"],
  ...["getVariablesFromState", "formatDate", "appEventsSubscription", "panelsAffectedByVariableChange", "lastRefresh"],
  ...["timeRangeUpdatedDuringEditOrView", "originalDashboard", "variables", "preload", "iteration"],
  ...["version", "__inputs", "__requires", "__elements", "nav", "pulldowns"],
];

function removeTransientProperties(dashboard: Json): void {
  for (const name of transientProperties) delete dashboard[name];
  if (dashboard.gnetId === null) delete dashboard.gnetId;
  if (dashboard.id === null) delete dashboard.id;
  if (dashboard.style === "dark") delete dashboard.style;
  if (dashboard.hideControls === false) delete dashboard.hideControls;
  removeNulls(dashboard.templating);
}

function finishVariable(variable: Json): void {
  delete variable.index;
  // A variable that never refreshes keeps the values that it has.
  if (variable.type === "query" && variable.refresh !== 0) variable.options ??= [];
  if (variable.type === "constant") delete variable.options;
  if (variable.type === "datasource") variable.options = [];
}

function finishPanels(dashboard: Json): void {
  if (!Array.isArray(dashboard.panels)) {
    dashboard.panels = [];
    return;
  }
  // Repetitions are made anew whenever the dashboard is loaded.
  const kept = topPanels(dashboard).filter((panel) => !("repeatPanelId" in panel || "repeatedByRow" in panel));
  for (const panel of kept) {
    finishPanel(panel);
    if (!Array.isArray(panel.panels)) continue;
    for (const inner of panel.panels) if (isJson(inner)) finishPanel(inner, { isNested: true });
  }
  dashboard.panels = kept.toSorted(byPosition);
}

function byPosition(left: Json, right: Json): number {
  const [a, b] = [positionOf(left), positionOf(right)];
  return a.y - b.y || a.x - b.x;
}

function positionOf({ gridPos }: Json): { readonly x: number; readonly y: number } {
  const [x, y] = isJson(gridPos) ? [gridPos.x, gridPos.y] : [];
  return { x: typeof x === "number" ? x : 0, y: typeof y === "number" ? y : 0 };
}
