/** A link to another page. */
export interface UrlLink {
  readonly title: string;
  readonly url: string;
}

/** A link to a dashboard of the same system, by its title; time range and variables go along. */
export interface DashboardLink {
  readonly title?: string;
  readonly dashboard: string;
}

/** From a panel: to a page, or to a dashboard by title. */
export type PanelLink = string | UrlLink | DashboardLink;
