import { loadModule } from "../../code-cache.js";
import { nearest } from "../../diagnostics/nearest.js";
import { packageFolder } from "../../package-folder.js";

/** A violation of the schema. */
export interface SchemaProblem {
  /** JSON pointer to the value: `/panels/3/gridPos/w`. */
  readonly pointer: string;
  /** Predicate that follows the pointer: `must be <= 24, not 30`. */
  readonly message: string;
}

/**
 * Validates a dashboard against the schema of Grafana's v1 dashboards. It is strict, because it is for dashboards
 * that Telltale writes: unknown properties are problems. Ignores functions and `undefined`, which JSON omits.
 *
 * @example
 * validateDashboard({ ...dashboard, panels: [{ ...panel, gridPos: { x: 0, y: 0, w: 30, h: 8 } }] });
 * // [{ pointer: "/panels/0/gridPos/w", message: "must be <= 24, not 30" }]
 *
 * @param isForeign true for the pointer to a value that Telltale did not write: only what it has and knows must be right
 */
export function validateDashboard(
  dashboard: unknown,
  isForeign: (pointer: string) => boolean = () => false,
): readonly SchemaProblem[] {
  validator ??= loadModule(new URL("schema/grafana-dashboard.validator.cjs", packageFolder)) as Validator;
  if (validator(dashboard)) return [];
  const errors = (validator.errors ?? []).filter((error) => !isHarmless(error) || !isForeign(error.instancePath));
  return errors.flatMap((error) => toProblem(error) ?? []);
}

/** True for what Grafana fills in, ignores, or migrates when it loads a dashboard. */
function isHarmless({ keyword, data }: SchemaError): boolean {
  return keyword === "required" || keyword === "additionalProperties" || data === null;
}

/** Compiled from the schema at build time. Loaded when the first dashboard is validated. */
let validator: Validator | undefined;

interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: unknown;
  readonly parentSchema: { readonly properties?: object; readonly description?: string };
  readonly data: unknown;
}

function toProblem(error: SchemaError): SchemaProblem | undefined {
  const { keyword, instancePath: pointer, params, schema, parentSchema, data } = error;
  switch (keyword) {
    case "if": // errors within `then` and `else` are reported separately
      return undefined;
    case "additionalProperties":
      return unknownProperty(error);
    case "required":
      return { pointer, message: `needs "${params.missingProperty}"` };
    case "type":
      return { pointer, message: `must be ${typeNames(schema)}, not ${formatValue(data)}` };
    case "const":
      return { pointer, message: `must be ${formatValue(schema)}, not ${formatValue(data)}` };
    case "enum":
      return { pointer, message: describeMismatch(schema as readonly unknown[], data) };
    case "pattern":
      return { pointer, message: `${parentSchema.description}, found ${formatValue(data)}` };
    case "minimum":
    case "maximum":
      return { pointer, message: `must be ${params.comparison} ${params.limit}, not ${formatValue(data)}` };
    default:
      throw new Error(`no message for the schema keyword ${keyword}`);
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
};

function typeNames(types: unknown): string {
  return [types]
    .flat()
    .map((type) => TYPE_NAMES[String(type)])
    .join(" or ");
}

function unknownProperty({ instancePath, params, parentSchema, data }: SchemaError): SchemaProblem | undefined {
  const name = String(params.additionalProperty);
  const value = (data as Readonly<Record<string, unknown>>)[name];
  if (value === undefined || typeof value === "function") return undefined;
  const suggestion = nearest(name, Object.keys(parentSchema.properties ?? {}));
  const pointer = `${instancePath}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  return { pointer, message: `is not a known property${didYouMean(suggestion)}` };
}

function describeMismatch(allowed: readonly unknown[], data: unknown): string {
  const names = allowed.filter((value) => typeof value === "string");
  const suggestion = typeof data === "string" ? nearest(data, names) : undefined;
  return `must be one of ${allowed.map(formatValue).join(", ")}, not ${formatValue(data)}${didYouMean(suggestion)}`;
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? "" : `; did you mean "${name}"?`;
}

const maxShownLength = 60;

function formatValue(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > maxShownLength ? `${value.slice(0, maxShownLength)}…` : value);
}
