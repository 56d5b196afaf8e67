import { nearest } from "../../diagnostics/nearest.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Link } from "../../formats/grafana/types.js";
import { declaredVariables } from "../../model/dashboard/dashboard.js";
import { isDataQuery } from "../../model/dashboard/data-query.js";
import type { DashboardLink, ExploreLink, LinkOptions, PanelLink, TagLink } from "../../model/dashboard/link.js";
import { compileQuery } from "../query/query.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import { encodeQuery, renderExplorePath, renderExploreQuery } from "./explore-link.js";
import type { DashboardIdentity } from "./identity.js";

/** Finds a dashboard of the system by its title. Reports one that does not exist in any environment. */
export function findDashboard(
  scope: Scope,
  dashboards: readonly DashboardIdentity[],
  subject: Subject,
  title: string,
  option: string | readonly string[],
): DashboardIdentity | undefined {
  const target = dashboards.find((dashboard) => dashboard.title === title);
  if (target || scope.leftOut.dashboards.has(title)) return target;
  const titles = dashboards.map((dashboard) => dashboard.title);
  const similar = nearest(title, titles);
  reportError(scope, "definition/unknown-dashboard", subject, {
    summary: `the system has no dashboard "${title}"`,
    fix: similar === undefined ? `use one of: ${titles.join(", ")}` : `did you mean "${similar}"?`,
    option: [option].flat(),
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
  links: readonly (PanelLink | TagLink)[] | undefined,
  owner: LinkOwner,
): readonly Link[] | undefined {
  if (links === undefined || links.length === 0) return undefined;
  return links.flatMap((link) => {
    if (typeof link === "object" && "url" in link) return [renderLink(link.title, link.url, page, link)];
    if (typeof link === "object" && "traces" in link) {
      const url = renderExplorePath(scope, "traceql", encodeQuery(link.traces.toTraceql()));
      return url === undefined ? [] : [renderLink(link.title, url, page, link)];
    }
    if (typeof link === "object" && "explore" in link) {
      const url = renderSavedQuery(scope, subject, link);
      return url === undefined ? [] : [renderLink(link.title, url, page, link)];
    }
    if (typeof link === "object" && "tag" in link) return [renderTagLink(scope, link)];
    const title = typeof link === "string" ? link : link.dashboard;
    const dashboard = findDashboard(scope, dashboards, subject, title, "links");
    if (!dashboard) return [];
    const values = typeof link === "string" ? [] : renderVariables(scope, subject, dashboard, link);
    const options: LinkOptions = typeof link === "string" ? {} : link;
    const { keepTime = true, keepVariables = true } = options;
    const kept = [keepTime ? ["${__url_time_range}"] : [], keepVariables ? ["${__all_variables}"] : []].flat();
    const parameters = owner === "panel" ? [...kept, ...values] : values;
    const query = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
    const text = typeof link === "string" ? title : (link.title ?? title);
    return [renderLink(text, `/d/${dashboard.uid}${query}`, owner === "panel" ? panelDashboard : state, options)];
  });
}

function renderSavedQuery(scope: Scope, subject: Subject, { title, explore }: ExploreLink): string | undefined {
  if (isDataQuery(explore)) return renderExploreQuery(scope, explore);
  const { window } = scope.settings;
  const link = { ...subject, name: `link "${title}" of ${subject.name}` };
  const { composed, rendered } = compileQuery(scope, link, explore, { in: "rule", window });
  return renderExplorePath(scope, composed.query.language, encodeQuery(rendered));
}

/** Renders values for variables of a dashboard. Reports a variable that it does not have. */
function renderVariables(
  scope: Scope,
  subject: Subject,
  { definition, title }: DashboardIdentity,
  { variables = {} }: DashboardLink,
): readonly string[] {
  const names = definition.kind === "dashboard" ? declaredVariables(definition).map(({ name }) => name) : undefined;
  return Object.entries(variables).map(([name, value]) => {
    if (names && !names.includes(name)) {
      reportError(scope, "definition/unknown-variable", subject, {
        summary: `the dashboard "${title}" has no variable "${name}"`,
        fix: names.length === 0 ? "add it to the variables of that dashboard" : suggestion(name, names),
        option: ["links"],
      });
    }
    return `var-${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  });
}

/** Lists dashboards by tag. All dashboards of a system have its name as a tag. */
function renderTagLink({ system }: Scope, link: TagLink): Link {
  const { title, tag, asDropdown = true } = link;
  return {
    ...renderLink(title, "", { ...state, icon: page.icon }, link),
    type: "dashboards",
    tags: tag === system.name ? [tag] : [system.name, tag],
    asDropdown,
  };
}

type Behaviour = Required<Omit<LinkOptions, "tooltip">>;

/** Links to pages and traces, to dashboards, and to dashboards from a panel, whose URL has what is kept. */
const page: Behaviour = { icon: "external link", newTab: true, keepTime: false, keepVariables: false };
const state: Behaviour = { icon: "dashboard", newTab: false, keepTime: true, keepVariables: true };
const panelDashboard: Behaviour = { icon: "dashboard", newTab: false, keepTime: false, keepVariables: false };

function renderLink(title: string, url: string, usual: Behaviour, options: LinkOptions): Link {
  const { icon = usual.icon, tooltip = "", newTab = usual.newTab } = options;
  const { keepTime = usual.keepTime, keepVariables = usual.keepVariables } = usual === panelDashboard ? usual : options;
  const target = { title, type: "link", icon, tooltip, url, tags: [] } as const;
  return { ...target, asDropdown: false, targetBlank: newTab, includeVars: keepVariables, keepTime };
}
