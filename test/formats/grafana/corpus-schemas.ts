import { existsSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { SchemaProblem } from "../../../src/formats/grafana/validate-dashboard.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("schemas");

/** True if Grafana's own JSON Schemas are on this machine. */
export const hasCorpusSchemas = missing === undefined;

/** The file of each panel type that has one. */
const PANEL_SCHEMAS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["timeseries", "stat", "gauge", "bargauge", "table", "heatmap", "histogram", "logs", "text", "piechart"].map(
      (type) => [type, type],
    ),
  ),
  "state-timeline": "statetimeline",
};

/** The file and definition of each query type that has one, by the type of the data source. */
const QUERY_SCHEMAS: Readonly<Record<string, readonly [string, string]>> = {
  prometheus: ["prometheus", "Dataquery"],
  loki: ["loki", "dataquery"],
  tempo: ["tempo", "Dataquery"],
};

/**
 * Compares a dashboard with Grafana's own JSON Schemas: the dashboard's, and for each panel those of its options, its
 * field options and its queries. `undefined` where these schemas are missing.
 */
export function validateAgainstCorpus(dashboard: unknown): SchemaProblem[] | undefined {
  if (!hasCorpusSchemas) return undefined;
  const written = JSON.parse(JSON.stringify(dashboard)) as Loose;
  const problems = against(["dashboard", "Dashboard"], written, "");
  for (const [panel, pointer] of panelsOf(written)) problems.push(...panelProblems(panel, pointer));
  return problems;
}

// biome-ignore lint/suspicious/noExplicitAny: what is looked into here may be of any form
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
    problems.push(...against([file, "Options"], panel.options, `${pointer}/options`));
  }
  const custom = panel.fieldConfig?.defaults?.custom;
  if (file !== undefined && custom !== undefined) {
    problems.push(...against([file, "FieldConfig"], custom, `${pointer}/fieldConfig/defaults/custom`));
  }
  for (const [index, target] of list(panel.targets).entries()) {
    const query = isObject(target) ? QUERY_SCHEMAS[(target.datasource ?? panel.datasource)?.type] : undefined;
    if (query !== undefined) problems.push(...against(query, target, `${pointer}/targets/${index}`));
  }
  return problems;
}

const compiled = new Map<string, ValidateFunction | undefined>();
const files = new Map<string, Loose>();

function against([file, definition]: readonly [string, string], value: unknown, pointer: string): SchemaProblem[] {
  const key = `${file}#/definitions/${definition}`;
  if (!compiled.has(key)) compiled.set(key, compile(file, definition));
  const validate = compiled.get(key);
  if (validate === undefined || validate(value)) return [];
  return (validate.errors ?? [])
    .filter((error) => error.keyword !== "if")
    .map((error) => ({
      pointer: pointer + error.instancePath,
      message: `${error.message} ${JSON.stringify(error.params)}`,
    }));
}

/** Nothing for a definition that a plugin does not have: text panels have no field options. */
function compile(file: string, definition: string): ValidateFunction | undefined {
  const definitions = corpusDefinitions(file);
  if (definitions?.[definition] === undefined) return undefined;
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  return ajv.compile({ definitions, $ref: `#/definitions/${definition}` });
}

/** What one of the schema files defines, repaired; `undefined` where there is no such file. */
export function corpusDefinitions(file: string): Loose | undefined {
  const path = `${folder}${file}.jsonschema.json`;
  if (!files.has(file) && existsSync(path))
    files.set(file, repaired(JSON.parse(readFileSync(path, "utf8"))).definitions);
  return files.get(file);
}

/**
 * As they are, the schemas take "anything" for "an object", "just this member of the enum" for "any member, and this
 * one by default", and say of a wrong panel that it is no row either.
 */
function repaired(schema: Loose): Loose {
  const { description: _, ...rules } = schema;
  if (JSON.stringify(rules) === '{"type":"object","additionalProperties":{}}') return {};
  if (rules.allOf?.length === 1 && rules.default !== undefined) return { const: rules.default };
  const choices = list(rules.oneOf).map((choice) => choice.$ref?.split("/").at(-1));
  if (choices.join() === "Panel,RowPanel") return PANEL_OR_ROW;
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, repairedValue(value)]));
}

function repairedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(repairedValue);
  return isObject(value) ? repaired(value) : value;
}

const PANEL_OR_ROW = {
  if: { type: "object", required: ["type"], properties: { type: { const: "row" } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
  then: { $ref: "#/definitions/RowPanel" },
  else: { $ref: "#/definitions/Panel" },
};

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly Loose[] {
  return Array.isArray(value) ? value : [];
}
