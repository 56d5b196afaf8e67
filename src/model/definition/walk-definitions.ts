import { type Definition, isDefinition } from "./definition.js";

type AnyDefinition = Definition & { readonly kind: string };

/** Nesting deeper than this is not searched: no one writes it, and recursion would overflow the stack. */
const maxDepth = 2000;

/**
 * Visits definitions, and the lists and plain objects in them, each once and from the outside in. Objects of other
 * libraries, such as builders, and regular expressions are left alone.
 *
 * @param visit returns the context for what an object holds
 * @param seen objects that are not visited again, with what they hold; those that are visited are added
 */
export function walkDefinitions<Context>(
  roots: readonly unknown[],
  context: Context,
  visit: (value: object, context: Context) => Context,
  seen = new Set<object>(),
): void {
  const walk = (value: object, outer: Context, depth: number): void => {
    if (seen.has(value) || depth > maxDepth || !isOurs(value)) return;
    seen.add(value);
    walkAll(Object.values(value), visit(value, outer), depth + 1);
  };
  const walkAll = (values: readonly unknown[], outer: Context, depth: number): void => {
    for (const value of values) if (typeof value === "object" && value !== null) walk(value, outer, depth);
  };
  walkAll(roots, context, 0);
}

function isOurs(value: object): boolean {
  if (Array.isArray(value) || isDefinition(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === null || (prototype === Object.prototype && typeof (value as { build?: unknown }).build !== "function")
  );
}

/** A definition, and the definition that holds it. */
export interface FoundDefinition {
  readonly definition: AnyDefinition;
  readonly holder: AnyDefinition | undefined;
}

/**
 * Finds all definitions in some values.
 *
 * @param canHold true for definitions that others are described by
 */
export function findDefinitions(
  roots: readonly unknown[],
  canHold: (definition: AnyDefinition) => boolean,
): readonly FoundDefinition[] {
  const found: FoundDefinition[] = [];
  walkDefinitions<AnyDefinition | undefined>(roots, undefined, (value, holder) => {
    if (!isDefinition(value)) return holder;
    found.push({ definition: value, holder });
    return canHold(value) ? value : holder;
  });
  return found;
}
