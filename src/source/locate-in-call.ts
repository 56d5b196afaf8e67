import type { Span } from "../diagnostics/diagnostic.js";
import type { Origin } from "../model/definition/origin.js";
import { findEntry, unwrap } from "./literals.js";
import type { SourceFiles } from "./source-files.js";
import type { Node } from "./syntax-tree.js";

/** Part of the call that defines something: an argument, or the value of a property of an object literal there. */
export interface CallPart {
  readonly argument: number;
  readonly path: readonly string[];
  /** True for the key of the property instead of its value. */
  readonly isKey?: boolean;
}

/** Finds the first of several parts that is written out in the call that defines something. */
export function locateInCall(origin: Origin, parts: readonly CallPart[], sources: SourceFiles): Span | undefined {
  const { position } = origin;
  const tree = position && sources.tree(position.file);
  const call = tree?.calls.get(tree.lines.offset(position!));
  if (!call) return undefined;
  for (const { argument, path, isKey } of parts) {
    const node = followPath((call.arguments as readonly Node[])[argument], path, isKey ?? false);
    if (node) return tree?.span(node);
  }
  return undefined;
}

function followPath(argument: Node | undefined, path: readonly string[], isKey: boolean): Node | undefined {
  let node = argument;
  for (const [index, key] of path.entries()) {
    const entry = node && findEntry(unwrap(node), key);
    node = isKey && index === path.length - 1 ? entry?.key : entry?.value;
  }
  return node;
}
