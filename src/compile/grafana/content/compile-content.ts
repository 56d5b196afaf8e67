import { gridColumns } from "../../../formats/grafana/grid.js";
import { autoGridColumns } from "../../../formats/grafana/v2/auto-grid.js";
import type { Dashboard } from "../../../model/dashboard/dashboard.js";
import type { Panels } from "../../../model/dashboard/panel.js";
import type { Row } from "../../../model/dashboard/row.js";
import type { Tab } from "../../../model/dashboard/tab.js";
import { flattenPanels } from "../../in-environment.js";
import { reportError, type Subject } from "../../scope.js";
import { renderAutoGrid } from "../forms/auto-grid-options.js";
import { dashboardForm } from "../forms/dashboard-form.js";
import { reportInexpressible } from "../forms/form-limits.js";
import { resolveKey } from "../identity.js";
import { placePanels } from "../layout.js";
import { type DashboardScope, reportUndeclared } from "../panel/panel.js";
import { PanelIds } from "../panel-ids.js";
import { compileVariables } from "../variables.js";
import { compileLayout } from "./compile-layout.js";
import { compileVisibility } from "./compile-visibility.js";
import type { Block, DashboardContent, Heading, RowContent, SectionContent, TabContent } from "./content.js";
import { preparePanel } from "./prepare-panel.js";
import type { Section } from "./section.js";

/** Compiles all panels, rows and tabs of a dashboard, with ids. */
export function compileContent(shared: DashboardScope, dashboard: Subject, definition: Dashboard): DashboardContent {
  const { origin, tabs = [] } = definition;
  const ids = new PanelIds(shared.scope);
  const root: Section = { shared, dashboard, ids, origin, variables: [], keys: [], grid: undefined };
  const section = { ...root, grid: compileLayout(root, dashboard, definition) };
  reportMixture(section, definition);
  return { ...compileSection(section, definition), tabs: tabs.flatMap((tab) => compileTab(section, tab) ?? []) };
}

/** Grafana shows tabs, or else panels and rows. */
function reportMixture({ shared, dashboard }: Section, { tabs, rows, panels }: Dashboard): void {
  if (tabs === undefined || tabs.length === 0) return;
  const outside = { rows: rows ?? [], panels: flattenPanels(panels ?? []) };
  for (const [option, { length }] of Object.entries(outside)) {
    if (length === 0) continue;
    reportError(shared.scope, "definition/exclusive-options", dashboard, {
      summary: `the dashboard has tabs, and ${option} outside of them`,
      details: "Grafana shows tabs, or else panels and rows.",
      fix: `move the ${option} into a tab`,
      option: [option],
    });
  }
}

function compileSection(
  section: Section,
  { panels = [], rows = [] }: Pick<Dashboard, "panels" | "rows">,
): SectionContent {
  return {
    block: compileBlock(section, panels, undefined),
    rows: rows.flatMap((row) => compileRow(section, row) ?? []),
  };
}

function compileTab(outer: Section, tab: Tab): TabContent | undefined {
  const subject = { name: `tab "${tab.title}" of ${outer.dashboard.name}`, origin: tab.origin };
  const inner = enter(outer, subject, tab);
  if (!inner) return undefined;
  const { scope } = outer.shared;
  const hasRows = (tab.rows ?? []).length > 0;
  if (tab.repeat && hasRows && dashboardForm(scope.settings) === "classic") {
    const summary = "cannot repeat a tab that has rows: its tabs are rows, and rows are not nested";
    reportInexpressible(scope, subject, "repeat", { summary, without: "remove `repeat` or the rows" });
  }
  return { ...compileHeading(outer, inner, subject, tab), ...compileSection(inner, tab) };
}

function compileRow(outer: Section, row: Row): RowContent | undefined {
  const subject = { name: `row "${row.title}" of ${outer.dashboard.name}`, origin: row.origin };
  const inner = enter(outer, subject, row);
  if (!inner) return undefined;
  const heading = compileHeading(outer, inner, subject, row);
  const { collapsed, hideHeader, fillScreen } = row;
  if (hideHeader) checkHiddenHeader(inner, subject, row);
  return { ...heading, collapsed, hideHeader, fillScreen, block: compileBlock(inner, row.panels, row) };
}

/** Reports options of a row that need its heading. */
function checkHiddenHeader({ shared: { scope } }: Section, subject: Subject, { collapsed, repeat }: Row): void {
  if (collapsed) {
    reportError(scope, "definition/exclusive-options", subject, {
      summary: "the row is collapsed, and has no heading to open it with",
      fix: "remove `collapsed` or `hideHeader`",
      option: ["hideHeader"],
    });
  }
  if (repeat && dashboardForm(scope.settings) === "classic") {
    const summary = "cannot repeat a row without its heading";
    reportInexpressible(scope, subject, "hideHeader", { summary, without: "remove `hideHeader` or `repeat`" });
  }
}

/** The context of what is in a row or a tab. Undefined if its key is not valid. */
function enter(outer: Section, subject: Subject, section: Row | Tab): Section | undefined {
  const key = resolveKey(outer.shared.scope, subject, section.title, section.key);
  if (key === undefined) return undefined;
  const { variables = [] } = section;
  const { shared } = outer;
  return {
    ...outer,
    shared: {
      ...shared,
      variables: [...shared.variables, ...variables],
      dataSources: shared.dataSources.within(variables),
    },
    variables: [...outer.variables, ...variables.map(({ name }) => name)],
    origin: section.origin,
    keys: [...outer.keys, key],
    grid: compileLayout(outer, subject, section),
  };
}

function compileHeading(outer: Section, section: Section, subject: Subject, definition: Row | Tab): Heading {
  const { shared, ids, keys } = section;
  const { kind, title, repeat } = definition;
  // Its own variables are chosen in it, once for each repetition.
  if (repeat) reportUndeclared(outer.shared, subject, repeat, kind);
  return {
    id: ids.assign(`${kind} ${keys.join("/")}`, subject),
    title,
    repeat: repeat?.name,
    variables: compileVariables(shared.scope, subject, definition.variables ?? [], shared.dataSources),
    visibility: compileVisibility(section, subject, definition, kind),
  };
}

function compileBlock(section: Section, panels: Panels, row: Row | undefined): Block {
  const { grid } = section;
  const prepared = flattenPanels(panels).flatMap((panel) => preparePanel(section, panel));
  const extents = prepared.map(({ extent }) => extent);
  const widths = grid ? [] : placePanels(extents, 0).positions.map(({ w }) => w);
  const cell = grid ? Math.floor(gridColumns / autoGridColumns(renderAutoGrid(grid))) : gridColumns;
  const shared = { row, sectionVariables: section.variables };
  return { grid, panels: prepared.map((panel, index) => ({ ...panel.compile(widths[index] ?? cell), ...shared })) };
}
