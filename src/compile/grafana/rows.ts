import { gridColumns } from "../../formats/grafana/grid.js";
import type { Dashboard as DashboardData, Panel as PanelData } from "../../formats/grafana/types.js";
import type { Dashboard, Row } from "../../model/dashboard/dashboard.js";
import type { PanelLike } from "../../model/dashboard/panel.js";
import type { Origin } from "../../model/definition/origin.js";
import { isPanel } from "../../panels/kinds/index.js";
import type { CompiledPanel } from "../compiled.js";
import { flattenPanels } from "../in-environment.js";
import type { Subject } from "../scope.js";
import { buildForeignPanel, compileForeignPanel } from "./foreign/panel.js";
import { resolveKey, stringField } from "./identity.js";
import { placePanels } from "./layout.js";
import { compilePanel, type DashboardScope, reportUndeclared } from "./panel/panel.js";
import type { PreparedPanel } from "./panel/prepared-panel.js";
import { PanelIds } from "./panel-ids.js";

export interface CompiledRows {
  /** In Grafana's form: panels follow their row if it is open, and are inside of it if it is collapsed. */
  readonly list: DashboardData["panels"];
  readonly panels: readonly CompiledPanel[];
}

/** Compiles the panels above the first row, then row by row, with ids and positions. */
export function compileRows(shared: DashboardScope, dashboard: Subject, definition: Dashboard): CompiledRows {
  const ids = new PanelIds(shared.scope);
  const list: DashboardData["panels"][number][] = [];
  const all: CompiledPanel[] = [];
  let y = 0;
  for (const section of [undefined, ...(definition.rows ?? [])]) {
    const header = section && compileHeader(shared, dashboard, section, ids, y);
    if (section && !header) continue;
    if (header) y += header.data.gridPos.h;
    const panels = flattenPanels(section ? section.panels : (definition.panels ?? []));
    const named = { subject: dashboard, origin: (section ?? definition).origin, rowKey: header?.key };
    const prepared = panels.flatMap((panel) => preparePanel(shared, named, panel, ids));
    const { positions, bottom } = placePanels(
      prepared.map(({ extent }) => extent),
      y,
    );
    const placed = prepared.map(({ definition, id, data, queries }, index): CompiledPanel => {
      const complete: PanelData = { ...data, id, gridPos: positions[index]! };
      return { definition, row: section, data: complete, queries };
    });
    all.push(...placed);
    const inside = placed.map(({ data }) => data);
    if (header && section?.collapsed) list.push({ ...header.data, panels: inside });
    else {
      list.push(...(header ? [header.data] : []), ...inside);
      y = bottom;
    }
  }
  return { list, panels: all };
}

function compileHeader(shared: DashboardScope, dashboard: Subject, row: Row, ids: PanelIds, y: number) {
  const { scope } = shared;
  const subject = { name: `row "${row.title}" of ${dashboard.name}`, origin: row.origin };
  const key = resolveKey(scope, subject, row.title, row.key);
  if (key === undefined) return undefined;
  if (row.repeat) reportUndeclared(shared, subject, row.repeat, "row");
  const data = {
    type: "row" as const,
    title: row.title,
    id: ids.assign(`row ${key}`, subject),
    collapsed: row.collapsed,
    gridPos: { x: 0, y, w: gridColumns, h: 1 },
    panels: [],
    ...(row.repeat && { repeat: row.repeat.name }),
  };
  return { key, data };
}

interface Section {
  readonly subject: Subject;
  readonly origin: Origin;
  readonly rowKey: string | undefined;
}

/** Compiles a panel under its key: that of its options, or that of its row and title. */
function preparePanel(
  shared: DashboardScope,
  section: Section,
  panel: PanelLike,
  ids: PanelIds,
): (PreparedPanel & { readonly id: number })[] {
  const { scope, dataSources } = shared;
  const isObject = typeof panel === "object" && panel !== null;
  const origin = isObject && "origin" in panel ? panel.origin : section.origin;
  const subjectFor = (title: string) => ({ name: `panel "${title}" of ${section.subject.name}`, origin });
  const own = isPanel(panel) ? panel : undefined;
  const foreign = own ? undefined : buildForeignPanel(scope, subjectFor(""), panel);
  const title = own ? own.title : foreign && stringField(foreign.json, "title");
  if (title === undefined) return [];
  const subject = subjectFor(title);
  const explicitKey = own ? own.options.key : "key" in panel ? panel.key : undefined;
  const panelKey = resolveKey(scope, subject, title, explicitKey);
  if (panelKey === undefined) return [];
  const inRow = explicitKey === undefined && section.rowKey !== undefined;
  const id = ids.assign(inRow ? `${section.rowKey}/${panelKey}` : panelKey, subject);
  const prepared = own
    ? compilePanel(shared, subject, own)
    : compileForeignPanel(scope, subject, origin, foreign!, dataSources);
  return [{ ...prepared, id }];
}
