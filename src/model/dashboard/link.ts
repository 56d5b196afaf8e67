/** A link to a page. */
export interface UrlLink {
  readonly title: string;
  readonly url: string;
}

/** A link to a dashboard of the same system. It keeps the time range and the values of variables. */
export interface DashboardLink {
  /**
   * The text of the link.
   *
   * @default the title of the dashboard
   */
  readonly title?: string;
  /** The title of the dashboard. */
  readonly dashboard: string;
}

/** A link to a page, or to a dashboard; a string is the title of a dashboard. */
export type PanelLink = string | UrlLink | DashboardLink;
