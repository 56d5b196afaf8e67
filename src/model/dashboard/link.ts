import {
  boolean,
  choice,
  definition,
  either,
  list,
  type OptionTable,
  object,
  record,
  required,
  string,
} from "../definition/option-table.js";
import type { Query } from "../expression/query.js";
import type { TraceStream } from "../metric/trace-stream.js";
import type { DataQuery } from "./data-query.js";

/** Options of every link. Links of panels have no icon, and show no tooltip. */
export interface LinkOptions {
  /**
   * The icon beside the text.
   *
   * @default "dashboard" for one of the same system, or else "external link"
   */
  readonly icon?: LinkIcon;
  /** The text under the pointer. */
  readonly tooltip?: string;
  /**
   * True to open the link in a new tab.
   *
   * @default true for pages and traces
   */
  readonly newTab?: boolean;
  /**
   * True if the link keeps the time range.
   *
   * @default true for dashboards
   */
  readonly keepTime?: boolean;
  /**
   * True if the link keeps the values of variables.
   *
   * @default true for dashboards
   */
  readonly keepVariables?: boolean;
}

const icons = ["bolt", "cloud", "dashboard", "doc", "external link", "info", "question"] as const;

export type LinkIcon = (typeof icons)[number];

/** A link to a page. */
export interface UrlLink extends LinkOptions {
  readonly title: string;
  readonly url: string;
}

/**
 * A link to a dashboard of the same system. It keeps the time range and the values of variables.
 *
 * @example
 * { dashboard: "Logs", variables: { app: "cart" } }
 */
export interface DashboardLink extends LinkOptions {
  /**
   * The text of the link.
   *
   * @default the title of the dashboard
   */
  readonly title?: string;
  /** The title of the dashboard. */
  readonly dashboard: string;
  /** Values for variables of that dashboard, besides those that this one has too. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * A list of the dashboards of the same system that have a tag, with the time range and the values of variables.
 *
 * @example
 * { title: "Services", tag: "service" }
 */
export interface TagLink extends LinkOptions {
  /** The text of the list. */
  readonly title: string;
  readonly tag: string;
  /**
   * False to show the dashboards side by side.
   *
   * @default true
   */
  readonly asDropdown?: boolean;
}

/**
 * A link to traces in Grafana's Explore. Without a data source of traces it is left out.
 *
 * @example
 * { title: "Failed requests", traces: auth.traces.failed() }
 */
export interface TraceLink extends LinkOptions {
  readonly title: string;
  readonly traces: TraceStream;
}

/**
 * A query that is saved as a link to Grafana's Explore, over the last hour. Without a data source for it, the link is left
 * out.
 *
 * @example
 * { title: "Errors", explore: logql`${cart.logs} | json | level="ERROR"` }
 * @example
 * { title: "Slow traces", explore: query.raw("jaeger", { queryType: "search", service: "cart", minDuration: "5s" }) }
 */
export interface ExploreLink extends LinkOptions {
  readonly title: string;
  readonly explore: Query | DataQuery;
}

/** A link to a page, to a dashboard, to traces or to a query; a string is the title of a dashboard. */
export type PanelLink = string | UrlLink | DashboardLink | TraceLink | ExploreLink;

/** The options of all kinds of links. */
const anyLinkOptions = {
  title: string,
  url: string,
  dashboard: string,
  variables: record(string),
  tag: string,
  traces: definition("traceStream"),
  explore: either("an expression, or a query of a data source", definition("query"), definition("dataQuery")),
  asDropdown: boolean,
  icon: choice(...icons),
  tooltip: string,
  newTab: boolean,
  keepTime: boolean,
  keepVariables: boolean,
} satisfies OptionTable<Partial<UrlLink & DashboardLink & TagLink & TraceLink & ExploreLink>>;

/** Each kind of link has an option of its own, which says where it leads. */
const destinations = ["url", "dashboard", "tag", "traces", "explore"] as const;

export const linkOptions = list(
  either(
    "a string, or an object with url, dashboard, tag, traces or explore",
    string,
    ...destinations.map((name) => object({ ...anyLinkOptions, [name]: required(anyLinkOptions[name]) })),
  ),
);
