import type { TextRange } from "../../../diagnostics/positions.js";
import type { ArgumentType } from "../schema/types.js";
import type { Access, Call, Expression, Identifier, Index } from "../syntax/ast.js";
import { unquote } from "../syntax/escapes.js";
import { conversionProblem, toText } from "./convert.js";
import { parseLiteralNumber } from "./numbers.js";
import { binaryResult, type Result, unaryResult } from "./operators.js";
import { isKnown, rawFunctions, stdlibFunction, stdlibValue } from "./stdlib.js";
import { bool, describeValue, list, nothing, text, unknown, type Value } from "./value.js";

/** Names that expressions can use beside the standard library. */
export interface Names {
  /** Returns the exports of the component that names begin with, and how many of the names are its own. */
  component(names: readonly string[]): { readonly value: Value; readonly length: number } | undefined;
  /** Returns a variable, such as that of a `foreach`. */
  variable(name: string): Value | undefined;
}

/** A problem that Alloy meets when it evaluates an expression. */
export class EvaluationFailure extends Error {
  readonly range: TextRange;
  /** Undefined if the problem is reported elsewhere: a reference to nothing. */
  readonly summary: string | undefined;

  constructor(range: TextRange, summary: string | undefined) {
    super(summary);
    this.range = range;
    this.summary = summary;
  }
}

/** Evaluates an expression as far as the file tells. Throws an `EvaluationFailure`. */
export function evaluate(expression: Expression, names: Names): Value {
  const inner = (one: Expression) => evaluate(one, names);
  switch (expression.kind) {
    case "literal":
      return literal(expression.type, expression.text);
    case "array":
      return list(expression.elements.map(inner));
    case "object":
      return { kind: "object", fields: new Map(expression.fields.map(({ name, value }) => [name, inner(value)])) };
    case "parenthesised":
      return inner(expression.inner);
    case "unary":
      return resultOf(unaryResult(expression.operator, inner(expression.value)), expression);
    case "binary":
      return resultOf(binaryResult(inner(expression.left), expression.operator, inner(expression.right)), expression);
    case "identifier":
    case "access":
      return chain(expression, names);
    case "index":
      return index(expression, inner(expression.value), inner(expression.index));
    case "call":
      return call(expression, inner(expression.value), expression.args.map(inner));
  }
}

function literal(type: "number" | "float" | "string" | "bool" | "null", written: string): Value {
  if (type === "string") return text(unquote(written));
  if (type === "bool") return bool(written === "true");
  return type === "null" ? nothing : parseLiteralNumber(written, type === "float");
}

function resultOf(result: Result, range: TextRange): Value {
  if ("problem" in result) throw new EvaluationFailure(range, result.problem);
  return result.value;
}

/** Evaluates `a.b.c`, of which the first names may be those of a component. */
function chain(expression: Identifier | Access, names: Names): Value {
  const accesses: Access[] = [];
  let root: Expression = expression;
  for (; root.kind === "access"; root = root.value) accesses.unshift(root);
  if (root.kind !== "identifier") return accesses.reduce(field, evaluate(root, names));
  const component = names.component([root.name, ...accesses.map(({ name }) => name)]);
  if (component !== undefined) return accesses.slice(component.length - 1).reduce(field, component.value);
  const value = names.variable(root.name) ?? stdlibValue(root.name);
  if (value === undefined) throw new EvaluationFailure(root, undefined);
  return accesses.reduce(field, value);
}

function field(value: Value, { name, nameRange }: Access): Value {
  if (value.kind === "unknown") return unknown;
  if (value.kind === "target") return { kind: "string" };
  if (value.kind !== "object") throw new EvaluationFailure(nameRange, `${describeValue(value)} has no fields`);
  const found = value.fields === undefined ? value.of : value.fields.get(name);
  if (found !== undefined) return found;
  const fields = [...(value.fields?.keys() ?? [])];
  const has = fields.length === 0 ? "has no fields" : `has ${fields.slice(0, 8).join(", ")}`;
  throw new EvaluationFailure(nameRange, `there is no field "${name}" here: the value ${has}`);
}

function index({ index: range, value: whole }: Index, value: Value, at: Value): Value {
  if (value.kind === "unknown") return unknown;
  if (value.kind === "array") {
    if (at.kind !== "number" && at.kind !== "unknown") {
      throw new EvaluationFailure(range, `the index of a list is a number, not ${describeValue(at)}`);
    }
    if (value.elements === undefined || at.kind === "unknown" || at.value === undefined) return value.of ?? unknown;
    const element = value.elements[Math.trunc(at.value)];
    if (element === undefined) {
      throw new EvaluationFailure(range, `the list has ${value.elements.length} elements; the first has the index 0`);
    }
    return element;
  }
  if (value.kind !== "object" && value.kind !== "target") {
    throw new EvaluationFailure(whole, `${describeValue(value)} has no elements`);
  }
  if (at.kind !== "string" && at.kind !== "unknown") {
    throw new EvaluationFailure(range, `the key of an object is a string, not ${describeValue(at)}`);
  }
  if (value.kind === "target") return { kind: "string" };
  if (value.fields === undefined) return value.of ?? unknown;
  return at.kind === "string" && at.value !== undefined ? (value.fields.get(at.value) ?? nothing) : unknown;
}

