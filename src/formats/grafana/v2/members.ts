import { get, type Json, origin } from "../plain-json.js";

/** The member if it is text, and not empty. */
export function textAt(value: unknown, name: string): string | undefined {
  const member = get(value, name);
  return typeof member === "string" && member !== "" ? member : undefined;
}

export function booleanAt(value: unknown, name: string): boolean | undefined {
  const member = get(value, name);
  return typeof member === "boolean" ? member : undefined;
}

export function numberAt(value: unknown, name: string): number | undefined {
  const member = get(value, name);
  return typeof member === "number" ? member : undefined;
}

/** A whole number, also one that is written as text. */
export function integerAt(value: unknown, name: string): number | undefined {
  const member = get(value, name);
  if (typeof member === "number") return Math.trunc(member);
  return typeof member === "string" && /^[+-]?\d+$/.test(member) ? Number(member) : undefined;
}

export function textsAt(value: unknown, name: string): readonly string[] {
  const member = get(value, name);
  return Array.isArray(member) ? member.filter((item) => typeof item === "string") : [];
}

/** An object without its members that are undefined. */
export function defined(members: Json): Json {
  const kept: Json = Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined));
  if (members[origin] !== undefined) kept[origin] = members[origin];
  return kept;
}

/** The members of an object, without some. */
export function omit(object: Json, names: ReadonlySet<string>): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));
}
