import type { FieldOverride } from "./options/field-config.js";
import type { PanelSettings, RenderQuery } from "./panel-kind.js";

type Transformations = NonNullable<PanelSettings["transformations"]>;

/** The name of the field with the values of a query, where the results of all queries are one table. */
export function fieldName({ name, signal }: RenderQuery): string {
  return name ?? signal?.title ?? "Value";
}

/** The queries whose values are in a field that Grafana names. */
export function valuedQueries(queries: readonly RenderQuery[]): readonly RenderQuery[] {
  return queries.filter(({ hasOwnFields }) => !hasOwnFields);
}

/** Grafana's name of the field with the values of a query in the form of a table: by refId if there are several. */
export function valueField({ refId }: RenderQuery, valued: readonly RenderQuery[]): string {
  return valued.length === 1 ? "Value" : `Value #${refId}`;
}

/** Joins the results of queries to one table, whose fields have the names of the queries and of the labels. */
export function mergeQueries(queries: readonly RenderQuery[]): Transformations {
  const valued = valuedQueries(queries);
  const fields = valued.map((query) => [valueField(query, valued), fieldName(query)]);
  const renameByName = Object.fromEntries(fields.filter(([field, name]) => field !== name));
  return [
    ...(queries.length > 1 ? [{ id: "merge", options: {} }] : []),
    { id: "organize", options: { excludeByName: { Time: true }, indexByName: {}, renameByName } },
  ];
}

/** The unit of each query, for panels whose axes show different ones. */
export function unitsByField(queries: readonly RenderQuery[]): readonly FieldOverride[] {
  return valuedQueries(queries).flatMap((query) => {
    const unit = query.signal?.unit ?? query.traits.unit;
    if (unit === undefined) return [];
    return [{ matcher: { id: "byName", options: fieldName(query) }, properties: [{ id: "unit", value: unit }] }];
  });
}
