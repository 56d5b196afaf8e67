// @ts-check
import { SchemaDefinitions, when } from "./json-schema.mjs";
import { addLimits } from "./limits.mjs";

/** @typedef {import("./json-schema.mjs").Schema} Schema */

/** Query types by type of data source, as [SDK module, type name]. */
const QUERIES = /** @type {const} */ ({
  prometheus: ["prometheus", "Dataquery"],
  loki: ["loki", "dataquery"],
  tempo: ["tempo", "Dataquery"],
  __expr__: ["expr", "expr"],
});

/**
 * Builds the JSON Schema of a dashboard as we write it. The SDK's types leave a panel's options and queries open. Here
 * the type of the panel determines its options, the type of the data source its queries.
 *
 * @param {import("./declarations.mjs").Declarations} declarations
 * @param {Map<string, string>} panelTypes SDK modules by panel type
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
 * Requires `then` of panels and targets with a data source of this type.
 *
 * @param {string} type
 * @param {Schema} then
 * @returns {Schema}
 */
function ofDataSource(type, then) {
  const condition = when({ type }, then).if;
  return { if: { type: "object", required: ["datasource"], properties: { datasource: condition } }, then };
}
