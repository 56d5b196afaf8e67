import type { Transformation } from "../../../formats/grafana/types.js";
import type { Column } from "../../../model/panel.js";
import { compileMappings, compileThresholds, type Override } from "../fields.js";
import type { Drawn, Visualization } from "./visualization.js";

/** A column as it is shown, and the field of the result that it shows. */
interface Shown {
  readonly field: string;
  readonly title: string;
  readonly column: Column;
  /** What the values of an expression are measured in. */
  readonly unit: string | undefined;
}

/** One row for each set of labels: what the expressions yield for it is put side by side. */
export function table(drawn: Drawn): Visualization {
  const { panel, draws } = drawn;
  const shown = columnsOf(drawn);
  const { sortBy } = panel.options;
  const sorted = sortBy === undefined ? undefined : (panel.options.columns?.[sortBy]?.title ?? sortBy);
  return {
    options: {
      frameIndex: 0,
      showHeader: true,
      cellHeight: "sm",
      ...(sorted !== undefined && { sortBy: [{ displayName: sorted, desc: panel.options.descending ?? false }] }),
    },
    fields: { custom: { align: "auto", inspect: false, cellOptions: { type: "auto" } } },
    overrides: shown.flatMap((column) => override(drawn, column)),
    transformations: [
      ...(draws.length > 1 ? [{ id: "merge", options: {} }] : []),
      ...(shown.length > 0 ? selection(shown) : []),
    ],
  };
}

function columnsOf({ panel, draws }: Drawn): readonly Shown[] {
  return Object.entries(panel.options.columns ?? {}).map(([source, column]) => {
    const draw = draws.find(({ name, legend, signal }) => (name ?? legend ?? signal?.title) === source);
    const value = draw ?? (draws.length === 1 && source.toLowerCase() === "value" ? draws[0] : undefined);
    // Grafana calls the values of the only query Value, and tells several apart by their refIds.
    const field = value === undefined ? source : draws.length === 1 ? "Value" : `Value #${value.refId}`;
    return { field, title: column.title ?? source, column, unit: value?.signal?.unit ?? value?.measured.unit };
  });
}

function selection(shown: readonly Shown[]): readonly Transformation[] {
  const names = shown.map(({ field }) => field);
  const indexByName = Object.fromEntries(names.map((name, index) => [name, index]));
  const renamed = shown.filter(({ field, title }) => field !== title);
  const renameByName = Object.fromEntries(renamed.map(({ field, title }) => [field, title]));
  return [
    { id: "filterFieldsByName", options: { include: { names } } },
    { id: "organize", options: { excludeByName: {}, indexByName, renameByName } },
  ];
}

const cells = {
  text: { type: "auto" },
  bar: { type: "gauge", mode: "gradient" },
  background: { type: "color-background", mode: "basic" },
} as const;

function override({ scope, subject }: Drawn, { title, column, unit }: Shown): readonly Override[] {
  const properties = Object.entries({
    unit: column.unit ?? unit,
    decimals: column.decimals,
    mappings: column.mappings && compileMappings(column.mappings),
    thresholds: column.thresholds && compileThresholds(scope, subject, column.thresholds),
    color: column.thresholds && { mode: "thresholds" },
    "custom.width": column.width,
    "custom.cellOptions": column.show && cells[column.show],
  }).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]));
  return properties.length === 0 ? [] : [{ matcher: { id: "byName", options: title }, properties }];
}
