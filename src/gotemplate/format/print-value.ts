import type {
  GoBool,
  GoComplex,
  GoFloat,
  GoInteger,
  GoList,
  GoMap,
  GoPointer,
  GoString,
  GoStruct,
  GoType,
  GoValue,
} from "../values/definitions.js";
import { LimitFailure, type WorkLimit } from "../values/work-limit.js";
import { BoundedText } from "./bounded-text.js";
import { type Flags, pad } from "./flags.js";
import { compareBytes } from "./go-strings.js";
import { integerText, isFloatVerb, printFloat } from "./print-number.js";
import { printString } from "./print-string.js";

/** Limit on the nesting of values, because printing recurses. */
const maxDepth = 1000;

/** The printed address of every pointer. Real ones differ in every run. */
const address = 0xc000012340n;

/** Prints values as Go's `fmt` does. */
export class ValuePrinter {
  private readonly written: BoundedText;
  private readonly limit: WorkLimit;
  /** True inside `%!verb(…)`, where `String` methods are not called. */
  private isReportingError = false;

  constructor(limit: WorkLimit) {
    this.limit = limit;
    this.written = new BoundedText(limit);
  }

  add(text: string): void {
    this.written.add(text);
  }

  toString(): string {
    return this.written.toString();
  }

  /** Prints an argument of a printing function; `undefined` is nil. */
  argument(value: GoValue | undefined, verb: string, flags: Flags): void {
    const held = value?.kind === "interface" ? value.holds : value;
    if (held === undefined) {
      if (verb === "T" || verb === "v") this.add(pad("<nil>", flags));
      else this.add(`%!${verb}(<nil>)`);
    } else if (verb === "T") this.add(printString(held.type.name, "s", flags)!);
    else if (verb === "p") this.pointer(held, verb, flags);
    else if (verb === "w") this.badVerb(held, verb, flags);
    else this.value(held, verb, flags, 0);
  }

  private value(value: GoValue | undefined, verb: string, flags: Flags, depth: number): void {
    this.limit.spend(0.1);
    if (depth > maxDepth) throw new LimitFailure(`gave up at values within values ${maxDepth} deep`);
    if (this.stringer(value, verb, flags)) return;
    switch (value?.kind) {
      case "map":
        this.map(value, verb, flags, depth);
        break;
      case "list":
        this.list(value, verb, flags, depth);
        break;
      case "struct":
        this.struct(value, verb, flags, depth);
        break;
      case "complex":
        this.complex(value, verb, flags);
        break;
      case "interface":
        this.held(value.holds, value.type, verb, flags, depth);
        break;
      case "pointer":
      case "function":
        this.reference(value, verb, flags, depth);
        break;
      case "bool":
      case "int":
      case "uint":
      case "float":
      case "string":
        this.scalar(value, verb, flags);
        break;
      default:
        this.add(verb === "v" ? "<nil>" : `%!${verb}(<nil>)`);
    }
  }

  /** Prints a value with the `String` method of its type, if it has one. */
  private stringer(value: GoValue | undefined, verb: string, flags: Flags): boolean {
    if (value === undefined || this.isReportingError || flags.asGo || !"vsxXq".includes(verb)) return false;
    const text = callStringMethod(value);
    if (text === undefined) return false;
    this.add(printString(text, verb, flags)!);
    return true;
  }

  private scalar(value: GoScalar, verb: string, flags: Flags): void {
    const text = scalarText(value, verb, flags);
    if (text !== undefined) this.add(text);
    else this.badVerb(value, verb, flags);
  }

  private badVerb(value: GoValue, verb: string, flags: Flags): void {
    this.add(`%!${verb}(${value.type.name}=`);
    this.isReportingError = true;
    this.value(value, "v", flags, 0);
    this.isReportingError = false;
    this.add(")");
  }

  private held(held: GoValue | undefined, type: GoType, verb: string, flags: Flags, depth: number): void {
    if (held !== undefined) this.value(held, verb, flags, depth + 1);
    else this.add(flags.asGo ? `${type.name}(nil)` : "<nil>");
  }

