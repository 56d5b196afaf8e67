import { nearest } from "../../diagnostics/nearest.js";
import type { Link } from "../../formats/grafana/types.js";
import type { PanelLink } from "../../model/dashboard/link.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import type { DashboardIdentity } from "./identity.js";

/** Finds the dashboards of a system by title. */
export function findDashboard(
  scope: Scope,
  dashboards: readonly DashboardIdentity[],
  subject: Subject,
  title: string,
  option: string,
): DashboardIdentity | undefined {
  const found = dashboards.find((dashboard) => dashboard.title === title);
  if (found) return found;
  const titles = dashboards.map((dashboard) => dashboard.title);
  const meant = nearest(title, titles);
  reportError(scope, "definition/unknown-dashboard", subject, {
    summary: `the system has no dashboard "${title}"`,
    fix: meant === undefined ? `there are: ${titles.join(", ")}` : `did you mean "${meant}"?`,
    option: [option],
  });
  return undefined;
}

/** Where a link is shown: on the dashboard, or on one of its panels, which carries time and variables in the address. */
type LinkOwner = "dashboard" | "panel";

/** The links of a dashboard or a panel; time range and variables go along to other dashboards. */
export function compileLinks(
  scope: Scope,
  dashboards: readonly DashboardIdentity[],
  subject: Subject,
  links: readonly PanelLink[] | undefined,
  holder: LinkOwner,
): readonly Link[] | undefined {
  if (links === undefined || links.length === 0) return undefined;
  return links.flatMap((link) => {
    if (typeof link === "object" && "url" in link)
      return [renderLink(link.title, link.url, "external link", false, true)];
    const title = typeof link === "string" ? link : link.dashboard;
    const found = findDashboard(scope, dashboards, subject, title, "links");
    if (!found) return [];
    const kept = holder === "panel" ? "?${__url_time_range}&${__all_variables}" : "";
    const shown = typeof link === "string" ? title : (link.title ?? title);
    return [renderLink(shown, `/d/${found.uid}${kept}`, "dashboard", holder === "dashboard", false)];
  });
}

function renderLink(title: string, url: string, icon: string, keeps: boolean, targetBlank: boolean): Link {
  const shown = { title, type: "link", icon, tooltip: "", url, tags: [] } as const;
  return { ...shown, asDropdown: false, targetBlank, includeVars: keeps, keepTime: keeps };
}
