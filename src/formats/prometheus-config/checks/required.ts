import { type Fields, getText, isSet, rangeOf } from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";

/** Reports fields that are set beside each other although only one of them may be. */
export function checkExclusive(reader: ShapeReader, fields: Fields, ...names: readonly string[]): void {
  const used = names.filter((name) => getText(fields, name) !== "");
  if (used.length < 2) return;
  const range = rangeOf(fields, used[1]!);
  reader.report("prometheus/exclusive-fields", range, `only one of ${names.join(", ")} can be set`);
}

/** Reports a text that is missing or empty. `byDefault` is its value where it is not written. */
export function checkText(reader: ShapeReader, fields: Fields, what: string, name: string, byDefault = ""): boolean {
  if (getText(fields, name, byDefault).trim() !== "") return true;
  reader.report("prometheus/missing-field", rangeOf(fields, name), `${what} needs ${name}`);
  return false;
}

/** Reports a mapping that sets more than one of the fields; returns those that it sets. */
export function checkAtMostOne(reader: ShapeReader, fields: Fields, names: readonly string[]): readonly string[] {
  const used = names.filter((name) => isSet(fields, name));
  if (used.length > 1) {
    const range = fields.entries.get(used[1]!)!.key;
    reader.report("prometheus/exclusive-fields", range, `only one of ${used.join(", ")} can be set`);
  }
  return used;
}
