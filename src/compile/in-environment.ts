import { type Dashboard, listSections } from "../model/dashboard/dashboard.js";
import type { PanelLike, Panels } from "../model/dashboard/panel.js";
import type { Row, Tab } from "../model/dashboard/section.js";
import { define } from "../model/definition/definition.js";
import { type EnvironmentFilter, isIn } from "../model/definition/only.js";
import type { SystemDefinition, SystemFacts } from "../model/system/system.js";
import { findDependants, findGuests } from "./foreign-services.js";

/**
 * A system as it is in one environment: without the definitions, and the parts of dashboards, that are left out there.
 * Nothing else reads `only`: everything downstream sees a smaller system. The other systems may share services with it.
 */
export function inEnvironment(system: SystemFacts, environment: string, systems: readonly SystemFacts[]): SystemFacts {
  const byEnvironment = presentSystems.get(system) ?? new Map<string, SystemFacts>();
  const before = byEnvironment.get(environment);
  const guests = findGuests(system, systems, environment);
  const dependants = findDependants(system, systems, environment);
  const isKept = before && areSame(before.guests ?? [], guests) && areSame(before.dependants ?? [], dependants);
  if (isKept && Object.isFrozen(system)) return before;
  const definitions = system.definitions
    .filter((definition) => isPresent(definition, environment))
    .flatMap(withRules)
    .map((definition) => (definition.kind === "dashboard" ? dashboardIn(definition, environment) : definition));
  const present = define({ ...system, environment, definitions, guests, dependants }, system.origin);
  presentSystems.set(system, byEnvironment.set(environment, present));
  return present;
}

/** Memoises frozen systems: others may get more definitions. */
const presentSystems = new WeakMap<SystemFacts, Map<string, SystemFacts>>();

const presentDashboards = new WeakMap<Dashboard, Map<string, Dashboard>>();

export function areSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

/** True if two forms of a system differ at most in dashboards. */
export function hasSameFacts(one: SystemFacts, other: SystemFacts): boolean {
  const facts = ({ definitions, guests = [], dependants = [], ...own }: SystemFacts) => [
    ...Object.values(own),
    ...[...guests, null, ...dependants],
    ...definitions.filter(({ kind }) => kind !== "dashboard" && kind !== "foreignDashboard"),
  ];
  return areSame(facts(one), facts(other));
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
  const byEnvironment = presentDashboards.get(dashboard) ?? new Map<string, Dashboard>();
  const before = byEnvironment.get(environment);
  if (before && Object.isFrozen(dashboard)) return before;
  const present = reduceDashboard(dashboard, environment);
  presentDashboards.set(dashboard, byEnvironment.set(environment, present));
  return present;
}

function reduceDashboard(dashboard: Dashboard, environment: string): Dashboard {
  const { variables, annotations } = dashboard;
  const fields = {
    ...dashboard,
    ...contentIn(dashboard, environment),
    ...(variables && { variables: select(variables, environment) }),
    ...(annotations && { annotations: select(annotations, environment) }),
  };
  return define(fields, dashboard.origin);
}

function select<T extends EnvironmentFilter>(list: readonly T[], environment: string): readonly T[] {
  return list.filter((one) => isIn(one, environment));
}

/** The panels, rows and tabs of a dashboard, or of a row or a tab. */
function contentIn({ rows, tabs, panels }: Pick<Dashboard, "rows" | "tabs" | "panels">, environment: string) {
  const present = <Section extends Row | Tab>(sections: readonly Section[]) =>
    select(sections, environment).flatMap((section) => sectionIn(section, environment));
  return {
    ...(rows && { rows: present(rows) }),
    ...(tabs && { tabs: present(tabs) }),
    ...(panels && { panels: panelsIn(panels, environment) }),
  };
}

/** A row or a tab of which nothing is left is left out, too. */
function sectionIn<Section extends Row | Tab>(section: Section, environment: string): readonly Section[] {
  const content = contentIn(section, environment);
  const variables = section.variables && { variables: select(section.variables, environment) };
  if (isEmpty(content) && !isEmpty(section)) return [];
  return [define({ ...section, ...content, ...variables }, section.origin)];
}

function isEmpty({ rows = [], tabs = [], panels = [] }: Pick<Dashboard, "rows" | "tabs" | "panels">): boolean {
  return rows.length === 0 && tabs.length === 0 && flattenPanels(panels).length === 0;
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
    for (const part of [definition, ...listSections(definition)]) {
      for (const panel of flattenPanels(part.panels ?? [])) addTitle(panels, titledBy(panel));
    }
  }
  return { dashboards, panels };
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
