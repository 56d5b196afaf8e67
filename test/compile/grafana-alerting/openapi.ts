import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { corpusFolder } from "../../oracles/corpus.js";

const { path, missing } = corpusFolder("grafana-openapi");

/** True if Grafana's OpenAPI document is on this machine. */
export const hasOpenapi = missing === undefined;

type Schema = Readonly<Record<string, unknown>>;

/**
 * Settings, models and durations, whose schema describes their type in Go instead of their text. The document lacks the
 * templates of a file.
 */
const replaced: Readonly<Record<string, Schema>> = {
  RawMessage: { type: "object" },
  Duration: { type: "string", pattern: "^[0-9a-z]+$" },
  RelativeTimeRangeExport: {
    type: "object",
    properties: { from: { type: "integer" }, to: { type: "integer" } },
    required: ["from", "to"],
  },
  ObjectMatchers: { type: "array", items: { type: "array", items: { type: "string" }, minItems: 3, maxItems: 3 } },
  TimeInterval: { type: "object" },
};

let validate: ValidateFunction | undefined;

/** Validates a provisioning file against the schema of Grafana's own exports, without fields that it does not list. */
export function validateExport(file: unknown): readonly string[] {
  validate ??= compileSchema();
  validate(file);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function compileSchema(): ValidateFunction {
  const { components } = JSON.parse(readFileSync(`${path}openapi3-12.4.json`, "utf8")) as {
    components: { schemas: Record<string, Schema> };
  };
  const schemas = Object.fromEntries(
    Object.entries({ ...components.schemas, ...replaced }).map(([name, schema]) => [name, close(schema)]),
  );
  const file = schemas.AlertingFileExport as { properties: Schema };
  const templates = {
    type: "array",
    items: close({ type: "object", properties: { name: { type: "string" }, template: { type: "string" } } }),
  };
  const root = { ...file, properties: { ...file.properties, templates }, components: { schemas } };
  return new Ajv({ strict: false, allErrors: true, logger: false }).compile(root);
}

/** Refuses properties that an object does not list. */
function close(schema: Schema): Schema {
  const isOpen = schema.type !== "object" || schema.properties === undefined || "additionalProperties" in schema;
  return isOpen ? schema : { ...schema, additionalProperties: false };
}
