/** A JSON value with its range in the text. */
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
  /** The last of several members with the same name wins, as in `JSON.parse`. */
  readonly members: ReadonlyMap<string, JsonMember>;
  readonly start: number;
  readonly end: number;
}

export interface JsonMember {
  /** Offset of the opening quote of the name. */
  readonly nameStart: number;
  readonly value: JsonNode;
}

/** The value at a path of member names. Undefined if there is none. */
export function member(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  let at = node;
  for (const name of path) at = at?.kind === "object" ? at.members.get(name)?.value : undefined;
  return at;
}

/** The items of an array. Empty for any other value. */
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

/** The value that `JSON.parse` returns for the same text. */
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

/** Yields the node and all its descendants, in text order. */
export function* walk(root: JsonNode): Iterable<JsonNode> {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (node.kind === "scalar") continue;
    const below = Array.from(children(node), ([, child]) => child);
    for (let index = below.length - 1; index >= 0; index--) open.push(below[index]!);
  }
}

/** The offset in the text of the character at `index` of a string, past any escapes. */
export function offsetInText(source: string, node: JsonScalar, index: number): number {
  let at = node.start + 1;
  for (let passed = 0; passed < index && at < node.end - 1; passed++) {
    if (source[at] !== "\\") at += 1;
    else at += source[at + 1] === "u" ? 6 : 2;
  }
  return at;
}
