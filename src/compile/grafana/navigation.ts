import type { Dashboard } from "../../model/dashboard/dashboard.js";
import type { PanelLink, TagLink } from "../../model/dashboard/link.js";
import { isOverview } from "../overview/index.js";
import type { Scope } from "../scope.js";
import type { DashboardIdentity } from "./identity.js";

/**
 * Adds links to those of a dashboard: first to the overview of its system, last to all its other dashboards. On the overview,
 * these are side by side.
 */
export function addNavigation(
  { system }: Scope,
  dashboard: Dashboard,
  dashboards: readonly DashboardIdentity[],
): readonly (PanelLink | TagLink)[] {
  const { links = [], navigation = true } = dashboard;
  if (!navigation || dashboards.length < 2) return links;
  const overview = findOverview(dashboards);
  const isItself = overview?.definition === dashboard;
  const leadsThere = links.some((link) => titleOf(link) === overview?.title);
  const first = overview && !isItself && !leadsThere ? [overview.title] : [];
  const siblings: TagLink = { title: system.title, tag: system.name, asDropdown: !isItself };
  const listsThem = links.some((link) => typeof link === "object" && "tag" in link && link.tag === system.name);
  return [...first, ...links, ...(listsThem ? [] : [siblings])];
}

/** The overview among the dashboards of a system, or `null`: each of them looks for it. */
const overviews = new WeakMap<readonly DashboardIdentity[], DashboardIdentity | null>();

function findOverview(dashboards: readonly DashboardIdentity[]): DashboardIdentity | undefined {
  const found = overviews.get(dashboards) ?? dashboards.find(({ definition }) => isOverview(definition)) ?? null;
  overviews.set(dashboards, found);
  return found ?? undefined;
}

function titleOf(link: PanelLink | TagLink): string | undefined {
  if (typeof link === "string") return link;
  return "dashboard" in link ? link.dashboard : undefined;
}
