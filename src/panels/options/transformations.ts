import { checkArguments } from "../../model/definition/check-arguments.js";
import { type Definition, define } from "../../model/definition/definition.js";
import {
  boolean,
  choice,
  completeRecord,
  either,
  json,
  list,
  nonEmptyList,
  number,
  object,
  required,
  string,
} from "../../model/definition/option-table.js";
import { Origin } from "../../model/definition/origin.js";
import { type FieldType, fieldType } from "./overrides.js";

/** A transformation in Grafana's form. */
export interface TransformationConfig {
  readonly id: string;
  readonly options: object;
  /** The results that it applies to; all by default. */
  readonly filter?: { readonly id: string; readonly options?: unknown };
}

/** A step that changes the results of queries before they are shown. */
export interface Transformation extends Definition {
  readonly kind: "transformation";
  readonly id: string;
  readonly options: object;
  /** Applies to these results only, as Grafana's matcher. */
  readonly filter: TransformationConfig["filter"] | undefined;
}

/** Function that reduces the values of a field to one. */
export type Calculation = "last" | "first" | "mean" | "max" | "min" | "sum" | "count" | "delta" | "range";

/** Grafana's ids of calculations. */
export const calculationIds: Readonly<Record<Calculation, string>> = {
  last: "lastNotNull",
  first: "firstNotNull",
  mean: "mean",
  max: "max",
  min: "min",
  sum: "sum",
  count: "count",
  delta: "diff",
  range: "range",
};

const calculation = choice(...Object.keys(calculationIds));

/**
 * Defines transformations, which are applied in the order of the list.
 *
 * @example
 * table("Pods", { cpu, memory }, { columns, transformations: [transform.merge(), transform.limit(20)] })
 */
