import type { TextRange } from "../../diagnostics/positions.js";
import type { JsonArray, JsonMember, JsonNode, JsonObject } from "./node.js";

/** A change of a JSON text: what replaces a range. */
export interface JsonEdit extends TextRange {
  readonly text: string;
}

/**
 * Applies changes to a text, or to a part of it. They must not overlap; those at the same offset keep their order.
 *
 * @example
 * applyEdits(source, [setMember(source, root, "uid", "cart")])
 */
export function applyEdits(source: string, edits: readonly JsonEdit[], part?: TextRange): string {
  const { start, end } = part ?? { start: 0, end: source.length };
  const texts: string[] = [];
  let at = start;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    if (edit.start < at) throw new Error(`edits overlap at offset ${edit.start}`);
    texts.push(source.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return texts.join("") + source.slice(at, end);
}

export function replaceValue({ start, end }: JsonNode, value: unknown): JsonEdit {
  return { start, end, text: JSON.stringify(value) };
}

/** Replaces the value of a member, or adds the member at the end, laid out like the others. */
export function setMember(source: string, object: JsonObject, name: string, value: unknown): JsonEdit {
  const present = object.members.get(name);
  if (present) return replaceValue(present.value, value);
  const members = listMembers(object);
  const first = members[0];
  const last = members.at(-1);
  const space = first ? source.slice(object.start + 1, first.nameStart) : "";
  const colon = first && !/^"\s*:\s/.test(source.slice(endOfName(source, first))) ? ":" : ": ";
  const text = `${JSON.stringify(name)}${colon}${JSON.stringify(value)}`;
  const at = last ? last.value.end : object.start + 1;
  return { start: at, end: at, text: last ? `,${space}${text}` : text };
}

/** Removes members, with their commas and the space before them. */
export function removeMembers(object: JsonObject, names: ReadonlySet<string>): readonly JsonEdit[] {
  const removed = new Set(
    [...Array.from(object.members).filter(([name]) => names.has(name)), ...(object.shadowed ?? [])]
      .filter(([name]) => names.has(name))
      .map(([, member]) => member),
  );
  const edits: JsonEdit[] = [];
  const members = listMembers(object);
  for (let index = 0; index < members.length; index++) {
    if (!removed.has(members[index]!)) continue;
    const from = index;
    while (index + 1 < members.length && removed.has(members[index + 1]!)) index += 1;
    const before = members[from - 1];
    const after = members[index + 1];
    const start = before ? before.value.end : members[from]!.nameStart;
    const end = before || !after ? members[index]!.value.end : after.nameStart;
    edits.push({ start, end, text: "" });
  }
  return edits;
}

/** Adds an item before the others, laid out like them. */
export function prependItem(source: string, { items, start }: JsonArray, value: unknown): JsonEdit {
  const at = start + 1;
  const text = JSON.stringify(value);
  const first = items[0];
  if (!first) return { start: at, end: at, text };
  const [before, second] = [source.slice(at, first.start), items[1]];
  const between = second ? source.slice(first.end, second.start) : `,${before === "" ? " " : before}`;
  return { start: first.start, end: first.start, text: `${text}${between}` };
}

/** All members in the order of the text, with those that a later one of the same name replaces. */
function listMembers({ members, shadowed = [] }: JsonObject): readonly JsonMember[] {
  const all = [...members.values(), ...shadowed.map(([, member]) => member)];
  return all.sort((one, other) => one.nameStart - other.nameStart);
}

/** The offset of the quote that ends the name of a member. */
function endOfName(source: string, { nameStart }: JsonMember): number {
  let at = nameStart + 1;
  while (source[at] !== '"') at += source[at] === "\\" ? 2 : 1;
  return at;
}

/** Replaces the indentation of all lines but the first, so that the last one has this. Strings hold no line breaks. */
export function indent(text: string, indentation: string): string {
  const lines = text.split("\n");
  const own = /^[ \t]*/.exec(lines.at(-1)!)![0];
  return lines
    .map((line, index) => {
      if (index === 0) return line;
      return line.startsWith(own) ? `${indentation}${line.slice(own.length)}` : line;
    })
    .join("\n");
}
