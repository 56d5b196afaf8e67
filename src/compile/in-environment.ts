import type { Dashboard } from "../model/dashboard/dashboard.js";
import type { PanelLike, Panels } from "../model/dashboard/panel.js";
import type { Row } from "../model/dashboard/row.js";
import type { Tab } from "../model/dashboard/tab.js";
import { define } from "../model/definition/definition.js";
import { type EnvironmentFilter, isIn } from "../model/definition/only.js";
import type { SystemDefinition, SystemFacts } from "../model/system/system.js";
import { findGuests } from "./guests.js";

/**
 * A system as it is in one environment: without the definitions, and the parts of dashboards, that are left out there.
 * Nothing else reads `only`: everything downstream sees a smaller system. The other systems may share services with it.
 */
export function inEnvironment(system: SystemFacts, environment: string, systems: readonly SystemFacts[]): SystemFacts {
  const definitions = system.definitions
    .filter((definition) => isPresent(definition, environment))
    .flatMap(withRules)
    .map((definition) => (definition.kind === "dashboard" ? dashboardIn(definition, environment) : definition));
  return define(
    { ...system, environment, definitions, guests: findGuests(system, systems, environment) },
    system.origin,
  );
}

/** An SLO brings its rules. */
function withRules(definition: SystemDefinition): readonly SystemDefinition[] {
  return definition.kind === "slo" ? [definition, ...definition.rules, ...definition.alerts] : [definition];
}

/** A rule is also left out with its group. */
function isPresent(definition: SystemDefinition, environment: string): boolean {
  const group = "group" in definition ? definition.group : undefined;
  return isIn(definition, environment) && (group === undefined || isIn(group, environment));
}

function dashboardIn(dashboard: Dashboard, environment: string): Dashboard {
  const { variables, annotations, tabs } = dashboard;
  const fields = {
    ...dashboard,
    ...contentIn(dashboard, environment),
    ...(variables && { variables: select(variables, environment) }),
    ...(annotations && { annotations: select(annotations, environment) }),
    ...(tabs && { tabs: select(tabs, environment).flatMap((tab) => tabIn(tab, environment)) }),
  };
  return define(fields, dashboard.origin);
}

function select<T extends EnvironmentFilter>(list: readonly T[], environment: string): readonly T[] {
  return list.filter((one) => isIn(one, environment));
}

/** The rows and panels of a dashboard or a tab. */
function contentIn({ rows, panels }: Pick<Dashboard, "rows" | "panels">, environment: string) {
  return {
    ...(rows && { rows: select(rows, environment).flatMap((row) => rowIn(row, environment)) }),
    ...(panels && { panels: panelsIn(panels, environment) }),
  };
}

/** A tab of which nothing is left is left out, too. */
function tabIn(tab: Tab, environment: string): readonly Tab[] {
  const content = contentIn(tab, environment);
  const isEmpty = [content.rows, content.panels].every((list) => list === undefined || list.length === 0);
  const wasEmpty = [tab.rows ?? [], flattenPanels(tab.panels ?? [])].every((list) => list.length === 0);
  const variables = tab.variables && { variables: select(tab.variables, environment) };
  return isEmpty && !wasEmpty ? [] : [define({ ...tab, ...content, ...variables }, tab.origin)];
}

/** A row of which nothing is left is left out, too. */
function rowIn(row: Row, environment: string): readonly Row[] {
  const all = flattenPanels(row.panels);
  const panels = panelsIn(all, environment);
  const { variables = [] } = row;
  const present = select(variables, environment);
  if (panels.length === all.length && present.length === variables.length) return [row];
  return panels.length === 0 && all.length > 0 ? [] : [define({ ...row, panels, variables: present }, row.origin)];
}

function panelsIn(panels: Panels, environment: string): readonly PanelLike[] {
  return flattenPanels(panels).filter((panel) => isIn(filterOf(panel), environment));
}

/** A builder of another library has no options of ours; a value that is no panel is reported when it is compiled. */
function filterOf(panel: PanelLike): EnvironmentFilter {
  if (typeof panel !== "object" || panel === null || !("kind" in panel)) return {};
  return (panel.kind === "panel" ? panel.options : panel) ?? {};
}

export function flattenPanels(panels: Panels): readonly PanelLike[] {
  return ([panels] as readonly unknown[]).flat(Number.POSITIVE_INFINITY as 1) as PanelLike[];
}

/** The titles of dashboards and panels that a system has, but not in this environment: links to them are left out. */
export interface LeftOutTitles {
  readonly dashboards: ReadonlySet<string>;
  readonly panels: ReadonlySet<string>;
}

export function leftOutTitles(whole: SystemFacts, present: SystemFacts): LeftOutTitles {
  const [all, there] = [titlesOf(whole), titlesOf(present)];
  return { dashboards: difference(all.dashboards, there.dashboards), panels: difference(all.panels, there.panels) };
}

function difference(all: ReadonlySet<string>, there: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...all].filter((title) => !there.has(title)));
}

function titlesOf({ definitions }: SystemFacts): LeftOutTitles {
  const dashboards = new Set<string>();
  const panels = new Set<string>();
  for (const definition of definitions) {
    if (definition.kind === "foreignDashboard") addTitle(dashboards, titledBy(definition));
    if (definition.kind !== "dashboard") continue;
    addTitle(dashboards, definition);
    for (const part of [definition, ...(definition.rows ?? []), ...(definition.tabs ?? []).flatMap(partsOf)]) {
      for (const panel of flattenPanels(part.panels ?? [])) addTitle(panels, titledBy(panel));
    }
  }
  return { dashboards, panels };
}

function partsOf(tab: Tab): readonly (Tab | Row)[] {
  return [tab, ...(tab.rows ?? [])];
}

/** Grafana's own JSON, unless it gets another title; any other value as it is, even one that is no panel, which is reported elsewhere. */
function titledBy(defined: unknown): unknown {
  if (typeof defined !== "object" || defined === null || !("json" in defined)) return defined;
  return "title" in defined && defined.title !== undefined ? defined : defined.json;
}

function addTitle(titles: Set<string>, titled: unknown): void {
  const { title } = (titled ?? {}) as { readonly title?: unknown };
  if (typeof title === "string") titles.add(title);
}