export const transform = {
  /** Joins the results of queries to one table, by the labels that they share. */
  merge(): Transformation {
    return step("merge", {}, new Origin());
  },

  /** Joins the results of queries by one field, such as the time. */
  join(field: string, options: { readonly keep?: "outer" | "inner" } = {}): Transformation {
    const origin = checkArguments("transform.join(…)", [
      ["field", field, required(string)],
      ["options", options, object({ keep: choice("outer", "inner") })],
    ]);
    return step("joinByField", { byField: field, mode: options.keep ?? "outer" }, origin);
  },

  /** Makes labels columns, or rows. */
  labelsToFields(options: { readonly as?: "columns" | "rows"; readonly valueLabel?: string } = {}): Transformation {
    const origin = checkArguments("transform.labelsToFields(…)", [
      ["options", options, object({ as: choice("columns", "rows"), valueLabel: string })],
    ]);
    const { as = "columns", valueLabel } = options;
    return step("labelsToFields", { mode: as, ...(valueLabel !== undefined && { valueLabel }) }, origin);
  },

  /** Reduces each field to some of its values' calculations. */
  reduce(calculations: readonly Calculation[], options: { readonly labels?: boolean } = {}): Transformation {
    const origin = checkArguments("transform.reduce(…)", [
      ["calculations", calculations, required(list(calculation))],
      ["options", options, object({ labels: boolean })],
    ]);
    const reducers = calculations.map((name) => calculationIds[name]);
    return step("reduce", { reducers, labelsToFields: options.labels ?? false }, origin);
  },

  /** Keeps only these fields, or leaves some out. */
  fields(selection: { readonly keep?: readonly string[]; readonly drop?: readonly string[] }): Transformation {
    const origin = checkArguments("transform.fields(…)", [
      ["selection", selection, required(object({ keep: list(string), drop: list(string) }))],
    ]);
    const { keep, drop } = selection;
    const options = { ...(keep && { include: { names: keep } }), ...(drop && { exclude: { names: drop } }) };
    return step("filterFieldsByName", options, origin);
  },

  /** Orders fields as listed, with new names for some. */
  rename(names: Readonly<Record<string, string>>): Transformation {
    const origin = checkArguments("transform.rename(…)", [["names", names, required(completeRecord(string))]]);
    const indexByName = Object.fromEntries(Object.keys(names).map((name, index) => [name, index]));
    return step("organize", { excludeByName: {}, indexByName, renameByName: names }, origin);
  },

  /**
   * Renames the fields that match a regular expression; `$1` is its first group.
   *
   * @example
   * transform.renamePattern("(.*)-service", "$1")
   */
  renamePattern(pattern: string, to: string): Transformation {
    const origin = checkArguments("transform.renamePattern(…)", [
      ["pattern", pattern, required(string)],
      ["to", to, required(string)],
    ]);
    return step("renameByRegex", { regex: pattern, renamePattern: to }, origin);
  },

  /** Changes the types of fields, such as that of a label whose values are numbers. */
  convert(types: Readonly<Record<string, FieldType>>): Transformation {
    const origin = checkArguments("transform.convert(…)", [["types", types, required(completeRecord(fieldType))]]);
    const conversions = Object.entries(types).map(([targetField, destinationType]) => ({
      targetField,
      destinationType,
    }));
    return step("convertFieldType", { fields: {}, conversions }, origin);
  },

  /** Groups rows by fields, and reduces others. */
  groupBy(fields: Readonly<Record<string, "group" | readonly Calculation[]>>): Transformation {
    const action = either('"group" or a list of calculations', choice("group"), list(calculation));
    const origin = checkArguments("transform.groupBy(…)", [["fields", fields, required(completeRecord(action))]]);
    const entries = Object.entries(fields).map(([name, one]) => [
      name,
      one === "group"
        ? { operation: "groupby", aggregations: [] }
        : { operation: "aggregate", aggregations: one.map((calculated) => calculationIds[calculated]) },
    ]);
    return step("groupBy", { fields: Object.fromEntries(entries) }, origin);
  },

  /** Makes a result of its own for each value of some fields. */
  partition(fields: readonly string[]): Transformation {
    const origin = checkArguments("transform.partition(…)", [["fields", fields, required(nonEmptyList(string))]]);
    return step("partitionByValues", { fields, keepFields: false, naming: { asLabels: true } }, origin);
  },

  /** Makes a table with a column for each value of one field, and a row for each value of another. */
  matrix(fields: { readonly column: string; readonly row: string; readonly value: string }): Transformation {
    const shape = object({ column: required(string), row: required(string), value: required(string) });
    const origin = checkArguments("transform.matrix(…)", [["fields", fields, required(shape)]]);
    const { column, row, value } = fields;
    return step("groupingToMatrix", { columnField: column, rowField: row, valueField: value }, origin);
  },

  /** Makes rows columns. */
  transpose(): Transformation {
    return step("transpose", {}, new Origin());
  },

  /** Sorts rows by a field. */
  sortBy(field: string, options: { readonly descending?: boolean } = {}): Transformation {
    const origin = checkArguments("transform.sortBy(…)", [
      ["field", field, required(string)],
      ["options", options, object({ descending: boolean })],
    ]);
    return step("sortBy", { fields: {}, sort: [{ field, desc: options.descending ?? false }] }, origin);
  },

  /** Keeps the first rows. */
  limit(rows: number): Transformation {
    return step(
      "limit",
      { limitField: rows },
      checkArguments("transform.limit(…)", [["rows", rows, required(number)]]),
    );
  },

  /** Adds a field: the result of an operation on two others. */
  calculate(
    alias: string,
    left: string,
    operator: "+" | "-" | "*" | "/" | "%" | "^",
    right: string | number,
  ): Transformation {
    const origin = checkArguments("transform.calculate(…)", [
      ["alias", alias, required(string)],
      ["left", left, required(string)],
      ["operator", operator, required(choice("+", "-", "*", "/", "%", "^"))],
      ["right", right, required(either("a field or a number", string, number))],
    ]);
    const operand = (value: string | number) =>
      typeof value === "number" ? { fixed: String(value) } : { matcher: { id: "byName", options: value } };
    const binary = { left: operand(left), operator, right: operand(right) };
    return step("calculateField", { mode: "binary", alias, binary, replaceFields: false }, origin);
  },

  /**
   * Any other transformation, with Grafana's id and options.
   *
   * @example
   * transform.raw("histogram", { bucketCount: 30 })
   */
  raw(id: string, options: object, filter?: TransformationConfig["filter"]): Transformation {
    const origin = checkArguments("transform.raw(…)", [
      ["id", id, required(string)],
      ["options", options, required(json)],
      ["filter", filter, object({ id: required(string), options: either("a value in JSON", string, number, json) })],
    ]);
    return define({ kind: "transformation", id, options, filter }, origin);
  },
};

function step(id: string, options: object, origin: Origin): Transformation {
  return define({ kind: "transformation", id, options, filter: undefined }, origin);
}

export function renderTransformation({ id, options, filter }: Transformation): TransformationConfig {
  return { id, options, ...(filter && { filter }) };
}
