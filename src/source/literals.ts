import type { Node } from "./syntax-tree.js";

/** A property of an object literal, or an element of an array literal, which is its own key. */
export interface Entry {
  readonly key: Node;
  readonly value: Node;
}

/** Finds a property of an object literal by name, or an element of an array literal by index. */
export function findEntry(literal: Node, key: string): Entry | undefined {
  if (literal.type === "ArrayExpression") {
    const element = (literal.elements as readonly (Node | null)[])[Number(key)];
    return element ? { key: element, value: element } : undefined;
  }
  if (literal.type !== "ObjectExpression") return undefined;
  const property = (literal.properties as readonly Node[]).find((one) => keyOf(one) === key);
  return property && { key: property.key as Node, value: property.value as Node };
}

/** Undefined for spreads, methods, accessors and computed keys. */
function keyOf({ type, kind, method, computed, key }: Node): unknown {
  if (type !== "Property" || kind !== "init" || method || computed) return undefined;
  const { name, value } = key as Node;
  return name ?? value;
}

/** Removes `as …`, `satisfies …`, `!` and parentheses around an expression. */
export function unwrap(expression: Node): Node {
  let node = expression;
  while (wrappers.has(node.type)) node = node.expression as Node;
  return node;
}

const wrappers = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "ParenthesizedExpression",
]);