function call(expression: Call, callee: Value, args: readonly Value[]): Value {
  if (callee.kind === "unknown") return unknown;
  if (callee.kind !== "function") {
    throw new EvaluationFailure(expression.value, `${describeValue(callee)} cannot be called`);
  }
  if (rawFunctions.has(callee.name)) return callRaw(expression, callee.name, args);
  const declared = stdlibFunction(callee.name);
  if (declared === undefined) return unknown;
  const { params, rest, result, compute } = declared;
  if (args.length < params.length || (rest === undefined && args.length > params.length)) {
    const count = `${params.length} argument${params.length === 1 ? "" : "s"}`;
    const wanted = rest === undefined ? count : `at least ${count}`;
    throw new EvaluationFailure(expression, `${callee.name} takes ${wanted}, not ${args.length}`);
  }
  args.forEach((arg, position) => {
    checkArgument(expression, position, callee.name, arg, params[position] ?? rest!);
  });
  if (compute === undefined || !args.every(isKnown)) return result;
  const computed = compute(args.map((arg) => (arg.kind === "number" ? text(toText(arg)!) : arg)));
  if (computed === undefined) throw new EvaluationFailure(expression, `${callee.name} cannot convert this value`);
  return computed;
}

function checkArgument(expression: Call, position: number, name: string, arg: Value, type: ArgumentType): void {
  const problem = conversionProblem(arg, type);
  if (problem !== undefined) {
    throw new EvaluationFailure(expression.args[position]!, `argument ${position + 1} of ${name} ${problem}`);
  }
}

const arrayParameters: Readonly<Record<string, readonly (readonly Value["kind"][])[]>> = {
  "array.combine_maps": [["array"], ["array"], ["array"]],
  "array.group_by": [["array"], ["string"], ["bool"]],
};

function callRaw(expression: Call, name: string, args: readonly Value[]): Value {
  if (name === "coalesce") return coalesce(args);
  if (name === "array.concat") {
    args.forEach((arg, position) => {
      requireKind(expression, position, name, arg, "array");
    });
    return concat(args);
  }
  const kinds = arrayParameters[name]!;
  const most = name === "array.combine_maps" ? 4 : 3;
  if (args.length < kinds.length || args.length > most) {
    throw new EvaluationFailure(expression, `${name} takes ${kinds.length} arguments, not ${args.length}`);
  }
  kinds.forEach(([kind], position) => {
    requireKind(expression, position, name, args[position]!, kind!);
  });
  return { kind: "array", of: { kind: "object", of: unknown } };
}

function requireKind(expression: Call, position: number, name: string, arg: Value, kind: Value["kind"]): void {
  if (arg.kind === kind || arg.kind === "unknown") return;
  const wanted = kind === "array" ? "a list" : kind === "bool" ? "true or false" : `a ${kind}`;
  const summary = `argument ${position + 1} of ${name} must be ${wanted}, not ${describeValue(arg)}`;
  throw new EvaluationFailure(expression.args[position]!, summary);
}

/** Joins lists. Where one is unknown, the result is a list of anything that some list holds. */
function concat(args: readonly Value[]): Value {
  const lists = args.map((arg) => (arg.kind === "array" ? arg : { kind: "array" as const, of: unknown }));
  if (lists.every(({ elements }) => elements !== undefined)) return list(lists.flatMap(({ elements }) => elements!));
  const samples = lists.flatMap(({ elements, of }) => elements ?? (of ? [of] : []));
  return list(samples);
}

/** The first argument that is not empty. One that is unknown may be, so a later one counts as well. */
function coalesce(args: readonly Value[]): Value {
  const candidates = args.filter((arg) => !isEmpty(arg));
  const [first] = candidates;
  if (first === undefined) return args.at(-1) ?? nothing;
  if (candidates.length === 1 || isKnown(first)) return first;
  return candidates.every(({ kind }) => kind === "string") ? { kind: "string" } : unknown;
}

function isEmpty(value: Value): boolean {
  if (value.kind === "null") return true;
  if (value.kind === "array") return value.elements?.length === 0;
  if (value.kind === "object") return value.fields?.size === 0;
  if (value.kind !== "string" && value.kind !== "number" && value.kind !== "bool") return false;
  return value.value === "" || value.value === 0 || value.value === false;
}
