import { compareText } from "../../diagnostics/order.js";

/**
 * The order of an object's properties, by the name of the property that holds the object (`""` for the dashboard).
 * Other properties follow in alphabetical order.
 */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  "": ["title", "uid", "description", "tags", "schemaVersion", "time", "refresh", "timezone", "graphTooltip", "links"],
  panels: [
    ...["id", "type", "title", "description", "gridPos", "collapsed", "repeat", "repeatDirection", "maxPerRow"],
    ...["datasource", "targets", "interval", "maxDataPoints", "transformations", "fieldConfig", "options", "links"],
  ],
  targets: [
    "refId",
    "datasource",
    "expr",
    "legendFormat",
    "format",
    "instant",
    "range",
    "exemplar",
    "interval",
    "hide",
  ],
  list: ["name", "type", "label", "description", "datasource", "query", "definition", "expr", "regex", "current"],
  links: ["title", "type", "url", "tags"],
  fieldConfig: ["defaults", "overrides"],
  defaults: ["displayName", "unit", "decimals", "min", "max", "color", "thresholds", "mappings", "links", "custom"],
  overrides: ["matcher", "properties"],
  properties: ["id", "value"],
  matcher: ["id", "options"],
  transformations: ["id", "options"],
  thresholds: ["mode", "steps"],
  steps: ["value", "color"],
  mappings: ["type", "options"],
  gridPos: ["x", "y", "w", "h"],
  datasource: ["type", "uid"],
  time: ["from", "to"],
  current: ["text", "value"],
  metadata: ["name", "annotations"],
  // Of a dashboard as a resource, and of everything in it.
  spec: [
    ...["id", "name", "title", "label", "description", "hide", "refId", "hidden", "collapse", "hideHeader", "x", "y"],
    ...["width", "height", "element", "repeat", "variable", "operator", "value", "query", "regex", "current"],
    ...["visibility", "condition", "conditionalRendering", "tags", "timeSettings", "cursorSync", "links"],
    ...["maxColumnCount", "columnWidthMode", "columnWidth", "rowHeightMode", "rowHeight", "fillScreen"],
    ...["data", "queries", "queryOptions", "transformations", "vizConfig", "fieldConfig", "options"],
    ...["annotations", "variables", "layout", "items", "rows", "tabs"],
  ],
};

/** Properties that come first in any other object: those that say what a part of a resource is. */
const FIRST = ["apiVersion", "kind", "group", "version"];

/** Objects that are written on one line, so that a changed value shows in the diff together with its name. */
const ONE_LINE: ReadonlySet<string> = new Set([
  ...["gridPos", "datasource", "time", "current", "color", "matcher", "properties", "steps", "result", "query"],
  ...["hideFrom", "stacking", "lineStyle", "thresholdsStyle", "scaleDistribution", "tooltip", "libraryPanel"],
  ...["element", "repeat"],
]);

const FIRST_RANK = rankNames(FIRST);
const RANK = new Map(Object.entries(ORDER).map(([holder, names]) => [holder, rankNames(names)]));

/** Written last, so that the panels of a row follow its own properties. */
const LAST = "panels";

/** The name of a property, and how it begins in JSON: `"title": `. */
export interface Property {
  readonly name: string;
  readonly start: string;
}

/** The sorted properties of objects, found by the names of their properties, one after the other. */
interface Order {
  sorted: readonly Property[] | undefined;
  readonly next: Map<string, Order>;
}

/** Memoises orders by the holder and the names: most objects are alike. */
let orders: Order = { sorted: undefined, next: new Map() };
let countOfOrders = 0;

/** Limits the memory that the names of foreign dashboards can take. */
const maxOrders = 10_000;

/** Sorts the properties of an object. */
export function sortProperties(holder: string, names: readonly string[]): readonly Property[] {
  if (countOfOrders >= maxOrders) {
    orders = { sorted: undefined, next: new Map() };
    countOfOrders = 0;
  }
  let order = nextOrder(orders, holder);
  for (const name of names) order = nextOrder(order, name);
  order.sorted ??= sortNames(holder, names).map((name) => ({ name, start: `${JSON.stringify(name)}: ` }));
  return order.sorted;
}

function nextOrder({ next }: Order, name: string): Order {
  let order = next.get(name);
  if (order === undefined) {
    order = { sorted: undefined, next: new Map() };
    next.set(name, order);
    countOfOrders += 1;
  }
  return order;
}

function sortNames(holder: string, names: readonly string[]): readonly string[] {
  const rank = RANK.get(holder) ?? FIRST_RANK;
  const unlisted = rank.size;
  const rankOf = (name: string): number => (name === LAST ? unlisted + 1 : (rank.get(name) ?? unlisted));
  return names.toSorted((a, b) => rankOf(a) - rankOf(b) || compareText(a, b));
}

/** True if objects in this property are written on one line, provided that they have no nested objects. */
export function isOneLine(holder: string): boolean {
  return ONE_LINE.has(holder);
}

function rankNames(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}
