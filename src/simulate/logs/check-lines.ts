import { nearest } from "../../diagnostics/nearest.js";
import { describeType } from "../../model/definition/describe-type.js";
import { closedValues, type LabelSpec, type Labels } from "../../model/metric/label.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { isProfile } from "../traffic/profile.js";
import { findLevel } from "./log-level.js";
import type { LineShape } from "./planned-logs.js";

const optionNames: readonly (keyof LineShape)[] = ["rate", "level", "fields", "labels", "line", "metadata"];

/** Throws, at the line of the test, if a stream cannot have such lines. Vitest does not check types. */
export function checkLines(stream: LogStream, shape: LineShape): void {
  requireKnown(Object.keys(shape), optionNames, "logs(…) has no option", "options");
  const { rate, level, fields = {}, labels = {}, line, metadata = {} } = shape;
  for (const value of valuesOf(rate)) checkRate(value);
  for (const option of ["fields", "labels", "metadata"] as const) requireRecord(option, shape[option]);
  requireKnown(Object.keys(fields), Object.keys(stream.fields), "the log stream has no field", "fields");
  requireKnown(Object.keys(labels), Object.keys(stream.labels), "the log stream has no label", "labels");
  checkValues("field", fields, stream.fields);
  checkValues("label", labels, stream.labels);
  for (const [name, value] of Object.entries(metadata)) requireText(`the metadata "${name}"`, value);
  if (level !== undefined) checkLevel(stream, level, shape);
  if (line !== undefined) checkLine(stream, line, shape);
}

/** The values that an option has over the run; none if it is left out. */
function valuesOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return isProfile(value) ? value.points.map((point) => point.value) : [value];
}

function checkRate(rate: unknown): void {
  if (typeof rate === "number" && rate >= 0 && rate < Number.POSITIVE_INFINITY) return;
  const got = typeof rate === "number" ? String(rate) : describeType(rate);
  throw new TypeError(`the rate of lines must be a number of lines per second, but got ${got}`);
}

function requireRecord(option: string, value: unknown): void {
  if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) return;
  throw new TypeError(`"${option}" of logs(…) needs values by name, but got ${describeType(value)}`);
}

function requireText(what: string, value: unknown): void {
  if (typeof value === "string") return;
  throw new TypeError(`${what} must be a text, but got ${describeType(value)}`);
}

function requireKnown(names: readonly string[], known: readonly string[], problem: string, plural: string): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Error(`${problem} "${unknown}"${suggest(unknown, known, `it has no ${plural}`)}`);
}

/** Names the most similar name, or else all of them. */
function suggest(wrong: string, known: readonly string[], none: string): string {
  const similar = nearest(wrong, known);
  if (similar !== undefined) return `: did you mean "${similar}"?`;
  return known.length === 0 ? `: ${none}` : `: it has ${known.join(", ")}`;
}

function checkValues(kind: "field" | "label", given: Readonly<Record<string, unknown>>, specs: Labels): void {
  for (const [name, option] of Object.entries(given)) {
    for (const value of valuesOf(option)) checkValue(`the ${kind} "${name}"`, value, specs[name]!, kind === "field");
  }
}

function checkValue(what: string, value: unknown, spec: LabelSpec, mayBeNumber: boolean): void {
  if (typeof value !== "number" || !mayBeNumber) requireText(what, value);
  const closed = closedValues(spec);
  if (!closed || closed.includes(String(value))) return;
  throw new Error(`${what} is never "${value}"${suggest(String(value), closed, "it has no values")}`);
}

function checkLevel(stream: LogStream, level: unknown, { fields, labels }: LineShape): void {
  const holder = findLevel(stream);
  if (!holder) {
    const names = Object.keys(stream.fields).join(", ") || "no fields";
    throw new Error(`the lines of the log stream have no level: it has ${names}`);
  }
  const given = holder.in === "field" ? fields : labels;
  if (given && Object.hasOwn(given, holder.name)) {
    throw new Error(`use either "level" or the ${holder.in} "${holder.name}"`);
  }
  for (const value of valuesOf(level)) checkValue("the level", value, holder.spec, false);
}

function checkLine(stream: LogStream, line: unknown, { level, fields = {} }: LineShape): void {
  const texts: readonly unknown[] = Array.isArray(line) ? line : [line];
  if (texts.length === 0) throw new Error('the list "line" of logs(…) is empty');
  for (const text of texts) requireText('"line" of logs(…)', text);
  const holder = level === undefined ? undefined : findLevel(stream);
  const shown = [...Object.keys(fields), ...(holder?.in === "field" ? [holder.name] : [])];
  const missing = shown.find((name) => !texts.some((text) => String(text).includes(`<${name}>`)));
  if (missing === undefined) return;
  throw new Error(
    `"line" replaces the fields of a line: write <${missing}> where it should show the field "${missing}"`,
  );
}
