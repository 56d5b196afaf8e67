import type { GoFunction, GoValue } from "../values/definitions.js";
import { anyValue, CallFailure, goFunction, variadicFunction } from "../values/function.js";
import { stringType, uint8Type } from "../values/types.js";
import { goInt, goString, indirect, unwrap, zeroValue } from "../values/value.js";

type Value = GoValue | undefined;

/** Builtin functions on maps, lists and strings. Strings are indexed by byte. */
export const collectionFunctions: ReadonlyMap<string, GoFunction> = new Map([
  ["index", variadicFunction([anyValue], anyValue, ([item], indexes) => indexValue(item, indexes))],
  ["slice", variadicFunction([anyValue], anyValue, ([item], indexes) => sliceValue(item, indexes))],
  ["len", goFunction([anyValue], (item) => goInt(countItems(item)))],
]);

function countItems(item: Value): number {
  const value = indirect(item);
  if (value === undefined) throw new CallFailure("reflect: call of reflect.Value.Type on zero Value");
  switch (value.kind) {
    case "map":
      return value.entries?.size ?? 0;
    case "list":
      return value.items?.length ?? 0;
    case "string":
      return Buffer.byteLength(value.value);
    case "pointer":
    case "interface":
      throw new CallFailure("len of nil pointer");
    default:
      throw new CallFailure(`len of type ${value.type.name}`);
  }
}

function indexValue(item: Value, indexes: readonly Value[]): Value {
  const first = unwrap(item);
  if (first === undefined) throw new CallFailure("index of untyped nil");
  let current: Value = first;
  for (const index of indexes) current = element(indirect(current), unwrap(index));
  return current;
}

function element(item: Value, index: Value): Value {
  if (item === undefined) throw new CallFailure("index of nil pointer");
  switch (item.kind) {
    case "map":
      return item.entries?.get(mapKey(index)) ?? zeroValue(item.type.element!);
    case "list": {
      const items = item.items ?? [];
      return items[elementIndex(index, items.length, "slice")];
    }
    case "string": {
      const bytes = Buffer.from(item.value);
      return goInt(bytes[elementIndex(index, bytes.length, "string")]!, uint8Type);
    }
    case "pointer":
    case "interface":
      throw new CallFailure("index of nil pointer");
    default:
      throw new CallFailure(`can't index item of type ${item.type.name}`);
  }
}

function mapKey(index: Value): string {
  if (index === undefined) throw new CallFailure(`value is nil; should be of type ${stringType.name}`);
  if (index.kind === "string" && index.type.name === stringType.name) return index.value;
  throw new CallFailure(`value has type ${index.type.name}; should be ${stringType.name}`);
}

/** The index of an element, which is less than the length. */
function elementIndex(index: Value, length: number, what: "slice" | "string"): number {
  const at = position(index, length);
  if (at === length) throw new CallFailure(`reflect: ${what} index out of range`);
  return at;
}

function position(index: Value, length: number): number {
  if (index === undefined) throw new CallFailure("cannot index slice/array with nil");
  if (index.kind !== "int" && index.kind !== "uint") {
    throw new CallFailure(`cannot index slice/array with type ${index.type.name}`);
  }
  const { value } = index;
  if (value < 0n || value > BigInt(length)) throw new CallFailure(`index out of range: ${value}`);
  return Number(value);
}

function sliceValue(item: Value, indexes: readonly Value[]): Value {
  const first = unwrap(item);
  if (first === undefined) throw new CallFailure("slice of untyped nil");
  const value = indirect(first);
  if (value?.kind === "pointer" || value?.kind === "interface") throw new CallFailure("slice of nil pointer");
  if (indexes.length > 3) throw new CallFailure(`too many slice indexes: ${indexes.length}`);
  if (value?.kind === "string") {
    if (indexes.length === 3) throw new CallFailure("cannot 3-index slice a string");
    const bytes = Buffer.from(value.value);
    const [from, to] = bounds(indexes, bytes.length);
    return goString(bytes.toString("utf8", from, to), value.type);
  }
  if (value?.kind !== "list") throw new CallFailure(`can't slice item of type ${value?.type.name}`);
  const items = value.items ?? [];
  const [from, to] = bounds(indexes, items.length);
  return { ...value, items: items.slice(from, to) };
}

function bounds(indexes: readonly Value[], length: number): readonly [number, number] {
  const [from = 0, to = length, most = length] = indexes.map((index) => position(index, length));
  if (from > to) throw new CallFailure(`invalid slice index: ${from} > ${to}`);
  if (to > most) throw new CallFailure(`invalid slice index: ${to} > ${most}`);
  return [from, to];
}
