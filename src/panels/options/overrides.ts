import { checkArguments } from "../../model/definition/check-arguments.js";
import { type Definition, define } from "../../model/definition/definition.js";
import { choice, object, required, string } from "../../model/definition/option-table.js";
import type { FieldOverride, Resolve } from "./field-config.js";
import { type FieldOptions, fieldOptions, renderProperties } from "./field-options.js";

/** Options for some of the fields of a panel. */
export interface Override extends Definition {
  readonly kind: "override";
  readonly select: "name" | "pattern" | "type" | "query";
  readonly value: string;
  readonly options: FieldOptions;
}

/** The type of a field's values. */
export type FieldType = "number" | "string" | "time" | "boolean";

export const fieldType = choice("number", "string", "time", "boolean");

/**
 * Defines options for some of the fields of a panel: series of a graph, columns of a table. Later ones win.
 *
 * @example
 * timeseries("Requests and errors", { requests, errors }, {
 *   overrides: [override.query("errors", { color: "red", axis: { placement: "right" } })],
 * })
 */
export const override = {
  /**
   * Selects the field with this name in the legend.
   *
   * @example
   * override.name("cart-service", { color: "blue" })
   */
  name(name: string, options: FieldOptions): Override {
    return defineOverride("name", name, options);
  },

  /**
   * Selects the fields whose names match a regular expression.
   *
   * @example
   * override.pattern("^5..$", { color: "red" })
   */
  pattern(pattern: string, options: FieldOptions): Override {
    return defineOverride("pattern", pattern, options);
  },

  /**
   * Selects the fields whose values have a type.
   *
   * @example
   * override.type("time", { hideFrom: ["graph"] })
   */
  type(type: FieldType, options: FieldOptions): Override {
    return defineOverride("type", type, options);
  },

  /**
   * Selects what a query returns, by the name of the query.
   *
   * @example
   * override.query("errors", { unit: "percentunit", axis: { placement: "right", softMax: 1 } })
   */
  query(name: string, options: FieldOptions): Override {
    return defineOverride("query", name, options);
  },
};

function defineOverride(select: Override["select"], value: string, options: FieldOptions): Override {
  const origin = checkArguments(`override.${select}(…)`, [
    [select, value, required(select === "type" ? fieldType : string)],
    ["options", options, required(object(fieldOptions))],
  ]);
  return define({ kind: "override", select, value, options }, origin);
}

/** A query of the panel. */
interface NamedQuery {
  readonly refId: string;
  readonly name: string | undefined;
}

/** Renders an override. One of a query that the panel does not have matches nothing, and a check reports it. */
export function renderOverride(
  { select, value, options }: Override,
  queries: readonly NamedQuery[],
  resolve: Resolve,
): FieldOverride {
  return { matcher: renderMatcher(select, value, queries), properties: renderProperties(options, resolve) };
}

function renderMatcher(select: Override["select"], value: string, queries: readonly NamedQuery[]) {
  if (select === "name") return { id: "byName", options: value };
  if (select === "pattern") return { id: "byRegexp", options: value.startsWith("/") ? value : `/${value}/` };
  if (select === "type") return { id: "byType", options: value };
  const query = queries.find(({ name }) => name === value);
  return { id: "byFrameRefID", options: query?.refId ?? value };
}
