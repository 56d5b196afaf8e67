// @ts-check
import { SchemaDefinitions, when } from "./json-schema.mjs";
import { addLimits } from "./limits.mjs";

/** @typedef {import("./json-schema.mjs").Schema} Schema */

/** The query types we know, by the data source type that they are for, as [SDK module, name of the type]. */
const QUERIES = /** @type {const} */ ({
  prometheus: ["prometheus", "Dataquery"],
  loki: ["loki", "dataquery"],
  tempo: ["tempo", "Dataquery"],
  __expr__: ["expr", "expr"],
});

/**
 * The JSON Schema of a dashboard as we write it. The types leave a panel's options and its queries open; here the
 * panel's type decides about the former, the data source's type about the latter.
 *
 * @param {import("./declarations.mjs").Declarations} declarations
 * @param {Map<string, string>} panelTypes the SDK module of each panel type that has one
 * @returns {Schema}
 */
export function dashboardSchema(declarations, panelTypes) {
  const schemas = new SchemaDefinitions(declarations);
  const { definitions } = schemas;
  schemas.refer("dashboard", "Dashboard");
  const queries = Object.entries(QUERIES).map(([dataSource, [module, name]]) => ({
    dataSource,
    query: schemas.refer(module, name),
  }));

  const panel = schemas.resolved(schemas.refer("dashboard", "Panel"));
  panel.properties.targets.items = { $ref: "#/definitions/target" };
  panel.allOf = [
    ...[...panelTypes].map(([type, module]) => when({ type }, panelOfType(schemas, module))),
    ...queries.map(({ dataSource, query }) =>
      ofDataSource(dataSource, {
        properties: { targets: { items: { if: { required: ["datasource"] }, else: query } } },
      }),
    ),
  ];
  definitions.target = {
    type: "object",
    required: ["refId"],
    properties: {
      refId: { type: "string", pattern: "^.", description: "must not be empty" },
      datasource: schemas.refer("common", "DataSourceRef"),
      hide: { type: "boolean" },
    },
    allOf: queries.map(({ dataSource, query }) => ofDataSource(dataSource, query)),
  };
  addLimits(definitions);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $ref: "#/definitions/dashboard.Dashboard",
    definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/**
 * @param {SchemaDefinitions} schemas
 * @param {string} module
 * @returns {Schema}
 */
function panelOfType(schemas, module) {
  const declared = schemas.declarations.module(module);
  const options = declared.has("Options") ? { options: schemas.refer(module, "Options") } : {};
  const fieldConfig = declared.has("FieldConfig")
    ? { fieldConfig: { properties: { defaults: { properties: { custom: schemas.refer(module, "FieldConfig") } } } } }
    : {};
  return { properties: { ...options, ...fieldConfig } };
}

/**
 * `then` holds for panels and targets with a data source of this type.
 *
 * @param {string} type
 * @param {Schema} then
 * @returns {Schema}
 */
function ofDataSource(type, then) {
  const condition = when({ type }, then).if;
  return { if: { type: "object", required: ["datasource"], properties: { datasource: condition } }, then };
}
