import { nearest } from "../../diagnostics/nearest.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import { readObjective } from "../slo/objective.js";
import { hasKind, isDefinition, isDefinitionOf } from "./definition.js";
import { describeType } from "./describe-type.js";
import { durationMs } from "./duration.js";
import { type AnyOptionTable, isRequiredShape, type OptionProblem, type Shape } from "./option-table.js";

const none: readonly OptionProblem[] = [];

/** Compares options with the table of their type. The table, not the value, limits how deep this recurses. */
export function findOptionProblems(options: unknown, table: AnyOptionTable): readonly OptionProblem[] {
  if (options === undefined) return none;
  return findShapeProblems(options, { is: "object", options: table });
}

/** Compares a value with a shape. */
export function findShapeProblems(value: unknown, shape: Shape): readonly OptionProblem[] {
  const problems = shapeProblems(value, shape, []);
  return problems.length === 0 ? none : problems;
}

function shapeProblems(value: unknown, shape: Shape, path: readonly string[]): readonly OptionProblem[] {
  switch (shape.is) {
    case "anything":
      return none;
    case "object":
      return isRecord(value) ? objectProblems(value, shape.options, path) : [wrongType(path, "an object", value)];
    case "object or false":
      if (value === false) return none;
      return isRecord(value)
        ? objectProblems(value, shape.options, path)
        : [wrongType(path, "an object or false", value)];
    case "variant": {
      if (!isRecord(value)) return [wrongType(path, "an object", value)];
      const kind = value[shape.by];
      const table = typeof kind === "string" && Object.hasOwn(shape.of, kind) ? shape.of[kind] : undefined;
      if (table) return objectProblems(value, table, path);
      if (kind === undefined) return [missing(shape.by, Object.hasOwn(value, shape.by), path)];
      return shapeProblems(kind, { is: "choice", of: Object.keys(shape.of) }, [...path, shape.by]);
    }
    case "record":
      if (!isRecord(value)) return [wrongType(path, "an object", value)];
      return Object.entries(value).flatMap(([key, one]) => {
        if (one === undefined) return shape.isComplete ? [wrongType([...path, key], "set", one)] : [];
        return shapeProblems(one, shape.of, [...path, key]);
      });
    case "list":
      if (!Array.isArray(value)) return [wrongType(path, "a list", value)];
      if (shape.nonEmpty && value.length === 0) return [emptyList(path)];
      return value.flatMap((one, index) => shapeProblems(one, shape.of, [...path, String(index)]));
    case "list or":
      return shapeProblems(value, Array.isArray(value) ? shape.list : shape.other, path);
    case "string or":
      if (typeof value === "string") {
        return shape.of ? shapeProblems(value, { is: "choice", of: shape.of }, path) : none;
      }
      return isRecord(value) || shape.other.is !== "object"
        ? shapeProblems(value, shape.other, path)
        : [wrongType(path, "a string or an object", value)];
    case "varying": {
      if (!hasKind(value, "perEnvironment")) return shapeProblems(value, shape.of, path);
      const { values } = value as { readonly values?: unknown };
      return isRecord(values) ? Object.values(values).flatMap((one) => shapeProblems(one, shape.of, path)) : none;
    }
    case "definition":
      return isDefinitionOf(value, shape.kind) ? none : [wrongType(path, withArticle(shape.kind), value)];
    case "instance":
      return isRecordLike(value) && shape.test(value) ? none : [wrongType(path, shape.expected, value)];
    case "either": {
      const found: { readonly shape: Shape; readonly problems: readonly OptionProblem[] }[] = [];
      for (const one of shape.of) {
        const problems = shapeProblems(value, one, path);
        if (problems.length === 0) return none;
        found.push({ shape: one, problems });
      }
      // Of several kinds of objects, the one that was most likely meant.
      const objects = isRecord(value) ? found.filter((one) => one.shape.is === "object") : [];
      const [nearestShape] = objects.sort((one, other) => one.problems.length - other.problems.length);
      if (nearestShape) return nearestShape.problems;
      return [typeof value === "string" ? wrongText(path, shape, value) : wrongType(path, shape.expected, value)];
    }
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
  for (const name of Object.keys(value)) {
    const one = value[name];
    if (one === undefined) continue;
    const shape = Object.hasOwn(table, name) ? table[name]! : undefined;
    if (shape) problems.push(...shapeProblems(one, isRequiredShape(shape) ? shape.required : shape, [...path, name]));
    else {
      problems.push(unknownOption(name, Object.keys(table), path));
      misspelled.add(nearest(name, Object.keys(table)));
    }
  }
  for (const name of Object.keys(table)) {
    const shape = table[name]!;
    if (!isRequiredShape(shape) || value[name] !== undefined || misspelled.has(name)) continue;
    problems.push(missing(name, Object.hasOwn(value, name), path));
  }
  return problems;
}

function stringProblems(value: string, shape: Shape, path: readonly string[]): readonly OptionProblem[] {
  if (shape.is === "duration" && !isDuration(value)) {
    const fix = 'write a number and a unit, such as "30s", "5m", "1h30m" or "15d"';
    // An argument has no name.
    const place = path.length === 0 ? "" : ` (${quote(path)})`;
    return [{ type: "bad duration", path, summary: `"${value}" is not a duration${place}`, fix }];
  }
  if (shape.is === "percentage" && readObjective(value) === undefined) {
    const fix = 'write a percentage above 0 and below 100, such as "99.9%"';
    return [{ type: "wrong value", path, summary: `"${value}" is not a valid percentage (${quote(path)})`, fix }];
  }
  if (shape.is === "release" && !isRelease(value, shape.oldest)) {
    const fix = `write a release such as "${shape.oldest}" or later`;
    return [{ type: "bad release", path, summary: `"${value}" is not a supported release (${quote(path)})`, fix }];
  }
  if (shape.is === "choice" && !shape.of.includes(value) && !(shape.isOpen && isUnlike(value, shape.of))) {
    const fix = suggestion(value, shape.of);
    return [{ type: "wrong value", path, summary: `"${value}" is not a valid value of ${quote(path)}`, fix }];
  }
  if (shape.is === "text" && value === "") return [{ type: "wrong value", path, summary: `${quote(path)} is empty` }];
  return none;
}

/** True for a value that is not a misspelling of another one. */
function isUnlike(value: string, known: readonly string[]): boolean {
  return value !== "" && nearest(value, known, 2) === undefined;
}

function emptyList(path: readonly string[]): OptionProblem {
  const name = quote(path);
  return { type: "wrong value", path, summary: `${name} is empty`, fix: `list at least one, or remove ${name}` };
}

/** The problem of an option that its object does not have. */
export function unknownOption(name: string, known: readonly string[], path: readonly string[]): OptionProblem {
  const where = path.length === 0 ? "" : ` in ${quote(path)}`;
  return {
    type: "unknown",
    path: [...path, name],
    summary: `unknown option "${name}"${where}`,
    fix: suggestion(name, known),
  };
}

function missing(name: string, isWritten: boolean, path: readonly string[]): OptionProblem {
  if (isWritten) return wrongType([...path, name], "set", undefined);
  const where = path.length === 0 ? "" : ` in ${quote(path)}`;
  return { type: "missing", path, summary: `"${name}" is missing${where}`, fix: `add "${name}"` };
}

function wrongType(path: readonly string[], expected: string, value: unknown): OptionProblem {
  const name = path.length === 0 ? "the options" : quote(path);
  const verb = value === undefined ? "is" : `must be ${expected}, not`;
  return { type: "wrong type", path, summary: `${name} ${verb} ${describeType(value)}`, expected };
}

/** The problem of a text, where some texts are possible. */
function wrongText(path: readonly string[], { expected, of }: Shape & { is: "either" }, value: string): OptionProblem {
  if (!of.some(({ is }) => is === "choice" || is === "duration")) return wrongType(path, expected, value);
  return {
    type: "wrong value",
    path,
    summary: `"${value}" is not a valid value of ${quote(path)}`,
    fix: `write ${expected}`,
  };
}

/** The name of an option, from the options of the call inwards. */
function quote(path: readonly string[]): string {
  return `"${path.join(".")}"`;
}

function withArticle(kind: string): string {
  return describeType({ kind });
}

/** True for an object of options; not for a definition, a regular expression or another object with a purpose of its own. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecordLike(value) && !Array.isArray(value) && !isDefinition(value) && !isBuiltIn(value);
}

function isRecordLike(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const builtIns = [RegExp, Date, Map, Set, Promise, Error];

function isBuiltIn(value: object): boolean {
  // Of nearly all values the prototype is this one: it answers without a walk.
  return Object.getPrototypeOf(value) !== Object.prototype && builtIns.some((type) => value instanceof type);
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
