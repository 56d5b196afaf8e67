import { suggestion } from "../../diagnostics/suggestion.js";
import type { configFindings } from "../findings.js";
import { isDuration, isRelease, type Shape } from "./config-shape.js";

/** A problem in the configuration, and the path of keys that leads to it. */
export interface ConfigProblem {
  readonly id: keyof typeof configFindings;
  readonly path: readonly string[];
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
}

/** Compares a value with its shape. The shape, not the value, limits how deep this recurses. */
export function shapeProblems(value: unknown, shape: Shape, path: readonly string[]): readonly ConfigProblem[] {
  switch (shape.is) {
    case "object":
      return isRecord(value) ? fieldProblems(value, shape, path) : [wrongType(path, "an object", value)];
    case "record":
      if (!isRecord(value)) return [wrongType(path, "an object", value)];
      return present(value).flatMap(([key, one]) => shapeProblems(one, shape.of, [...path, key]));
    case "list":
      if (!Array.isArray(value)) return [wrongType(path, "a list", value)];
      return value.flatMap((one, index) => shapeProblems(one, shape.of, [...path, String(index)]));
    default:
      return typeof value === "string" ? textProblems(value, shape, path) : [wrongType(path, "a string", value)];
  }
}

function fieldProblems(
  value: Readonly<Record<string, unknown>>,
  shape: Extract<Shape, { is: "object" }>,
  path: readonly string[],
): readonly ConfigProblem[] {
  const missing = (shape.required ?? [])
    .filter((key) => value[key] === undefined)
    .map(
      (key): ConfigProblem => ({
        id: "config/missing-key",
        path,
        summary: `${describePath(path)} has no "${key}"`,
        fix: `add "${key}"`,
      }),
    );
  const known = present(value).flatMap(([key, one]) => {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    return field ? shapeProblems(one, field, [...path, key]) : [unknownKey(key, Object.keys(shape.fields), path)];
  });
  return [...missing, ...known];
}

function textProblems(value: string, shape: Shape, path: readonly string[]): readonly ConfigProblem[] {
  const name = path.join(".");
  if (shape.is === "duration" && !isDuration(value)) {
    const fix = 'write a number and a unit, such as "30s", "5m", "1h30m" or "15d"';
    return [{ id: "config/bad-duration", path, summary: `"${value}" is not a duration ("${name}")`, fix }];
  }
  if (shape.is === "version" && !isRelease(value, shape.from)) {
    const fix = `write a release such as "${shape.from}" or later`;
    return [{ id: "config/bad-version", path, summary: `"${value}" is not a supported release ("${name}")`, fix }];
  }
  if (shape.is === "choice" && !shape.among.includes(value)) {
    const fix = suggestion(value, shape.among);
    return [{ id: "config/wrong-value", path, summary: `"${value}" is not a valid value of "${name}"`, fix }];
  }
  if (value === "") return [{ id: "config/wrong-value", path, summary: `"${name}" is empty` }];
  return [];
}

function unknownKey(key: string, known: readonly string[], path: readonly string[]): ConfigProblem {
  return {
    id: "config/unknown-key",
    path: [...path, key],
    summary: `${describePath(path)} has no key "${key}"`,
    fix: suggestion(key, known),
  };
}

function wrongType(path: readonly string[], expected: string, value: unknown): ConfigProblem {
  const summary = `${describePath(path)} must be ${expected}, not ${describeType(value)}`;
  return { id: "config/wrong-type", path, summary };
}

function describeType(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function describePath(path: readonly string[]): string {
  return path.length === 0 ? "the configuration" : `"${path.join(".")}"`;
}

/** Returns the fields that are set. */
function present(value: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
