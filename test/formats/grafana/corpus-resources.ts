import { existsSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { Resource } from "../../../src/formats/grafana/resource.js";
import type { SchemaProblem } from "../../../src/formats/grafana/validate-dashboard.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { corpusDefinitions, hasCorpusSchemas } from "./corpus-schemas.js";

const { path: folder, missing } = corpusFolder("grafana-openapi");

/** True if Grafana's schemas of resources are on this machine. */
export const hasResourceSchemas = missing === undefined && hasCorpusSchemas;

/**
 * Validates a resource against Grafana's own schemas, unknown properties included: of version v2 the JSON Schema of the
 * SDK, of other versions the OpenAPI document of Grafana 12.4. That does not list the values that a member may have, which
 * are those of v2.
 */
export function validateResource(resource: Resource): readonly SchemaProblem[] {
  const json = JSON.parse(JSON.stringify(resource)) as Resource;
  const [group, version] = json.apiVersion.split("/");
  // The schema of folders is the same in v1.
  const isNewFolder = group === "folder.grafana.app" && version === "v1";
  if (version === "v2") return run("v2", json.spec, () => compileSpec());
  const document = `${group}-${isNewFolder ? "v1beta1" : version}`;
  const problems = run(document, json, () => compileDocument(document, json.kind));
  if (version !== "v2beta1" || problems.length > 0) return problems;
  return run("v2", toVersion2(json.spec), () => compileSpec());
}

/** In v2beta1, the id of a transformation is its kind, and is repeated in its `spec`. */
function toVersion2(spec: Resource["spec"]): unknown {
  return rewrite(spec, (part) => {
    const { id, ...options } = part.spec ?? {};
    const isTransformation = typeof id === "string" && id === part.kind;
    return isTransformation ? { kind: "Transformation", group: id, spec: options } : part;
  });
}

const compiled = new Map<string, ValidateFunction>();

function run(key: string, value: unknown, compile: () => ValidateFunction): readonly SchemaProblem[] {
  const validator = compiled.get(key) ?? compile();
  compiled.set(key, validator);
  if (validator(value)) return [];
  return (validator.errors ?? [])
    .filter(({ keyword }) => keyword !== "if")
    .map(({ instancePath, message, params }) => ({
      pointer: instancePath,
      message: `${message} ${JSON.stringify(params)}`,
    }));
}

function createAjv(): Ajv {
  return new Ajv({ allErrors: true, strict: false, validateFormats: false });
}

// biome-ignore lint/suspicious/noExplicitAny: a schema can have any structure
type Loose = Readonly<Record<string, any>>;

function compileSpec(): ValidateFunction {
  const definitions = rewrite(corpusDefinitions("dashboardv2"), byKind);
  return createAjv().compile({ definitions, $ref: "#/definitions/Dashboard" });
}

/** Decides by `kind` among definitions named after it, so that an error is that of the right one. */
function byKind(schema: Loose): Loose {
  const names: readonly string[] = (schema.oneOf ?? []).map((one: Loose) => one.$ref?.split("/").at(-1) ?? "");
  if (names.length === 0 || !names.every((name) => name.endsWith("Kind"))) return schema;
  return choose(names.map((name, index) => [name, schema.oneOf[index]]));
}

function choose(choices: readonly (readonly [string, Loose])[]): Loose {
  const kinds = choices.map(([name]) => name.replace(/Kind$/, ""));
  return {
    required: ["kind"],
    properties: { kind: { enum: kinds } },
    allOf: choices.map(([, schema], index) => ({
      if: { properties: { kind: { const: kinds[index] } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: schema,
    })),
  };
}

function compileDocument(name: string, kind: string): ValidateFunction {
  const path = `${folder}${name}.json`;
  if (!existsSync(path)) throw new Error(`the corpus has no ${path}`);
  const { components } = JSON.parse(readFileSync(path, "utf8")) as Loose;
  const schemas = Object.fromEntries(
    Object.entries<Loose>(components.schemas).map(([id, schema]) => [id, rewrite(schema, repairOpenApi)]),
  );
  const id = Object.keys(schemas).find((one) => one.endsWith(`.${kind}`))!;
  return createAjv().compile({ components: { schemas }, $ref: `#/components/schemas/${id}` });
}

/**
 * Repairs what the document cannot say: "anything" is written as "an object", a choice as an object with a property for
 * each type, and a number that may be null as a number. The server fills in `status`.
 */
function repairOpenApi(schema: Loose): Loose {
  const { properties, type, additionalProperties, description } = schema;
  if (type === "number" && /^Value null means/.test(description)) return { ...schema, type: ["number", "null"] };
  if (type === "object" && !properties && !additionalProperties) return {};
  const choices = Object.entries<Loose>(properties ?? {});
  if (choices.length > 1 && choices.every(([name]) => /^[A-Z]/.test(name))) {
    const isByKind = choices.every(([name]) => name.endsWith("Kind"));
    return isByKind ? choose(choices) : { anyOf: choices.map(([, one]) => one) };
  }
  const required = schema.required?.filter((name: string) => name !== "status");
  return { ...schema, ...(required && { required }), ...(properties && { additionalProperties: false }) };
}

/** Applies a change to a schema and everything in it, from the inside out. */
function rewrite(schema: unknown, change: (schema: Loose) => Loose): Loose {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)])));
  };
  return walk(schema) as Loose;
}
