import { parseGoDuration } from "../../../gotemplate/format/parse-go-duration.js";
import type { PrometheusVersion } from "../../../promql/index.js";
import { isLabelName, type NameScheme } from "../../../relabel/index.js";
import { type Decoder, resolveAlias, type YamlEntry, type YamlNode, type YamlScalar } from "../../../yaml/index.js";
import { parseDuration } from "../../prometheus/duration.js";
import { allowsUtf8Names } from "../../prometheus/names.js";
import type { prometheusConfigFindings } from "../findings.js";
import type { Fields, FieldsItem, FieldValue } from "./fields.js";
import { parseGoUrl } from "./go-url.js";
import { isNullNode, parseBytes, readBool, readWhole } from "./scalars.js";
import { type Field, type FieldType, fieldsOfRelease, type Shape, shape } from "./shape.js";

export type ConfigFindingId = keyof typeof prometheusConfigFindings;

/** The value of a field, null if it is written without one, undefined if it could not be read. */
type ReadValue = FieldValue | null | undefined;

const header = shape("a header", "values texts\nsecrets texts\nfiles texts");

/** Reads mappings according to their shapes, as yaml.v2 does, for the targeted release. */
export class ShapeReader {
  readonly decoder: Decoder<ConfigFindingId>;
  readonly version: PrometheusVersion;
  private readonly shapes: ReadonlyMap<string, Shape>;
  private readonly fieldsByShape = new Map<Shape, ReadonlyMap<string, Field>>();

  constructor(decoder: Decoder<ConfigFindingId>, version: PrometheusVersion, shapes: ReadonlyMap<string, Shape>) {
    this.decoder = decoder;
    this.version = version;
    this.shapes = shapes;
  }

  /** The names that labels may have by default. */
  get scheme(): NameScheme {
    return allowsUtf8Names(this.version) ? "utf8" : "legacy";
  }

  read(node: YamlNode, shape: Shape): Fields | undefined {
    const known = this.fieldsOf(shape);
    const entries = this.decoder.struct(node, shape.description, known);
    if (entries === undefined) return undefined;
    const values = new Map<string, FieldValue | null>();
    for (const [name, entry] of entries) {
      const value = isNullNode(entry.value) ? null : this.value(entry, known.get(name)!, shape.description);
      if (value !== undefined) values.set(name, value);
    }
    return { node, entries, values };
  }

  /** The shape that the tables call by the name. */
  shapeNamed(name: string): Shape {
    const found = this.shapes.get(name);
    if (found === undefined) throw new Error(`there is no shape "${name}"`);
    return found;
  }

  report(id: ConfigFindingId, range: { start: number; end: number }, summary: string, fix?: string): void {
    this.decoder.report(id, range, summary, fix === undefined ? {} : { fix });
  }

  private fieldsOf(shape: Shape): ReadonlyMap<string, Field> {
    let known = this.fieldsByShape.get(shape);
    if (known === undefined) {
      known = fieldsOfRelease(shape, this.version);
      this.fieldsByShape.set(shape, known);
    }
    return known;
  }

  private value({ value: node }: YamlEntry, { name, type }: Field, what: string): ReadValue {
    const named = /^[{[](.+)[}\]]$/.exec(type)?.[1];
    if (named !== undefined) return this.nested(node, this.shapeNamed(named), type.startsWith("["), name);
    switch (type) {
      case "anything":
        return { kind: "anything" };
      case "texts":
      case "label-names":
        return this.texts(node, name, type === "label-names");
      case "text-map":
      case "label-map":
        return this.map(node, name, type === "label-map");
      case "lists":
        return this.lists(node, name);
      case "headers":
        return this.headers(node, name);
      default:
        return this.scalar(node, name, type, what);
    }
  }

  private nested(node: YamlNode, shape: Shape, isList: boolean, name: string): ReadValue {
    if (!isList) {
      const fields = this.read(node, shape);
      return fields && { kind: "fields", fields };
    }
    const nodes = this.sequence(node, name);
    return nodes && { kind: "list", items: nodes.flatMap((item) => this.item(item, shape)) };
  }

  /** An item that cannot be read is left out; one that is null stays, because Prometheus refuses most of these. */
  private item(node: YamlNode, shape: Shape): readonly FieldsItem[] {
    if (isNullNode(node)) return [{ node, fields: undefined }];
    const fields = this.read(node, shape);
    return fields === undefined ? [] : [{ node, fields }];
  }

  private sequence(node: YamlNode, name: string): readonly YamlNode[] | undefined {
    const target = resolveAlias(node);
    if (target.kind === "sequence") return target.items;
    this.decoder.wrongType(target, name, "a list");
    return undefined;
  }

  private texts(node: YamlNode, name: string, areLabelNames: boolean): ReadValue {
    const nodes = this.sequence(node, name);
    if (nodes === undefined) return undefined;
    const texts = nodes.map((item) => this.decoder.text(item, `an item of ${name}`) ?? "");
    if (areLabelNames) for (const [index, item] of nodes.entries()) this.checkLabelName(item, texts[index]!);
    return { kind: "texts", texts, nodes };
  }

