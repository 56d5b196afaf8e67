import type { TraceStream } from "../metric/trace-stream.js";

/** A link to a page. */
export interface UrlLink {
  readonly title: string;
  readonly url: string;
}

/**
 * A link to a dashboard of the same system. It keeps the time range and the values of variables.
 *
 * @example
 * { dashboard: "Logs", variables: { app: "cart" } }
 */
export interface DashboardLink {
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
export interface TagLink {
  /** The text of the list. */
  readonly title: string;
  readonly tag: string;
}

/**
 * A link to traces in Grafana's Explore. Without a data source of traces it is left out.
 *
 * @example
 * { title: "Failed requests", traces: auth.traces.failed() }
 */
export interface TraceLink {
  readonly title: string;
  readonly traces: TraceStream;
}

/** A link to a page, to a dashboard or to traces; a string is the title of a dashboard. */
export type PanelLink = string | UrlLink | DashboardLink | TraceLink;
