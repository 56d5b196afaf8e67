import { isEqualJson, isJson } from "../grafana/plain-json.js";
import type { Difference } from "./difference.js";
import { identifyMember, nameMember } from "./member-names.js";

/** A part of two contents that is compared. */
interface Place {
  /** The names that people know the parts by. */
  readonly names: readonly string[];
  /** The fields that lead here. */
  readonly fields: readonly string[];
}

const maxText = 120;

/**
 * Lists the parts in which two contents of one object differ, in the terms of its readers. `show` writes the value of a
 * field, which the names of the fields lead to.
 */
export function compareJson(
  before: unknown,
  after: unknown,
  show: (fields: readonly string[], value: unknown) => string,
): readonly Difference[] {
  const found: Difference[] = [];
  compare(before, after, { names: [], fields: [] });
  return found;

  function compare(one: unknown, other: unknown, place: Place): void {
    if (isEqualJson(one, other)) return;
    if (Array.isArray(one) && Array.isArray(other)) compareLists(one, other, place);
    else if (isJson(one) && isJson(other)) compareObjects(one, other, place);
    else report(one, other, place);
  }

  function compareObjects(
    one: Readonly<Record<string, unknown>>,
    other: Readonly<Record<string, unknown>>,
    place: Place,
  ): void {
    const holder = place.fields.at(-1) ?? "";
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const [was, is] = [own(one, name), own(other, name)];
      const known = nameMember(holder, name, is ?? was);
      compare(was, is, known === undefined ? inField(place, name) : inMember(place, known, name));
    }
  }

  /** Matches members by their identity if each has one, and by position otherwise. */
  function compareLists(one: readonly unknown[], other: readonly unknown[], place: Place): void {
    const holder = place.fields.at(-1) ?? "";
    const [was, is] = [identifyAll(one, holder), identifyAll(other, holder)];
    if (!was || !is) {
      for (let index = 0; index < Math.max(one.length, other.length); index++) {
        compare(one[index], other[index], inMember(place, `[${index}]`, String(index)));
      }
      return;
    }
    for (const key of new Set([...was.keys(), ...is.keys()])) {
      const name = nameMember(holder, undefined, is.get(key) ?? was.get(key)) ?? key;
      compare(was.get(key), is.get(key), inMember(place, name, key));
    }
    const shared = [...was.keys()].filter((key) => is.has(key));
    const order = [...is.keys()].filter((key) => was.has(key));
    if (shared.some((key, index) => key !== order[index])) {
      const names = [...place.names, "order"];
      found.push({ path: names.join(" › "), before: shorten(shared.join(", ")), after: shorten(order.join(", ")) });
    }
  }

  function report(one: unknown, other: unknown, { names, fields }: Place): void {
    const shown = (value: unknown) => (value === undefined ? undefined : show(fields, value));
    found.push({ path: names.join(" › "), before: shown(one), after: shown(other) });
  }
}

function own(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Members by their identity; those with the same one are counted. Undefined if one has none. */
function identifyAll(list: readonly unknown[], holder: string): ReadonlyMap<string, unknown> | undefined {
  const members = new Map<string, unknown>();
  for (const member of list) {
    const key = identifyMember(holder, member);
    if (key === undefined) return undefined;
    let unique = key;
    for (let count = 2; members.has(unique); count++) unique = `${key} ${count}`;
    members.set(unique, member);
  }
  return members;
}

/** Joins the fields of plain objects by dots: `fieldConfig.defaults.unit`. */
function inField({ names, fields }: Place, field: string): Place {
  const last = names.at(-1);
  const joins = last !== undefined && fields.length > 0 && !last.endsWith('"');
  return { names: joins ? [...names.slice(0, -1), `${last}.${field}`] : [...names, field], fields: [...fields, field] };
}

/** The name of a member replaces the field that holds it: `panel "Requests"`, not `panels › panel "Requests"`. */
function inMember({ names, fields }: Place, name: string, key: string): Place {
  const holder = fields.at(-1);
  const last = names.at(-1);
  const inner = [...fields, key];
  if (name.startsWith("[")) return { names: [...names.slice(0, -1), `${last ?? ""}${name}`], fields: inner };
  if (holder === undefined || last === undefined) return { names: [...names, name], fields: inner };
  const rest = last === holder ? "" : last.slice(0, -holder.length - 1);
  return { names: [...names.slice(0, -1), ...(rest === "" ? [] : [rest]), name], fields: inner };
}

/** Cuts a text to the length that fits a line of a report. */
export function shorten(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText - 1)}…`;
}
