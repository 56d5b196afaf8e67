import type { Dashboard as DashboardData, Panel as PanelData } from "../../formats/grafana/types.js";
import type { Dashboard, Row } from "../../model/dashboard.js";
import type { Origin } from "../../model/definition/origin.js";
import type { Panel, PanelLike, Panels } from "../../model/panel.js";
import type { CompiledPanel } from "../compiled.js";
import type { Scope, Subject } from "../scope.js";
import { compileForeignPanel, takePanel } from "./foreign-panel.js";
import { checkedKey, textField } from "./identity.js";
import { columns, place } from "./layout.js";
import { compilePanel, type DashboardScope } from "./panel.js";
import { PanelIds } from "./panel-ids.js";
import type { PreparedPanel } from "./prepared.js";

export interface CompiledRows {
  /** As Grafana keeps them: a list, in which the panels of an open row follow it, and those of a closed one are in it. */
  readonly list: DashboardData["panels"];
  readonly panels: readonly CompiledPanel[];
}

/** The panels above the first row, then row after row, each with its id and its place. */
export function compileRows(shared: DashboardScope, dashboard: Subject, definition: Dashboard): CompiledRows {
  const ids = new PanelIds(shared.scope);
  const list: DashboardData["panels"][number][] = [];
  const all: CompiledPanel[] = [];
  let y = 0;
  for (const section of [undefined, ...(definition.rows ?? [])]) {
    const header = section && compileHeader(shared.scope, dashboard, section, ids, y);
    if (section && !header) continue;
    if (header) y += header.data.gridPos.h;
    const panels = flattened(section ? section.panels : (definition.panels ?? []));
    const named = { subject: dashboard, at: (section ?? definition).origin, rowKey: header?.key };
    const prepared = panels.flatMap((panel) => prepare(shared, named, panel, ids));
    const { positions, bottom } = place(
      prepared.map(({ extent }) => extent),
      y,
    );
    const placed = prepared.map(({ panel, id, data, queries }, index): CompiledPanel => {
      const whole: PanelData = { ...data, id, gridPos: positions[index]! };
      return { definition: panel, row: section, data: whole, queries };
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

function flattened(panels: Panels): readonly PanelLike[] {
  return ([panels] as readonly unknown[]).flat(Number.POSITIVE_INFINITY as 1) as PanelLike[];
}

function compileHeader(scope: Scope, dashboard: Subject, row: Row, ids: PanelIds, y: number) {
  const subject = { name: `row "${row.title}" of ${dashboard.name}`, at: row.origin };
  const key = checkedKey(scope, subject, row.title, row.key);
  if (key === undefined) return undefined;
  const data = {
    type: "row" as const,
    title: row.title,
    id: ids.of(`row ${key}`, subject),
    collapsed: row.collapsed,
    gridPos: { x: 0, y, w: columns, h: 1 },
    panels: [],
  };
  return { key, data };
}

interface Section {
  readonly subject: Subject;
  readonly at: Origin;
  readonly rowKey: string | undefined;
}

function isOurs(panel: PanelLike): panel is Panel {
  return "kind" in panel && panel.kind === "panel";
}

/** What a panel is known by: the key it was given, or that of its row and its title's. */
function prepare(
  shared: DashboardScope,
  section: Section,
  panel: PanelLike,
  ids: PanelIds,
): (PreparedPanel & { readonly id: number; readonly panel: PanelLike })[] {
  const { scope, dataSources } = shared;
  const at = "origin" in panel ? panel.origin : section.at;
  const subjectOf = (title: string) => ({ name: `panel "${title}" of ${section.subject.name}`, at });
  const json = isOurs(panel) ? undefined : takePanel(scope, subjectOf(""), panel);
  const title = isOurs(panel) ? panel.title : json && textField(json, "title");
  if (title === undefined) return [];
  const subject = subjectOf(title);
  const given = isOurs(panel) ? panel.options.key : "key" in panel ? panel.key : undefined;
  const own = checkedKey(scope, subject, title, given);
  if (own === undefined) return [];
  const key = given === undefined && section.rowKey !== undefined ? `${section.rowKey}/${own}` : own;
  const id = ids.of(key, subject);
  const prepared = isOurs(panel)
    ? compilePanel(shared, subject, panel)
    : compileForeignPanel(scope, subject, at, json!, dataSources);
  return [{ ...prepared, id, panel }];
}
