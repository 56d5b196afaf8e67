import { gridColumns } from "../../../formats/grafana/grid.js";
import { autoGridColumns } from "../../../formats/grafana/v2/auto-grid.js";
import type { Dashboard } from "../../../model/dashboard/dashboard.js";
import type { Panels } from "../../../model/dashboard/panel.js";
import type { Row, Tab } from "../../../model/dashboard/section.js";
import { flattenPanels } from "../../in-environment.js";
import { reportError, type Subject } from "../../scope.js";
import { renderAutoGrid } from "../forms/auto-grid-options.js";
import { dashboardOutputs, writesForm } from "../forms/dashboard-form.js";
import { reportInexpressible } from "../forms/form-limits.js";
import { resolveKey } from "../identity.js";
import { placePanels } from "../layout.js";
import { type DashboardScope, reportUndeclared } from "../panel/panel.js";
import { PanelIds } from "../panel-ids.js";
import { compileVariables } from "../variables.js";
import { compileLayout } from "./compile-layout.js";
import { compileVisibility } from "./compile-visibility.js";
import type { Block, Heading, RowContent, SectionContent, TabContent } from "./content.js";
import { preparePanel } from "./prepare-panel.js";
import type { Section } from "./section.js";

/** Compiles all panels, rows and tabs of a dashboard, with ids. */
export function compileContent(shared: DashboardScope, dashboard: Subject, definition: Dashboard): SectionContent {
  const ids = new PanelIds(shared.scope);
  const { origin } = definition;
  const root: Section = { shared, dashboard, ids, origin, row: undefined, variables: [], keys: [], grid: undefined };
  const section = { ...root, grid: compileLayout(root, dashboard, definition) };
  return compileSection(section, { ...dashboard, shortName: "dashboard" }, definition);
}

/** A dashboard, a row or a tab. */
interface SectionSubject extends Subject {
  readonly shortName: string;
}

type SectionParts = Pick<Dashboard, "panels" | "rows" | "tabs">;

function compileSection(section: Section, subject: SectionSubject, parts: SectionParts): SectionContent {
  const { panels = [], rows = [], tabs = [] } = parts;
  reportMixture(section, subject, parts);
  return {
    block: compileBlock(section, panels),
    rows: rows.flatMap((row) => compileRow(section, row) ?? []),
    tabs: tabs.flatMap((tab) => compileTab(section, tab) ?? []),
  };
}

/** Grafana shows tabs, or else panels and rows. */
function reportMixture({ shared }: Section, subject: SectionSubject, parts: SectionParts): void {
  const { tabs = [], rows = [], panels = [] } = parts;
  if (tabs.length === 0) return;
  const outside = { rows, panels: flattenPanels(panels) };
  for (const [option, { length }] of Object.entries(outside)) {
    if (length === 0) continue;
    reportError(shared.scope, "definition/exclusive-options", subject, {
      summary: `the ${subject.shortName} has tabs, and ${option} outside of them`,
      details: "Grafana shows tabs, or else panels and rows.",
      fix: `move the ${option} into a tab`,
      option: [option],
    });
  }
}

function compileTab(outer: Section, tab: Tab): TabContent | undefined {
  const subject = nameSection(outer, tab);
  const inner = enter(outer, subject, tab);
  if (!inner) return undefined;
  reportDepth(inner, subject);
  reportRepeatedHolder(outer, subject, tab);
  return { ...compileHeading(outer, inner, subject, tab), ...compileSection(inner, subject, tab) };
}

function compileRow(outer: Section, row: Row): RowContent | undefined {
  const subject = nameSection(outer, row);
  const inner = enter(outer, subject, row);
  if (!inner) return undefined;
  const { collapsed, hideHeader, fillScreen } = row;
  const heading = { ...compileHeading(outer, inner, subject, row), collapsed, hideHeader, fillScreen };
  if (hideHeader) checkHiddenHeader(inner, subject, row);
  reportDepth(inner, subject);
  reportRepeatedHolder(outer, subject, row);
  return { ...heading, ...compileSection({ ...inner, row }, subject, row) };
}

function nameSection({ dashboard }: Section, { kind, title, origin }: Row | Tab): SectionSubject {
  return { name: `${kind} "${title}" of ${dashboard.name}`, origin, shortName: kind };
}

/** Reports a repetition that a classic dashboard cannot have: the rows in it would not repeat. */
function reportRepeatedHolder({ shared: { scope } }: Section, subject: SectionSubject, holder: Row | Tab): void {
  const { repeat, rows = [] } = holder;
  const tabs = holder.kind === "row" ? (holder.tabs ?? []) : [];
  if (!repeat || rows.length + tabs.length === 0 || !writesForm(scope.settings, "classic")) return;
  const inside = rows.length > 0 ? "rows" : "tabs";
  const summary = `cannot repeat a ${subject.shortName} that has ${inside}: rows are not nested there`;
  reportInexpressible(scope, subject, "repeat", { summary, without: `remove \`repeat\` or the ${inside}` });
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
  if (repeat && writesForm(scope.settings, "classic")) {
    const summary = "cannot repeat a row without its heading";
    reportInexpressible(scope, subject, "hideHeader", { summary, without: "remove `hideHeader` or `repeat`" });
  }
}

/** Grafana 13.2 nests rows and tabs up to four levels deep. */
const maxLevels = 4;

function reportDepth({ shared: { scope }, keys }: Section, subject: SectionSubject): void {
  if (keys.length !== maxLevels + 1 || dashboardOutputs(scope.settings).every(({ form }) => form === "classic")) return;
  reportError(scope, "definition/unsupported", subject, {
    summary: `the ${subject.shortName} is ${keys.length} levels deep, and Grafana nests rows and tabs up to ${maxLevels} levels`,
    fix: "move it out of the rows and tabs around it, or to a dashboard of its own",
  });
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

function compileBlock(section: Section, panels: Panels): Block {
  const { grid, row } = section;
  const prepared = flattenPanels(panels).flatMap((panel) => preparePanel(section, panel));
  const extents = prepared.map(({ extent }) => extent);
  const widths = grid ? [] : placePanels(extents, 0).positions.map(({ w }) => w);
  const cell = grid ? Math.floor(gridColumns / autoGridColumns(renderAutoGrid(grid))) : gridColumns;
  const shared = { row, sectionVariables: section.variables };
  return { grid, panels: prepared.map((panel, index) => ({ ...panel.compile(widths[index] ?? cell), ...shared })) };
}
