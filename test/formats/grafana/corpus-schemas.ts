import { existsSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { SchemaProblem } from "../../../src/formats/grafana/validate-dashboard.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("schemas");

/** True if Grafana's own JSON Schemas are on this machine. */
export const hasCorpusSchemas = missing === undefined;

/** Schema files by panel type. */
const PANEL_SCHEMAS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["timeseries", "stat", "gauge", "bargauge", "table", "heatmap", "histogram", "logs", "text", "piechart"].map(
      (type) => [type, type],
    ),
  ),
  "state-timeline": "statetimeline",
};

/** File and definition of the schema of queries, by data source type. */
const QUERY_SCHEMAS: Readonly<Record<string, readonly [string, string]>> = {
  prometheus: ["prometheus", "Dataquery"],
  loki: ["loki", "dataquery"],
  tempo: ["tempo", "Dataquery"],
};

/**
 * Validates a dashboard against Grafana's own JSON Schemas, including the options, field options and queries of each
 * panel. Undefined if the schemas are not on this machine.
 */
export function validateAgainstCorpus(dashboard: unknown): SchemaProblem[] | undefined {
  if (!hasCorpusSchemas) return undefined;
  const json = JSON.parse(JSON.stringify(dashboard)) as Loose;
  const problems = validate(["dashboard", "Dashboard"], json, "");
  for (const [panel, pointer] of panelsOf(json)) problems.push(...panelProblems(panel, pointer));
  return problems;
}

// biome-ignore lint/suspicious/noExplicitAny: the JSON can have any structure
type Loose = Readonly<Record<string, any>>;

function* panelsOf(holder: Loose, at = ""): Iterable<[Loose, string]> {
  for (const [index, panel] of list(holder?.panels).entries()) {
    const pointer = `${at}/panels/${index}`;
    if (panel?.type === "row") yield* panelsOf(panel, pointer);
    else if (isObject(panel)) yield [panel, pointer];
  }
}

function panelProblems(panel: Loose, pointer: string): SchemaProblem[] {
  const file = PANEL_SCHEMAS[panel.type];
  const problems: SchemaProblem[] = [];
  if (file !== undefined && panel.options !== undefined) {
    problems.push(...validate([file, "Options"], panel.options, `${pointer}/options`));
  }
  const custom = panel.fieldConfig?.defaults?.custom;
  if (file !== undefined && custom !== undefined) {
    problems.push(...validate([file, "FieldConfig"], custom, `${pointer}/fieldConfig/defaults/custom`));
  }
  for (const [index, target] of list(panel.targets).entries()) {
    const query = isObject(target) ? QUERY_SCHEMAS[(target.datasource ?? panel.datasource)?.type] : undefined;
    if (query !== undefined) problems.push(...validate(query, target, `${pointer}/targets/${index}`));
  }
  return problems;
}

const compiled = new Map<string, ValidateFunction | undefined>();
const files = new Map<string, Loose>();

function validate([file, definition]: readonly [string, string], value: unknown, pointer: string): SchemaProblem[] {
  const key = `${file}#/definitions/${definition}`;
  if (!compiled.has(key)) compiled.set(key, compile(file, definition));
  const validator = compiled.get(key);
  if (validator === undefined || validator(value)) return [];
  return (validator.errors ?? [])
    .filter((error) => error.keyword !== "if")
    .map((error) => ({
      pointer: pointer + error.instancePath,
      message: `${error.message} ${JSON.stringify(error.params)}`,
    }));
}

/** Undefined for a definition that the plugin does not have: text panels have no field options. */
function compile(file: string, definition: string): ValidateFunction | undefined {
  const definitions = corpusDefinitions(file);
  if (definitions?.[definition] === undefined) return undefined;
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  return ajv.compile({ definitions, $ref: `#/definitions/${definition}` });
}

/** The repaired definitions of a schema file. Undefined if there is no such file. */
export function corpusDefinitions(file: string): Loose | undefined {
  const path = `${folder}${file}.jsonschema.json`;
  if (!files.has(file) && existsSync(path)) files.set(file, repair(JSON.parse(readFileSync(path, "utf8"))).definitions);
  return files.get(file);
}

/**
 * Repairs known errors of the schemas: "anything" is written as "an object", a default member of an enum as the only
 * one, and an invalid panel is also reported as an invalid row.
 */
function repair(schema: Loose): Loose {
  const { description: _, ...rules } = schema;
  if (JSON.stringify(rules) === '{"type":"object","additionalProperties":{}}') return {};
  if (rules.allOf?.length === 1 && rules.default !== undefined) return { const: rules.default };
  const choices = list(rules.oneOf).map((choice) => choice.$ref?.split("/").at(-1));
  if (choices.join() === "Panel,RowPanel") return PANEL_OR_ROW;
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, repairValue(value)]));
}

function repairValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(repairValue);
  return isObject(value) ? repair(value) : value;
}

const PANEL_OR_ROW = {
  if: { type: "object", required: ["type"], properties: { type: { const: "row" } } },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: { $ref: "#/definitions/RowPanel" },
  else: { $ref: "#/definitions/Panel" },
};

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly Loose[] {
  return Array.isArray(value) ? value : [];
}
