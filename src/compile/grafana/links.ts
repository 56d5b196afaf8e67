import { nearest } from "../../diagnostics/nearest.js";
import type { Link } from "../../formats/grafana/types.js";
import type { PanelLink } from "../../model/dashboard/link.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import type { DashboardIdentity } from "./identity.js";

/** Finds a dashboard of the system by its title. Reports one that does not exist in any environment. */
export function findDashboard(
  scope: Scope,
  dashboards: readonly DashboardIdentity[],
  subject: Subject,
  title: string,
  option: string,
): DashboardIdentity | undefined {
  const target = dashboards.find((dashboard) => dashboard.title === title);
  if (target || scope.leftOut.dashboards.has(title)) return target;
  const titles = dashboards.map((dashboard) => dashboard.title);
  const similar = nearest(title, titles);
  reportError(scope, "definition/unknown-dashboard", subject, {
    summary: `the system has no dashboard "${title}"`,
    fix: similar === undefined ? `use one of: ${titles.join(", ")}` : `did you mean "${similar}"?`,
    option: [option],
  });
  return undefined;
}

/** A panel's links carry time range and variables in the URL; a dashboard's have fields for it. */
type LinkOwner = "dashboard" | "panel";

/** Compiles links of a dashboard or panel. Links to dashboards keep time range and variables. */
export function compileLinks(
  scope: Scope,
  dashboards: readonly DashboardIdentity[],
  subject: Subject,
  links: readonly PanelLink[] | undefined,
  owner: LinkOwner,
): readonly Link[] | undefined {
  if (links === undefined || links.length === 0) return undefined;
  return links.flatMap((link) => {
    if (typeof link === "object" && "url" in link)
      return [renderLink(link.title, link.url, "external link", false, true)];
    const title = typeof link === "string" ? link : link.dashboard;
    const dashboard = findDashboard(scope, dashboards, subject, title, "links");
    if (!dashboard) return [];
    const query = owner === "panel" ? "?${__url_time_range}&${__all_variables}" : "";
    const text = typeof link === "string" ? title : (link.title ?? title);
    return [renderLink(text, `/d/${dashboard.uid}${query}`, "dashboard", owner === "dashboard", false)];
  });
}

function renderLink(title: string, url: string, icon: string, keepsState: boolean, targetBlank: boolean): Link {
  const target = { title, type: "link", icon, tooltip: "", url, tags: [] } as const;
  return { ...target, asDropdown: false, targetBlank, includeVars: keepsState, keepTime: keepsState };
}
