import { either, instance, isJson, record, type Shape, string, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";

/** A JSON file: its text, and its path so that findings can point into it. */
export interface JsonFile {
  readonly text: string;
  readonly path: string;
}

/** JSON that was made elsewhere: an imported file, its text and path, only its text, or an object. */
export type GivenJson = object | string | JsonFile;

/** The text of JSON that was made elsewhere. Its bytes are kept. */
export interface ForeignText {
  readonly text: string;
  /** Undefined if it is not known to be in a file. */
  readonly path: string | undefined;
}

/** Data sources of the environment by name, by the uid, the name or the input that JSON has in their place. */
export interface GivenDataSources {
  readonly [given: string]: Varying<string>;
}

export const givenDataSources: Shape = record(varying(string));

/** The property of an imported JSON value that holds its `JsonFile`. */
export const importedFile = Symbol.for("telltale.imported-file");

interface ReadJson {
  /** The value; an empty object for text that is not the JSON of an object, which compiling reports. */
  readonly json: object;
  readonly source: ForeignText;
}

/** Reads JSON in any of its forms. That of an object is indented by two spaces. */
export function readGivenJson(given: GivenJson): ReadJson {
  const file = fileOf(given);
  if (file) return { json: parseObject(file.text), source: file };
  return { json: given as object, source: { text: `${JSON.stringify(given, null, 2)}\n`, path: undefined } };
}

/**
 * Reads a dashboard, which Grafana's HTTP API returns in `dashboard`, next to `meta`. In a resource it is the `spec`, and its
 * uid is the name of the resource.
 */
export function readGivenDashboard(given: GivenJson): ReadJson {
  const { json, source } = readGivenJson(given);
  const { dashboard, panels, apiVersion, spec, metadata } = json as Readonly<Record<string, unknown>>;
  if (panels === undefined && isObject(dashboard)) return { json: dashboard, source };
  if (typeof apiVersion !== "string" || !isObject(spec)) return { json, source };
  const uid = isObject(metadata) ? (metadata as { readonly name?: unknown }).name : undefined;
  return { json: { ...(typeof uid === "string" && { uid }), ...spec }, source };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function fileOf(given: GivenJson): ForeignText | undefined {
  if (typeof given === "string") return { text: given, path: undefined };
  if (isJsonFile(given)) return given;
  return (given as { readonly [importedFile]?: JsonFile })[importedFile];
}

function isJsonFile(value: object): value is JsonFile {
  const { text, path } = value as Partial<JsonFile>;
  return typeof text === "string" && typeof path === "string";
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** An object in JSON whose title, if it has one, is a text; or the text of JSON. */
export function givenJson(expected: string): Shape {
  const titled = instance(expected, (value) => {
    const { title } = value as { readonly title?: unknown };
    return isJson(value) && (title === undefined || typeof title === "string");
  });
  return either(expected, string, titled);
}
