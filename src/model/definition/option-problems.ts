import { nearest } from "../../diagnostics/nearest.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import { hasKind } from "./definition.js";
import { describeType } from "./describe-type.js";
import { durationMs } from "./duration.js";
import type { AnyOptionTable, OptionProblem, RequiredShape, Shape } from "./option-table.js";
import { isPerEnvironment } from "./per-environment.js";

const none: readonly OptionProblem[] = [];

/** Compares options with the table of their type. The table, not the value, limits how deep this recurses. */
export function findOptionProblems(options: unknown, table: AnyOptionTable): readonly OptionProblem[] {
  if (options === undefined) return none;
  const problems = shapeProblems(options, { is: "object", options: table }, []);
  return problems.length === 0 ? none : problems;
}

function shapeProblems(value: unknown, shape: Shape, path: readonly string[]): readonly OptionProblem[] {
  switch (shape.is) {
    case "anything":
      return none;
    case "object":
      return isRecord(value) ? objectProblems(value, shape.options, path) : [wrongType(path, "an object", value)];
    case "record":
      if (!isRecord(value)) return [wrongType(path, "an object", value)];
      return present(value).flatMap(([key, one]) => shapeProblems(one, shape.of, [...path, key]));
    case "list":
      if (!Array.isArray(value)) return [wrongType(path, "a list", value)];
      if (shape.nonEmpty && value.length === 0) return [emptyList(path)];
      return value.flatMap((one, index) => shapeProblems(one, shape.of, [...path, String(index)]));
    case "list or":
      return shapeProblems(value, Array.isArray(value) ? shape.list : shape.other, path);
    case "string or":
      if (typeof value === "string") return none;
      return isRecord(value) || shape.other.is !== "object"
        ? shapeProblems(value, shape.other, path)
        : [wrongType(path, "a string or an object", value)];
    case "varying": {
      const values = isPerEnvironment(value) ? Object.values(value.values) : [value];
      return values.flatMap((one) => shapeProblems(one, shape.of, path));
    }
    case "definition":
      return hasKind(value, shape.kind) ? none : [wrongType(path, withArticle(shape.kind), value)];
    case "number":
    case "boolean":
      return typeof value === shape.is ? none : [wrongType(path, `a ${shape.is}`, value)];
    case "text or false":
      if (value === false) return none;
      return typeof value === "string"
        ? stringProblems(value, { is: "text" }, path)
        : [wrongType(path, "a string or false", value)];
    default:
      return typeof value === "string" ? stringProblems(value, shape, path) : [wrongType(path, "a string", value)];
  }
}

function objectProblems(
  value: Readonly<Record<string, unknown>>,
  table: AnyOptionTable,
  path: readonly string[],
): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  const misspelled = new Set<string | undefined>();
  for (const [name, one] of present(value)) {
    const shape = Object.hasOwn(table, name) ? table[name]! : undefined;
    if (shape) problems.push(...shapeProblems(one, isRequired(shape) ? shape.required : shape, [...path, name]));
    else {
      problems.push(unknownOption(name, Object.keys(table), path));
      misspelled.add(nearest(name, Object.keys(table)));
    }
  }
  for (const [name, shape] of Object.entries(table)) {
    if (!isRequired(shape) || value[name] !== undefined || misspelled.has(name)) continue;
    problems.push(missing(name, Object.hasOwn(value, name), path));
  }
  return problems;
}

function stringProblems(value: string, shape: Shape, path: readonly string[]): readonly OptionProblem[] {
  const name = path.join(".");
  if (shape.is === "duration" && !isDuration(value)) {
    const fix = 'write a number and a unit, such as "30s", "5m", "1h30m" or "15d"';
    return [{ type: "bad duration", path, summary: `"${value}" is not a duration ("${name}")`, fix }];
  }
  if (shape.is === "release" && !isRelease(value, shape.oldest)) {
    const fix = `write a release such as "${shape.oldest}" or later`;
    return [{ type: "bad release", path, summary: `"${value}" is not a supported release ("${name}")`, fix }];
  }
  if (shape.is === "choice" && !shape.of.includes(value)) {
    const fix = suggestion(value, shape.of);
    return [{ type: "wrong value", path, summary: `"${value}" is not a valid value of "${name}"`, fix }];
  }
  if (shape.is === "text" && value === "") return [{ type: "wrong value", path, summary: `"${name}" is empty` }];
  return none;
}

function emptyList(path: readonly string[]): OptionProblem {
  const name = path.join(".");
  return { type: "wrong value", path, summary: `"${name}" is empty`, fix: `list at least one, or remove "${name}"` };
}

/** The problem of an option that its object does not have. */
export function unknownOption(name: string, known: readonly string[], path: readonly string[]): OptionProblem {
  const where = path.length === 0 ? "" : ` in "${path.join(".")}"`;
  return {
    type: "unknown",
    path: [...path, name],
    summary: `unknown option "${name}"${where}`,
    fix: suggestion(name, known),
  };
}

function missing(name: string, isWritten: boolean, path: readonly string[]): OptionProblem {
  if (isWritten) return wrongType([...path, name], "set", undefined);
  const where = path.length === 0 ? "" : ` in "${path.join(".")}"`;
  return { type: "missing", path, summary: `"${name}" is missing${where}`, fix: `add "${name}"` };
}

function wrongType(path: readonly string[], expected: string, value: unknown): OptionProblem {
  const name = path.length === 0 ? "the options" : `"${path.join(".")}"`;
  if (value === undefined) return { type: "wrong type", path, summary: `${name} is ${describeType(value)}` };
  return { type: "wrong type", path, summary: `${name} must be ${expected}, not ${describeType(value)}` };
}

function withArticle(kind: string): string {
  return describeType({ kind });
}

function isRequired(shape: Shape | RequiredShape): shape is RequiredShape {
  return "required" in shape;
}

/** The fields that are set. */
function present(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a duration that is not zero: Prometheus parses `0`, but no option accepts it. */
function isDuration(value: string): boolean {
  return (durationMs(value) ?? 0) > 0;
}

/** True if a value is a release, and not older than `oldest`. */
export function isRelease(value: string, oldest: string): boolean {
  const parts = /^(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?$/.exec(value);
  if (!parts) return false;
  const [major, minor] = oldest.split(".").map(Number) as [number, number];
  return Number(parts[1]) > major || (Number(parts[1]) === major && Number(parts[2]) >= minor);
}
