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
  /** Members that a later one of the same name replaces, by name. */
  readonly shadowed?: readonly (readonly [string, JsonMember])[];
  readonly start: number;
  readonly end: number;
}

export interface JsonMember {
  /** Offset of the opening quote of the name. */
  readonly nameStart: number;
  readonly value: JsonNode;
}

/** The value at a path of member names. Undefined if missing. */
export function member(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  let value = node;
  for (const name of path) value = value?.kind === "object" ? value.members.get(name)?.value : undefined;
  return value;
}

/** The items of an array. Empty for any other value. */
export function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === "array" ? node.items : [];
}

/** The value at a path of names and positions, or the innermost one on it that exists. */
export function nodeAt(root: JsonNode, path: readonly (string | number)[]): JsonNode {
  let node = root;
  for (const key of path) {
    const inner = node.kind === "array" ? node.items[Number(key)] : member(node, String(key));
    if (inner === undefined) return node;
    node = inner;
  }
  return node;
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
export function toPlainValue(node: JsonNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(toPlainValue);
  // `fromEntries` defines members, while assigning to a member called `__proto__` would set the prototype.
  return Object.fromEntries(Array.from(node.members, ([name, { value }]) => [name, toPlainValue(value)]));
}

/** Yields the node and all its descendants, in text order. */
export function* walk(root: JsonNode): Iterable<JsonNode> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    const children = listChildren(node);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index]!);
  }
}

function listChildren(node: JsonNode): readonly JsonNode[] {
  if (node.kind === "scalar") return [];
  return node.kind === "array" ? node.items : Array.from(node.members.values(), ({ value }) => value);
}

/** The offset in the text of the character at `index` of a string, past any escapes. */
export function offsetInText(source: string, node: JsonScalar, index: number): number {
  let offset = node.start + 1;
  for (let count = 0; count < index && offset < node.end - 1; count++) {
    if (source[offset] !== "\\") offset += 1;
    else offset += source[offset + 1] === "u" ? 6 : 2;
  }
  return offset;
}
