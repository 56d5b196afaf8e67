import { gridColumns } from "../../../formats/grafana/grid.js";
import type { Dashboard as DashboardData, GridPosition, Row as RowData } from "../../../formats/grafana/types.js";
import { autoGridColumns, autoGridPositions } from "../../../formats/grafana/v2/auto-grid.js";
import type { CompiledPanel } from "../../compiled.js";
import type { Block, ContentPanel, Heading, RowContent, SectionContent } from "../content/content.js";
import { placePanels } from "../layout.js";
import { renderAutoGrid } from "./auto-grid-options.js";

export interface ClassicPanels {
  /** In Grafana's form: panels follow their row if it is open, and are inside of it if it is collapsed. */
  readonly list: DashboardData["panels"];
  readonly panels: readonly CompiledPanel[];
}

/**
 * Renders panels and rows with positions, each section below the one before. A tab becomes a row, the rows and tabs in a
 * row follow it, and an automatic grid becomes one of fixed positions, as in Grafana.
 */
export function renderClassicPanels(content: SectionContent): ClassicPanels {
  const list: DashboardData["panels"][number][] = [];
  const all: CompiledPanel[] = [];
  let y = 0;
  addSection(content);
  return { list, panels: all };

  function addSection({ block, rows, tabs }: SectionContent): void {
    list.push(...addBlock(block));
    for (const row of rows) addRow(row);
    for (const tab of tabs) {
      addHeading(tab);
      addSection(tab);
    }
  }

  function addHeading(heading: Heading): void {
    list.push(renderHeading(heading, false, y));
    y += 1;
  }

  function addRow(row: RowContent): void {
    // A collapsed row holds panels only: with rows in it, Grafana opens it.
    if (!row.collapsed || holdsSections(row)) {
      if (!row.hideHeader) addHeading(row);
      addSection(row);
      return;
    }
    const heading = renderHeading(row, true, y);
    y += 1;
    const below = y;
    list.push({ ...heading, panels: addBlock(row.block) });
    y = below;
  }

  /** Places panels below what is there. */
  function addBlock(block: Block) {
    const { positions, bottom } = placeBlock(block, y);
    y = bottom;
    const placed = block.panels.map((panel, index) => renderPanel(panel, positions[index]!, block));
    all.push(...placed);
    return placed.map(({ data }) => data);
  }
}

function holdsSections({ rows, tabs }: SectionContent): boolean {
  return rows.length > 0 || tabs.length > 0;
}

function placeBlock({ grid, panels }: Block, top: number) {
  if (!grid) {
    return placePanels(
      panels.map(({ extent }) => extent),
      top,
    );
  }
  const positions = autoGridPositions(renderAutoGrid(grid), panels.length, top);
  return { positions, bottom: positions.reduce((bottom, { y, h }) => Math.max(bottom, y + h), top) };
}

function renderPanel(panel: ContentPanel, gridPos: GridPosition, { grid }: Block): CompiledPanel {
  const { definition, row, sectionVariables, id, data, queries, inFile } = panel;
  const isRepeated = grid !== undefined && data.repeat !== undefined;
  const repetition = isRepeated
    ? { repeatDirection: "h" as const, maxPerRow: autoGridColumns(renderAutoGrid(grid)) }
    : {};
  const fields = { id, gridPos, ...repetition };
  // In Node 20, every object that adds properties to a spread has a hidden class of its own, larger than the object.
  const placed = panel.place?.(fields) ?? Object.assign({}, data, fields);
  return { definition, row, sectionVariables, data: placed, queries, ...(inFile && { inFile }) };
}

function renderHeading({ id, title, repeat }: Heading, collapsed: boolean, y: number): RowData {
  return {
    type: "row",
    title,
    id,
    collapsed,
    gridPos: { x: 0, y, w: gridColumns, h: 1 },
    panels: [],
    ...(repeat !== undefined && { repeat }),
  };
}
