import { get, type Json, objectsOf } from "../../formats/grafana/plain-json.js";
import type { PanelChange } from "./change.js";
import { type Described, describePair, type Pair, pairItems } from "./pair.js";

/** A panel or a row of a dashboard. */
interface DescribedPanel extends Described {
  readonly kind: PanelChange["kind"];
  readonly id: unknown;
  /** The title of the row that it is in. */
  readonly row: string;
  readonly size: string;
  /** Its neighbour in the row: `after "Requests"`. */
  readonly position: string;
  /** Its index among all panels. */
  readonly index: number;
  /** The titles of the panels of a row. */
  readonly members: readonly string[];
}

/**
 * Compares the panels and rows of a dashboard: by their id, by their title, or, if they were renamed, by their queries or
 * panels. A
 * panel has moved if it is in another row, or in another order with the others; not if others came
 * or went.
 */
export function comparePanels(before: unknown, after: unknown): readonly PanelChange[] {
  const pairs = followRows(
    pairItems(listPanels(before), listPanels(after), [
      ({ id }) => (id === undefined ? undefined : JSON.stringify(id)),
      ({ kind, name }) => JSON.stringify([kind, name]),
      ({ fields }) => (objectsOf(fields.targets).length === 0 ? undefined : JSON.stringify(fields.targets)),
      ({ members }) => (members.length === 0 ? undefined : JSON.stringify(members)),
    ]),
  );
  const reordered = findReordered(pairs);
  const refilled = findRefilled(pairs);
  return pairs.flatMap((pair): readonly PanelChange[] => {
    const { kind, name } = (pair.after ?? pair.before)!;
    const change = describePair(pair, nameField);
    const moves = comparePlaces(pair, reordered.has(pair), refilled);
    if (change !== undefined) return [{ kind, ...change, fields: [...moves, ...change.fields] }];
    return moves.length === 0 ? [] : [{ kind, action: "moved", name, fields: moves }];
  });
}

/** Gives the panels of a row that was renamed its new title: they have not moved. */
function followRows(pairs: readonly Pair<DescribedPanel>[]): readonly Pair<DescribedPanel>[] {
  const titles = new Map(
    pairs.flatMap(({ before, after }) => (before && after?.kind === "row" ? [[before.name, after.name] as const] : [])),
  );
  return pairs.map(({ before, after }) => {
    return { before: before && { ...before, row: titles.get(before.row) ?? before.row }, after };
  });
}

function listPanels(panels: unknown): readonly DescribedPanel[] {
  const found: DescribedPanel[] = [];
  let row = "";
  let position = "first";
  let members: string[] = [];
  const add = (panel: Json) => {
    const described = describePanel(panel);
    found.push({ ...described, row, position, index: found.length, members: [] });
    members.push(described.name);
    position = `after "${found.at(-1)!.name}"`;
  };
  for (const panel of objectsOf(panels)) {
    if (panel.type !== "row") {
      add(panel);
      continue;
    }
    const name = describePanel(panel).name;
    [row, position, members] = [name, "first", []];
    found.push({ ...describePanel(panel), row, position: "", index: found.length, members });
    objectsOf(panel.panels).forEach(add);
  }
  return found;
}

function describePanel(panel: Json): Pick<DescribedPanel, "id" | "kind" | "name" | "size" | "fields"> {
  const { id, title, gridPos, panels: _, ...fields } = panel;
  const { thresholds, ...defaults } = (get(panel, "fieldConfig", "defaults") ?? {}) as Json;
  const isRow = panel.type === "row";
  const described = {
    ...fields,
    ...(panel.fieldConfig !== undefined && { fieldConfig: { ...(panel.fieldConfig as Json), defaults } }),
    ...(thresholds !== undefined && { thresholds: describeThresholds(thresholds) }),
  };
  const size = isRow ? "" : `${get(gridPos, "w")} × ${get(gridPos, "h")}`;
  return { id, kind: isRow ? "row" : "panel", name: String(title ?? ""), size, fields: described };
}

/** `green, yellow from 0.1, red from 0.5` */
function describeThresholds(thresholds: unknown): string {
  const unit = get(thresholds, "mode") === "percentage" ? " %" : "";
  const steps = objectsOf(get(thresholds, "steps")).map(({ color, value }) =>
    value === null || value === undefined ? String(color) : `${color} from ${value}${unit}`,
  );
  return steps.join(", ");
}

/** Shortens the paths that every panel has: `unit`, not `fieldConfig.defaults.unit`. */
function nameField(path: string): string {
  return path.replace(/^fieldConfig\.defaults\.(?=.)/, "").replace(/^(query ".*") › expr$/, "$1");
}

function comparePlaces(
  { before, after }: Pair<DescribedPanel>,
  isReordered: boolean,
  refilled: ReadonlySet<string>,
): PanelChange["fields"] {
  if (!before || !after) return [];
  const isElsewhere = before.row !== after.row && after.position !== "";
  return [
    ...(isElsewhere ? [{ path: "row", before: before.row || undefined, after: after.row || undefined }] : []),
    ...(isReordered ? [{ path: "position", before: before.position, after: after.position }] : []),
    ...(before.size === after.size || refilled.has(after.row)
      ? []
      : [{ path: "size", before: before.size, after: after.size }]),
  ];
}

/** The rows that panels came to or left: the others share the width anew. */
function findRefilled(pairs: readonly Pair<DescribedPanel>[]): ReadonlySet<string> {
  const moved = pairs.filter(({ before, after }) => before?.row !== after?.row);
  return new Set(moved.flatMap(({ before, after }) => [before, after].flatMap((one) => (one ? [one.row] : []))));
}

/** The panels that are in another order with the others of their row: as few as explain the new order. */
function findReordered(pairs: readonly Pair<DescribedPanel>[]): ReadonlySet<Pair<DescribedPanel>> {
  const byRow = new Map<string, Pair<DescribedPanel>[]>();
  for (const pair of pairs) {
    if (!pair.before || pair.after?.row !== pair.before.row || pair.after.position === "") continue;
    const own = byRow.get(pair.after.row) ?? [];
    own.push(pair);
    byRow.set(pair.after.row, own);
  }
  const moved = [...byRow.values()].flatMap((own) => {
    const kept = longestAscent(own.map(({ before }) => before!.index));
    return own.filter((_, index) => !kept.has(index));
  });
  return new Set(moved);
}

/** The indexes of a longest ascending subsequence. */
function longestAscent(values: readonly number[]): ReadonlySet<number> {
  const lengths = values.map(() => 1);
  const previous = values.map(() => -1);
  for (let index = 0; index < values.length; index++) {
    for (let earlier = 0; earlier < index; earlier++) {
      if (values[earlier]! >= values[index]! || lengths[earlier]! + 1 <= lengths[index]!) continue;
      lengths[index] = lengths[earlier]! + 1;
      previous[index] = earlier;
    }
  }
  const kept = new Set<number>();
  for (let index = lengths.indexOf(Math.max(...lengths)); index !== -1; index = previous[index]!) kept.add(index);
  return kept;
}
