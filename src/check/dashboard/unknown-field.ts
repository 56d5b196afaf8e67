import { nearest } from "../../diagnostics/nearest.js";
import { listNames } from "../../diagnostics/suggestion.js";
import type { Check, PanelSettings, TransformationSetting } from "../check.js";
import { type FieldNames, fieldNames, isGeneric, mayHave, namesBefore } from "../panel/field-names.js";
import { listAt, objectAt, objectOf } from "../panel/settings.js";

/** A transformation, or the order of a table or legend, by a field that the panel does not have. */
export const unknownField: Check = {
  id: "dashboard/unknown-field",
  on: "panel",
  *run({ panel, settings }) {
    for (const [index, transformation] of settings.transformations.entries()) {
      const named = fieldsOf(transformation);
      if (named.length === 0) continue;
      const names = namesBefore(settings, index);
      const missing = named.find((name) => isMissing(name, names));
      if (missing === undefined) continue;
      yield {
        summary: `the transformation "${transformation.id}" names the field "${missing}", which is not there`,
        details: "Grafana skips it without an error: the panel is empty, or shows something else.",
        fix: fixFor(missing, names),
        at: panel.locate(transformation.path),
      };
    }
    const tableOrder = panel.type === "table" ? orderOfTable(panel.data) : undefined;
    if (tableOrder !== undefined) {
      const names = columnNames(settings);
      if (isMissing(tableOrder, names)) {
        yield {
          summary: `the table is sorted by "${tableOrder}", which is no column`,
          details: "The rows are in no order.",
          fix: fixFor(tableOrder, names),
          at: panel.locate(["options", "sortBy"]),
        };
      }
    }
    const { calcs, sortBy } = objectAt(panel.data, "options", "legend");
    const missing = typeof sortBy === "string" && Array.isArray(calcs) ? findCalculation(sortBy, calcs) : undefined;
    if (missing !== undefined) {
      yield {
        summary: `the legend is sorted by "${String(sortBy)}", which it does not show`,
        details: "The series are in no order.",
        fix: `show ${missing} in the legend, too, or sort by what it shows`,
        at: panel.locate(["options", "legend", "sortBy"]),
      };
    }
  },
};

function isMissing(name: string, names: FieldNames): boolean {
  return name !== "" && !name.includes("$") && !isGeneric(name) && !mayHave(names, name);
}

/** The fields that a transformation needs. Those that it leaves out or orders need not be there. */
function fieldsOf({ id, options }: TransformationSetting): readonly string[] {
  const texts = (values: readonly unknown[]) => values.filter((value): value is string => typeof value === "string");
  switch (id) {
    case "joinByField":
    case "seriesToColumns":
      return texts([options.byField]);
    case "sortBy":
      return texts(listAt(options, "sort").map((sort) => objectOf(sort).field));
    case "filterFieldsByName":
      return texts(listAt(objectAt(options, "include"), "names"));
    case "groupBy":
      return Object.entries(objectAt(options, "fields")).flatMap(([name, field]) =>
        objectOf(field).operation === undefined || objectOf(field).operation === null ? [] : [name],
      );
    case "calculateField": {
      const { left, right } = objectAt(options, "binary");
      return texts([operandName(left), operandName(right)]);
    }
    default:
      return [];
  }
}

/** An operand is a name, or an object with a matcher. A text that is a number is one. */
function operandName(operand: unknown): unknown {
  const { matcher } = objectOf(operand);
  const name = typeof operand === "string" ? operand : objectOf(matcher).options;
  return typeof name === "string" && Number.isNaN(Number(name)) ? name : undefined;
}

/** The field that a table is sorted by first. */
function orderOfTable(data: object): string | undefined {
  const [first] = listAt(objectAt(data as Readonly<Record<string, unknown>>, "options"), "sortBy");
  const { displayName } = objectOf(first);
  return typeof displayName === "string" ? displayName : undefined;
}

/** The columns that are left after fields were chosen. */
function columnNames(settings: PanelSettings): FieldNames {
  const chosen = settings.transformations.findLast(({ id }) => id === "filterFieldsByName");
  const names = chosen ? listAt(objectAt(chosen.options, "include"), "names") : [];
  if (!chosen || names.length === 0) return fieldNames(settings);
  const later = settings.transformations.slice(settings.transformations.indexOf(chosen) + 1);
  const kept = names.filter((name): name is string => typeof name === "string");
  const renamed = later.flatMap(({ id, options }) =>
    id === "organize" ? Object.values(objectOf(options.renameByName)) : [],
  );
  const isSimple = later.every(({ id }) => id === "organize" || id === "merge");
  return isSimple
    ? {
        exact: new Set([...kept, ...renamed.filter((name): name is string => typeof name === "string")]),
        patterns: [],
        isOpen: false,
      }
    : fieldNames(settings);
}

/** Titles that Grafana's legends have for calculations. */
const titles: Readonly<Record<string, readonly string[]>> = {
  Mean: ["mean", "avg"],
  Max: ["max"],
  Min: ["min"],
  Total: ["sum", "total"],
  "Last *": ["lastNotNull", "current"],
  Last: ["last"],
  "First *": ["firstNotNull"],
  First: ["first"],
  Count: ["count"],
  Range: ["range"],
  Difference: ["diff"],
};

/** The calculation that a legend is sorted by, if the legend does not show it. */
function findCalculation(title: string, calcs: readonly unknown[]): string | undefined {
  const ids = Object.hasOwn(titles, title) ? titles[title]! : [];
  return ids.length > 0 && !ids.some((id) => calcs.includes(id)) ? `"${ids[0]}"` : undefined;
}

function fixFor(name: string, { exact }: FieldNames): string {
  const suggestion = nearest(name, exact);
  if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
  const known = [...exact].filter((one) => !isGeneric(one)).map((one) => `"${one}"`);
  return known.length === 0 ? "use the name of a field" : `use one of ${listNames(known)}`;
}
