import { parseGoDuration } from "../../../gotemplate/format/parse-go-duration.js";
import type { Decoder, TextEntry, YamlEntry, YamlNode, YamlValue } from "../../../yaml/index.js";
import { toPlainValue } from "../../../yaml/index.js";
import { parseDuration } from "../../prometheus/duration.js";
import type { alertmanagerFindings } from "../findings.js";
import { type AlertmanagerVersion, isAtLeastVersion } from "../version.js";
import type { Field, Shape } from "./shape.js";
import { shapeNamed } from "./shapes.js";
import { hostPortProblem, urlProblem } from "./url.js";

/** A mapping that was read according to its shape. */
export interface Fields {
  readonly node: YamlNode;
  /** All entries with a known name, including those whose values could not be read. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** The values that could be read and are not null, in file order. */
  readonly values: ReadonlyMap<string, FieldValue>;
}

export type FieldValue =
  | { readonly kind: "plain"; readonly value: YamlValue }
  | { readonly kind: "fields"; readonly fields: Fields }
  | { readonly kind: "list"; readonly items: readonly Fields[] }
  | { readonly kind: "text map"; readonly texts: readonly TextEntry[] };

type AlertmanagerFindingId = keyof typeof alertmanagerFindings;

export type AlertmanagerDecoder = Decoder<AlertmanagerFindingId>;

/** Reads mappings according to their shapes, for the targeted release. */
export class ShapeReader {
  readonly decoder: AlertmanagerDecoder;
  readonly version: AlertmanagerVersion;
  private readonly knownFieldsByShape = new Map<Shape, ReadonlyMap<string, Field>>();

  constructor(decoder: AlertmanagerDecoder, version: AlertmanagerVersion) {
    this.decoder = decoder;
    this.version = version;
  }

  read(node: YamlNode, shape: Shape): Fields | undefined {
    const known = this.knownFieldsFor(shape);
    const entries = this.decoder.struct(node, shape.description, known);
    if (entries === undefined) return undefined;
    const values = new Map<string, FieldValue>();
    for (const [name, entry] of entries) {
      const value = this.value(entry, known.get(name)!, shape.description);
      if (value !== undefined) values.set(name, value);
    }
    return { node, entries, values };
  }

  /** The fields of a shape that the targeted release knows. Memoised. */
  private knownFieldsFor(shape: Shape): ReadonlyMap<string, Field> {
    let known = this.knownFieldsByShape.get(shape);
    if (known === undefined) {
      const fields = [...shape.fields.values()].flat().filter(({ since }) => isAtLeastVersion(this.version, since));
      known = new Map(fields.map((field) => [field.name, field]));
      this.knownFieldsByShape.set(shape, known);
    }
    return known;
  }

  private value({ value: node }: YamlEntry, { name, type }: Field, what: string): FieldValue | undefined {
    const named = /^[{[](.+)[}\]]$/.exec(type);
    if (named !== null) return this.nested(node, shapeNamed(named[1]!), type.startsWith("["), name);
    switch (type) {
      case "text-map":
        return { kind: "text map", texts: this.decoder.texts(node, name) };
      case "texts":
        return this.texts(node, name);
      case "bool":
        return plain(this.decoder.boolean(node, name));
      case "integer":
        return plain(this.decoder.integer(node, name));
      case "mapping":
        return this.decoder.mapping(node, name) && plain(toPlainValue(node));
      case "node":
        return undefined;
      case "anything":
        return plain(toPlainValue(node));
      default:
        return this.text(node, type, `${name} of ${what}`);
    }
  }

  private nested(node: YamlNode, shape: Shape, isList: boolean, name: string): FieldValue | undefined {
    if (!isList) {
      const fields = this.read(node, shape);
      return fields && { kind: "fields", fields };
    }
    const items = this.decoder.list(node, name).flatMap((item) => this.read(item, shape) ?? []);
    return { kind: "list", items };
  }

  private texts(node: YamlNode, name: string): FieldValue {
    const items = this.decoder.list(node, name);
    return { kind: "plain", value: items.map((item) => this.decoder.text(item, `an item of ${name}`) ?? "") };
  }

  /** Messages never quote the value, because it may be a secret. */
  private text(node: YamlNode, type: Field["type"], what: string): FieldValue | undefined {
    const value = this.decoder.text(node, what);
    if (value === undefined) return undefined;
    const problem = textProblem(type, value);
    if (problem !== undefined) this.decoder.report(problem.id, node, `${what} ${problem.problem}`);
    return { kind: "plain", value };
  }
}

function plain(value: YamlValue | undefined): FieldValue | undefined {
  return value === undefined || value === null ? undefined : { kind: "plain", value };
}

function textProblem(type: Field["type"], value: string): { id: AlertmanagerFindingId; problem: string } | undefined {
  const isMasked = value === "<secret>" && type !== "url";
  if (type === "duration" && parseDuration(value) === undefined) {
    return { id: "alertmanager/invalid-duration", problem: "is not a duration; write it with units, such as 5m" };
  }
  const isNumber = type === "timeout" && /^[-+]?[0-9]+$/.test(value);
  if ((type === "go-duration" || type === "timeout") && !isNumber && parseGoDuration(value).error !== undefined) {
    return { id: "alertmanager/invalid-duration", problem: "is not a duration; write it with units, such as 30s" };
  }
  const isUrl =
    type === "url" || type === "secret-url" || (type === "template-url" && !value.includes("{{") && value !== "");
  const problem = isUrl && !isMasked ? urlProblem(value) : type === "host-port" ? hostPortProblem(value) : undefined;
  return problem === undefined ? undefined : { id: "alertmanager/invalid-url", problem };
}

/** The text of a field, or "" if it is absent: Alertmanager does not distinguish the two. */
export function getText(fields: Fields, name: string): string {
  const value = fields.values.get(name);
  return value?.kind === "plain" && typeof value.value === "string" ? value.value : "";
}

export function getTexts(fields: Fields, name: string): readonly string[] {
  const value = fields.values.get(name);
  return value?.kind === "plain" && Array.isArray(value.value) ? (value.value as string[]) : [];
}

export function getFields(fields: Fields, name: string): Fields | undefined {
  const value = fields.values.get(name);
  return value?.kind === "fields" ? value.fields : undefined;
}

export function getList(fields: Fields, name: string): readonly Fields[] {
  const value = fields.values.get(name);
  return value?.kind === "list" ? value.items : [];
}

export function getTextMap(fields: Fields, name: string): readonly TextEntry[] {
  const value = fields.values.get(name);
  return value?.kind === "text map" ? value.texts : [];
}

/** The nodes of the values that are set, by field name. */
export function fieldValues(fields: Fields): ReadonlyMap<string, YamlNode> {
  return new Map(Array.from(fields.entries, ([name, entry]) => [name, entry.value]));
}

/** Converts to plain data, in file order. Recursion is safe, because shapes are not nested deeply. */
export function toData(fields: Fields): { [name: string]: YamlValue } {
  const data: [string, YamlValue][] = [];
  for (const [name, value] of fields.values) {
    if (value.kind === "plain") data.push([name, value.value]);
    else if (value.kind === "fields") data.push([name, toData(value.fields)]);
    else if (value.kind === "list") data.push([name, value.items.map(toData)]);
    else data.push([name, Object.fromEntries(value.texts.map((text) => [text.name.value, text.value.value]))]);
  }
  return Object.fromEntries(data);
}
