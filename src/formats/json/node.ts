/** A JSON value with the place in the text that it was read from; offsets count UTF-16 code units. */
export type JsonNode = JsonScalar | JsonArray | JsonObject;

export interface JsonScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly start: number;
  readonly end: number;
}

export interface JsonArray {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
  readonly start: number;
  readonly end: number;
}

export interface JsonObject {
  readonly kind: "object";
  /** Of members with the same name the last one counts, as for `JSON.parse`. */
  readonly members: ReadonlyMap<string, JsonMember>;
  readonly start: number;
  readonly end: number;
}

export interface JsonMember {
  /** Where the name starts, with its quote. */
  readonly nameStart: number;
  readonly value: JsonNode;
}

/** The value of an object's member, or nothing where this is no object or has no such member. */
export function member(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  let at = node;
  for (const name of path) at = at?.kind === "object" ? at.members.get(name)?.value : undefined;
  return at;
}

/** The items of an array; nothing of what is no array. */
export function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === "array" ? node.items : [];
}

export function text(node: JsonNode | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

export function number(node: JsonNode | undefined): number | undefined {
  return node?.kind === "scalar" && typeof node.value === "number" ? node.value : undefined;
}

export function boolean(node: JsonNode | undefined): boolean | undefined {
  return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

/** The plain value: what `JSON.parse` makes of the same text. */
export function toPlainValue(root: JsonNode): unknown {
  if (root.kind === "scalar") return root.value;
  const value = emptyOf(root);
  const open: [JsonArray | JsonObject, unknown[] | Record<string, unknown>][] = [[root, value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, into] = next;
    for (const [name, child] of children(node)) {
      const made = child.kind === "scalar" ? child.value : emptyOf(child);
      set(into, name, made);
      if (child.kind !== "scalar") open.push([child, made as unknown[] | Record<string, unknown>]);
    }
  }
  return value;
}

function set(into: unknown[] | Record<string, unknown>, name: string | number, value: unknown): void {
  // Assigning to `__proto__` would set the prototype.
  if (name !== "__proto__") (into as Record<string | number, unknown>)[name] = value;
  else Object.defineProperty(into, name, { value, writable: true, enumerable: true, configurable: true });
}

function emptyOf(node: JsonArray | JsonObject): unknown[] | Record<string, unknown> {
  return node.kind === "array" ? [] : {};
}

function* children(node: JsonArray | JsonObject): Iterable<[string | number, JsonNode]> {
  if (node.kind === "array") yield* node.items.entries();
  else for (const [name, { value }] of node.members) yield [name, value];
}

/** The node and all below it, in the order of the text. */
export function* walk(root: JsonNode): Iterable<JsonNode> {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (node.kind === "scalar") continue;
    const below = Array.from(children(node), ([, child]) => child);
    for (let index = below.length - 1; index >= 0; index--) open.push(below[index]!);
  }
}

/** Where in the text the character stands that a string has at this place; escapes are longer there than here. */
export function offsetInText(source: string, node: JsonScalar, index: number): number {
  let at = node.start + 1;
  for (let passed = 0; passed < index && at < node.end - 1; passed++) {
    if (source[at] !== "\\") at += 1;
    else at += source[at + 1] === "u" ? 6 : 2;
  }
  return at;
}
