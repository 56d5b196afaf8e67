import { loadRe2 } from "../../../regexp/re2.js";
import { type ArgumentType, describeType } from "../schema/types.js";
import { parseSeconds, parseSize } from "./durations.js";
import { formatNumber, parseNumberText } from "./numbers.js";
import { templateProblem } from "./templates.js";
import { goUrlProblem } from "./urls.js";
import { describeValue, type Value } from "./value.js";

/** Returns why Alloy cannot use a value as one of this type, after "must be"; undefined if it can. */
export function conversionProblem(value: Value, type: ArgumentType): string | undefined {
  if (value.kind === "null" || value.kind === "unknown" || type.kind === "any") return undefined;
  switch (type.kind) {
    case "bool":
      return value.kind === "bool" ? undefined : mismatch(value, type);
    case "number":
      return numberProblem(value, type);
    case "secret":
    case "content":
      return value.kind === "secret" || value.kind === "content" || value.kind === "string"
        ? undefined
        : mismatch(value, type);
    case "target":
      return targetProblem(value, type);
    case "capsule":
      return value.kind === "capsule" && value.name === type.name ? undefined : mismatch(value, type);
    case "list":
      return listProblem(value, type.of, type);
    case "map":
      return mapProblem(value, type.of, type);
    default:
      return textProblem(value, type);
  }
}

function mismatch(value: Value, type: ArgumentType): string {
  return `must be ${describeType(type)}, not ${describeValue(value)}`;
}

/** Returns a value as the string that Alloy makes of it: a string, or the digits of a number. */
export function toText(value: Value): string | undefined {
  if (value.kind === "string") return value.value;
  if (value.kind !== "number" || value.value === undefined) return undefined;
  return formatNumber(value.value, value.isFloat === true);
}

/** Returns a value as the number that Alloy makes of it. */
export function toNumber(value: Value): number | undefined {
  if (value.kind === "number") return value.value;
  return value.kind === "string" && value.value !== undefined ? parseNumberText(value.value) : undefined;
}

function numberProblem(value: Value, type: ArgumentType): string | undefined {
  if (value.kind === "number") return undefined;
  if (value.kind === "content" && !value.isSecret) return undefined;
  if (value.kind !== "string") return mismatch(value, type);
  return value.value === undefined || parseNumberText(value.value) !== undefined ? undefined : mismatch(value, type);
}

function targetProblem(value: Value, type: ArgumentType): string | undefined {
  if (value.kind === "target") return undefined;
  if (value.kind !== "object") return mismatch(value, type);
  const fields = [...(value.fields?.values() ?? []), ...(value.of ? [value.of] : [])];
  const hasSecret = fields.some((field) => field.kind === "secret" || (field.kind === "content" && field.isSecret));
  return hasSecret ? "must be a target, and a label of a target cannot be a secret" : undefined;
}

function listProblem(value: Value, of: ArgumentType, type: ArgumentType): string | undefined {
  if (value.kind !== "array") return mismatch(value, type);
  const elements = value.elements ?? (value.of ? [value.of] : []);
  for (const element of elements) {
    const problem = conversionProblem(element, of);
    if (problem !== undefined) return `has an element that ${problem}`;
  }
  return undefined;
}

function mapProblem(value: Value, of: ArgumentType, type: ArgumentType): string | undefined {
  if (value.kind === "target") return conversionProblem({ kind: "string" }, of);
  if (value.kind !== "object") return mismatch(value, type);
  const fields = value.fields ?? new Map(value.of ? [["", value.of] as const] : []);
  for (const [name, field] of fields) {
    const problem = conversionProblem(field, of);
    if (problem !== undefined) return name === "" ? `has a value that ${problem}` : `has "${name}", which ${problem}`;
  }
  return undefined;
}

/** Everything else is written as a string. */
function textProblem(value: Value, type: ArgumentType): string | undefined {
  if (value.kind === "secret" || (value.kind === "content" && value.isSecret)) {
    return `must be ${describeType(type)}, and a secret does not become one by itself`;
  }
  if (value.kind === "content") return undefined;
  if (value.kind !== "string" && value.kind !== "number") return mismatch(value, type);
  const text = toText(value);
  return text === undefined ? undefined : formatProblem(text, type);
}

function formatProblem(text: string, type: ArgumentType): string | undefined {
  switch (type.kind) {
    case "duration":
      return parseSeconds(text) === undefined ? `must be ${describeType(type)}${durationHint(text)}` : undefined;
    case "size":
      return parseSize(text) === undefined ? `must be ${describeType(type)}` : undefined;
    case "url": {
      const problem = goUrlProblem(text);
      return problem === undefined ? undefined : `must be a URL, and it ${problem}`;
    }
    case "regex":
      return isRegex(text) ? undefined : "must be a regular expression that RE2 accepts";
    case "template": {
      const problem = templateProblem(text);
      return problem === undefined ? undefined : `must be a template: ${problem}`;
    }
    case "enum":
      return isOneOf(text, type.values, type.ignoresCase) ? undefined : `must be one of ${describeType(type)}`;
    default:
      return undefined;
  }
}

function durationHint(text: string): string {
  if (/^\d+(?:\.\d+)?$/.test(text)) return ", with its unit";
  return /^\d+[dwy]/.test(text) ? ": the largest unit is h" : "";
}

function isOneOf(text: string, values: readonly string[], ignoresCase: boolean): boolean {
  return values.includes(ignoresCase ? text.toLowerCase() : text);
}

/** Alloy compiles the pattern of a relabelling rule anchored, and lets `.` match line breaks. */
function isRegex(pattern: string): boolean {
  const { RE2JS, RE2JSException } = loadRe2();
  try {
    RE2JS.compile(`^(?s:${pattern})$`);
    return true;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return false;
  }
}
