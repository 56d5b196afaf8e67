import { type Definition, define } from "../../model/definition/definition.js";
import { Origin } from "../../model/definition/origin.js";

/** A step that changes the results of queries before they are shown. */
export interface Transformation extends Definition {
  readonly kind: "transformation";
  readonly id: string;
  readonly options: object;
  /** Applies to these results only, as Grafana's matcher. */
  readonly filter: object | undefined;
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

/**
 * Defines transformations, which are applied in the order of the list.
 *
 * @example
 * table("Pods", { cpu, memory }, { columns, transformations: [transform.merge(), transform.limit(20)] })
 */
export const transform = {
  /** Joins the results of queries to one table, by the labels that they share. */
  merge(): Transformation {
    return step("merge", {});
  },

  /** Joins the results of queries by one field, such as the time. */
  join(field: string, { keep = "outer" }: { readonly keep?: "outer" | "inner" } = {}): Transformation {
    return step("joinByField", { byField: field, mode: keep });
  },

  /** Makes labels columns, or rows. */
  labelsToFields({
    as = "columns",
    valueLabel,
  }: {
    readonly as?: "columns" | "rows";
    readonly valueLabel?: string;
  } = {}) {
    return step("labelsToFields", { mode: as, ...(valueLabel !== undefined && { valueLabel }) });
  },

  /** Reduces each field to some of its values' calculations. */
  reduce(calculations: readonly Calculation[], { labels = false }: { readonly labels?: boolean } = {}): Transformation {
    const reducers = calculations.map((name) => calculationIds[name] ?? name);
    return step("reduce", { reducers, labelsToFields: labels });
  },

  /** Keeps only these fields, or leaves some out. */
  fields({ keep, drop }: { readonly keep?: readonly string[]; readonly drop?: readonly string[] }): Transformation {
    return step("filterFieldsByName", {
      ...(keep && { include: { names: keep } }),
      ...(drop && { exclude: { names: drop } }),
    });
  },

  /** Orders fields as listed, with new names for some. */
  rename(names: Readonly<Record<string, string>>): Transformation {
    return step("organize", {
      excludeByName: {},
      indexByName: Object.fromEntries(Object.keys(names).map((name, index) => [name, index])),
      renameByName: names,
    });
  },

  /** Groups rows by fields, and reduces others. */
  groupBy(fields: Readonly<Record<string, "group" | readonly Calculation[]>>): Transformation {
    const entries = Object.entries(fields).map(([name, action]) => [
      name,
      action === "group"
        ? { operation: "groupby", aggregations: [] }
        : { operation: "aggregate", aggregations: action.map((one) => calculationIds[one] ?? one) },
    ]);
    return step("groupBy", { fields: Object.fromEntries(entries) });
  },

  /** Sorts rows by a field. */
  sortBy(field: string, { descending = false }: { readonly descending?: boolean } = {}): Transformation {
    return step("sortBy", { fields: {}, sort: [{ field, desc: descending }] });
  },

  /** Keeps the first rows. */
  limit(rows: number): Transformation {
    return step("limit", { limitField: rows });
  },

  /** Adds a field: the result of an operation on two others. */
  calculate(
    alias: string,
    left: string,
    operator: "+" | "-" | "*" | "/" | "%" | "^",
    right: string | number,
  ): Transformation {
    const operand = (value: string | number) =>
      typeof value === "number" ? { fixed: String(value) } : { matcher: { id: "byName", options: value } };
    const binary = { left: operand(left), operator, right: operand(right) };
    return step("calculateField", { mode: "binary", alias, binary, replaceFields: false });
  },

  /**
   * Any other transformation, with Grafana's id and options.
   *
   * @example
   * transform.raw("histogram", { bucketCount: 30 })
   */
  raw(id: string, options: object, filter?: object): Transformation {
    return step(id, options, filter);
  },
};

function step(id: string, options: object, filter?: object): Transformation {
  return define({ kind: "transformation", id, options, filter }, new Origin());
}

export function renderTransformation({ id, options, filter }: Transformation) {
  return { id, options, ...(filter && { filter }) };
}
