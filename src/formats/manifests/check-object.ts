import type { Decoder, YamlNode } from "../../yaml/index.js";
import { isNull, resolveAlias, scalarType } from "../../yaml/index.js";
import type { manifestFindings } from "./findings.js";
import type { ObjectSet } from "./kinds.js";
import { describeObjectType, type ObjectType } from "./types.js";

export type ManifestDecoder = Decoder<keyof typeof manifestFindings>;

/** Checks values against the tables of a program, and reports what does not fit. */
export class ObjectChecker {
  private readonly decoder: ManifestDecoder;
  private readonly objects: ObjectSet;

  constructor(decoder: ManifestDecoder, objects: ObjectSet) {
    this.decoder = decoder;
    this.objects = objects;
  }

  /** Checks a mapping against the object of this name. `what` names it in messages. */
  checkObject(node: YamlNode, name: string, what: string): void {
    const target = resolveAlias(node);
    if (target.kind !== "mapping") {
      this.reportType(node, what, { kind: "object", name });
      return;
    }
    const { fields, isExtensible, isOpen } = this.objects.find(name);
    const given = new Set<string>();
    for (const { key, value } of this.decoder.entries(target)) {
      const field = resolveAlias(key);
      if (field.kind !== "scalar") continue;
      given.add(field.value);
      const known = fields.get(field.value);
      if (known !== undefined) this.checkField(value, known.type, field.value, known.isRequired);
      else if (!isOpen && !(isExtensible && field.value.startsWith("x-"))) {
        this.decoder.unknownField(key, field.value, what, fields);
      }
    }
    for (const [field, { isRequired }] of fields) {
      if (!isRequired || given.has(field)) continue;
      const range = { start: target.start, end: target.start };
      this.decoder.report("manifest/missing-field", range, `${what} needs the field "${field}"`);
    }
  }

  private checkField(node: YamlNode, type: ObjectType, name: string, isRequired: boolean): void {
    if (this.isAbsent(node, type) && !(isRequired && type.kind !== "object")) return;
    this.checkValue(node, type, name);
  }

  private checkValue(node: YamlNode, type: ObjectType, name: string): void {
    if (type.kind === "union") {
      const fitting = type.types.filter((one) => this.fits(node, one));
      if (fitting.length === 0) this.reportType(node, name, type);
      else this.checkAlternatives(node, fitting, name);
      return;
    }
    if (this.fits(node, type)) this.checkInside(node, type, name);
    else this.reportType(node, name, type);
  }

  /** Checks a value against types that it fits on the outside: one of them must fit inside, too. */
  private checkAlternatives(node: YamlNode, types: readonly ObjectType[], name: string): void {
    const { diagnostics } = this.decoder;
    const attempts = types.map((type) => {
      const before = diagnostics.length;
      this.checkInside(node, type, name);
      return diagnostics.splice(before);
    });
    const [best] = attempts.sort((one, other) => one.length - other.length);
    diagnostics.push(...best!);
  }

  /** True if a value fits a type at its outermost level. */
  private fits(node: YamlNode, type: ObjectType): boolean {
    const target = resolveAlias(node);
    if (type.kind === "any") return true;
    if (target.kind === "sequence") return type.kind === "list" && (!type.isFilled || target.items.length > 0);
    if (target.kind === "mapping") return type.kind === "map" || type.kind === "object";
    const scalar = scalarType(target);
    const isText = scalar !== "int" && scalar !== "float" && scalar !== "bool" && scalar !== "null";
    switch (type.kind) {
      case "text":
        return isText;
      case "name":
        return isText && target.value !== "";
      case "format":
        return isText && type.pattern.test(target.value);
      case "enum":
        return isText && type.values.includes(target.value);
      case "bool":
      case "null":
        return scalar === type.kind;
      case "int-or-text":
        return isText || isWhole(target.value, scalar);
      case "quantity":
        return isText || scalar === "int" || scalar === "float";
      case "int":
      case "number":
        return isNumber(target.value, scalar, type.kind) && isInside(Number(target.value), type);
      default:
        return false;
    }
  }

  private checkInside(node: YamlNode, type: ObjectType, name: string): void {
    const target = resolveAlias(node);
    if (type.kind === "object") this.checkObject(node, type.name, name);
    else if (type.kind === "map" && target.kind === "mapping") {
      for (const { key, value } of this.decoder.entries(target)) {
        const field = resolveAlias(key);
        this.checkItem(value, type.of, field.kind === "scalar" ? `${name}.${field.value}` : name);
      }
    } else if (type.kind === "list" && target.kind === "sequence") {
      for (const item of target.items) this.checkItem(item, type.of, `an item of ${name}`);
      if (type.isSet) this.checkUnique(target.items, name);
    }
  }

  private checkItem(node: YamlNode, type: ObjectType, name: string): void {
    if (this.isAbsent(node, type)) return;
    this.checkValue(node, type, name);
  }

  /** True for a null that counts as absent. The schemas refuse it where two types of scalars are possible. */
  private isAbsent(node: YamlNode, { kind }: ObjectType): boolean {
    return this.objects.takesNull && kind !== "quantity" && kind !== "int-or-text" && isNothing(node);
  }

  private checkUnique(items: readonly YamlNode[], name: string): void {
    const seen = new Set<string>();
    for (const item of items) {
      const target = resolveAlias(item);
      if (target.kind !== "scalar") continue;
      const key = `${scalarType(target)} ${target.value}`;
      if (seen.has(key)) this.decoder.report("manifest/wrong-type", item, `${name} has an item twice`);
      seen.add(key);
    }
  }

  private reportType(node: YamlNode, name: string, type: ObjectType): void {
    this.decoder.report("manifest/wrong-type", node, `${name} must be ${describeObjectType(type)}`);
  }
}

function isNothing(node: YamlNode): boolean {
  const target = resolveAlias(node);
  return target.kind === "scalar" && isNull(target);
}

function isWhole(text: string, scalar: string): boolean {
  return scalar === "int" || (scalar === "float" && Number.isInteger(Number(text)));
}

function isNumber(text: string, scalar: string, kind: "int" | "number"): boolean {
  return kind === "int" ? isWhole(text, scalar) : scalar === "int" || scalar === "float";
}

function isInside(value: number, { least, most }: { readonly least?: number; readonly most?: number }): boolean {
  return !(value < (least ?? Number.NEGATIVE_INFINITY)) && !(value > (most ?? Number.POSITIVE_INFINITY));
}