  private checkLabelName(node: YamlNode, name: string): void {
    if (isNullNode(node) || isLabelName(name, this.scheme)) return;
    this.report("prometheus/invalid-value", node, `"${name}" is not a label name`);
  }

  private map(node: YamlNode, name: string, haveLabelNames: boolean): ReadValue {
    const entries = this.decoder.texts(node, name);
    if (haveLabelNames) for (const { name: key } of entries) this.checkLabelName(key.node, key.value);
    return { kind: "map", entries };
  }

  private lists(node: YamlNode, name: string): ReadValue {
    const mapping = this.decoder.mapping(node, name);
    if (mapping === undefined) return undefined;
    const lists = this.decoder.entries(mapping).map(({ key, value }): [string, readonly string[]] => {
      const nodes = isNullNode(value) ? [] : (this.sequence(value, `a value of ${name}`) ?? []);
      const texts = nodes.map((item) => this.decoder.text(item, `an item of ${name}`) ?? "");
      return [this.decoder.text(key, `a name in ${name}`) ?? "", texts];
    });
    return { kind: "lists", lists: new Map(lists) };
  }

  private headers(node: YamlNode, name: string): ReadValue {
    const mapping = this.decoder.mapping(node, name);
    if (mapping === undefined) return undefined;
    const lists = this.decoder.entries(mapping).map(({ key, value }): [string, readonly string[]] => {
      if (!isNullNode(value)) this.read(value, header);
      return [this.decoder.text(key, `a name in ${name}`) ?? "", []];
    });
    return { kind: "lists", lists: new Map(lists) };
  }

  private scalar(node: YamlNode, name: string, type: FieldType, what: string): ReadValue {
    const target = resolveAlias(node);
    if (target.kind !== "scalar") {
      this.decoder.wrongType(target, `${name} of ${what}`, expectations[type] ?? "a string");
      return undefined;
    }
    if (type === "bool" || type === "int" || type === "uint" || type === "float") {
      const value = readNumberOrBool(target, type);
      if (value === undefined) this.decoder.wrongType(target, `${name} of ${what}`, expectations[type]!);
      return value;
    }
    if (type === "go-duration") return this.goDuration(target, name);
    const text = this.decoder.text(node, `${name} of ${what}`);
    return text === undefined ? undefined : this.meaningful(node, name, type, text);
  }

  private goDuration(scalar: YamlScalar, name: string): ReadValue {
    const nanoseconds = readWhole(scalar);
    if (nanoseconds !== undefined) return { kind: "number", number: Number(nanoseconds) / 1e6 };
    const parsed = parseGoDuration(scalar.value);
    if (parsed.error === undefined) return { kind: "text", text: scalar.value };
    this.report("prometheus/invalid-value", scalar, `${name} is not a duration; write it with units, such as 30s`);
    return undefined;
  }

  /** A text that has to mean something. Messages never quote it where it may be secret. */
  private meaningful(node: YamlNode, name: string, type: FieldType, text: string): ReadValue {
    const fail = (id: ConfigFindingId, problem: string): undefined => {
      this.report(id, node, `${name} ${problem}`);
    };
    if (type === "duration") {
      const milliseconds = parseDuration(text);
      if (milliseconds !== undefined) return { kind: "number", number: milliseconds };
      return fail("prometheus/invalid-value", `"${text}" is not a duration; write it with units, such as 15s`);
    }
    if (type === "bytes") {
      const bytes = parseBytes(text);
      if (bytes !== undefined) return { kind: "number", number: bytes };
      return fail("prometheus/invalid-value", `"${text}" is not a size; write it with a unit, such as 10MB`);
    }
    if (type === "url") {
      const url = parseGoUrl(text);
      if (typeof url === "string") return fail("prometheus/invalid-url", url);
    }
    const choices = type.includes("|") ? type.split("|") : [];
    if (choices.length > 0 && !choices.includes(text)) {
      return fail("prometheus/invalid-value", `must be one of ${choices.join(", ")}`);
    }
    return { kind: "text", text };
  }
}

const expectations: Readonly<Record<string, string>> = {
  bool: "true or false",
  int: "a whole number",
  uint: "a whole number that is not negative",
  float: "a number",
};

function readNumberOrBool(scalar: YamlScalar, type: "bool" | "int" | "uint" | "float"): ReadValue {
  if (type === "bool") {
    const isTrue = readBool(scalar);
    return isTrue === undefined ? undefined : { kind: "bool", isTrue };
  }
  const whole = readWhole(scalar);
  if (type === "float") return readFloat(scalar, whole);
  const [lowest, highest] = type === "uint" ? [0n, 2n ** 64n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
  return whole === undefined || whole < lowest || whole > highest ? undefined : { kind: "whole", whole };
}

function readFloat(scalar: YamlScalar, whole: bigint | undefined): ReadValue {
  if (/^[-+]?\.(?:inf|nan)$/i.test(scalar.value)) return { kind: "number", number: Number.NaN };
  const number = Number(scalar.value.replaceAll("_", ""));
  return whole === undefined || Number.isNaN(number) ? undefined : { kind: "number", number };
}