  private map({ entries, type }: GoMap, verb: string, flags: Flags, depth: number): void {
    if (flags.asGo && entries === undefined) {
      this.add(`${type.name}(nil)`);
      return;
    }
    this.add(flags.asGo ? `${type.name}{` : "map[");
    let separator = "";
    for (const key of sortedKeys(entries)) {
      this.add(separator);
      separator = flags.asGo ? ", " : " ";
      this.add(printString(key, verb, flags) ?? `%!${verb}(string=${printString(key, "v", flags)})`);
      this.add(":");
      this.value(entries!.get(key), verb, flags, depth + 1);
    }
    this.add(flags.asGo ? "}" : "]");
  }

  private list({ items, type }: GoList, verb: string, flags: Flags, depth: number): void {
    if (flags.asGo && items === undefined) {
      this.add(`${type.name}(nil)`);
      return;
    }
    this.add(flags.asGo ? `${type.name}{` : "[");
    let separator = "";
    for (const item of items ?? []) {
      this.add(separator);
      separator = flags.asGo ? ", " : " ";
      this.value(item, verb, flags, depth + 1);
    }
    this.add(flags.asGo ? "}" : "]");
  }

  private struct({ fields, type }: GoStruct, verb: string, flags: Flags, depth: number): void {
    this.add(flags.asGo ? `${type.name}{` : "{");
    let separator = "";
    for (const [name, field] of fields) {
      this.add(separator);
      separator = flags.asGo ? ", " : " ";
      if (flags.asGo || flags.withNames) this.add(`${name}:`);
      this.value(field, verb, flags, depth + 1);
    }
    this.add("}");
  }

  private complex(value: GoComplex, verb: string, flags: Flags): void {
    if (!isFloatVerb(verb)) {
      this.badVerb(value, verb, flags);
      return;
    }
    const imaginary = printFloat(value.imaginary, verb, { ...flags, plus: true });
    this.add(`(${printFloat(value.real, verb, flags)}${imaginary}i)`);
  }

  /** A pointer to a struct, map or list prints its target, but only at the top level. */
  private reference(value: GoValue, verb: string, flags: Flags, depth: number): void {
    const target = value.kind === "pointer" ? value.to : undefined;
    if (depth === 0 && target !== undefined && ["list", "struct", "map"].includes(target.kind)) {
      this.add("&");
      this.value(target, verb, flags, depth + 1);
    } else this.pointer(value, verb, flags);
  }

  private pointer(value: GoValue, verb: string, flags: Flags): void {
    const isNil = isNilReference(value);
    if (isNil === undefined) {
      this.badVerb(value, verb, flags);
      return;
    }
    const location = isNil ? 0n : address;
    if (verb === "v" && flags.asGo) {
      this.add(`(${value.type.name})(${isNil ? "nil" : integerText(location, true, "x", { ...flags, sharp: true })})`);
    } else if (verb === "v" && isNil) this.add(pad("<nil>", flags));
    else if (verb === "v" || verb === "p") {
      this.add(integerText(location, true, "x", { ...flags, sharp: !flags.sharp })!);
    } else if ("bodxX".includes(verb)) this.add(integerText(location, true, verb, flags)!);
    else this.badVerb(value, verb, flags);
  }
}

/** Calls the `String` method of a value, if it has one. */
export function callStringMethod(value: GoValue): string | undefined {
  if (value.type.text !== undefined) return value.type.text(value);
  if (value.kind !== "pointer") return undefined;
  const text = value.type.element?.text;
  if (text === undefined) return undefined;
  return (value as GoPointer).to === undefined ? "<nil>" : text(value.to!);
}

export function sortedKeys(entries: ReadonlyMap<string, GoValue> | undefined): readonly string[] {
  return [...(entries?.keys() ?? [])].sort(compareBytes);
}

type GoScalar = GoBool | GoInteger | GoFloat | GoString;

function scalarText(value: GoScalar, verb: string, flags: Flags): string | undefined {
  switch (value.kind) {
    case "bool":
      return verb === "t" || verb === "v" ? pad(String(value.value), flags) : undefined;
    case "int":
    case "uint":
      return integerText(value.value, value.kind === "uint", verb, flags);
    case "float":
      return printFloat(value.value, verb, flags);
    case "string":
      return printString(value.value, verb, flags);
  }
}

/** True if a reference is nil; undefined for a value that is not a reference. */
function isNilReference(value: GoValue): boolean | undefined {
  switch (value.kind) {
    case "pointer":
      return value.to === undefined;
    case "map":
      return value.entries === undefined;
    case "list":
      return value.items === undefined;
    case "function":
      return value.function === undefined;
    default:
      return undefined;
  }
}
