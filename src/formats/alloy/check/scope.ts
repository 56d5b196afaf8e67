import type { Stability } from "../schema/shape.js";
import type { Block, Statement } from "../syntax/ast.js";
import type { Value } from "../values/value.js";
import { Graph } from "./graph.js";
import type { Reporter } from "./reporter.js";

/** What `declare` and `import` define: a component, or a namespace whose components are unknown. */
export interface CustomComponent {
  /** Names of its arguments; undefined if they are unknown. */
  readonly parameters: ReadonlyMap<string, { readonly isOptional: boolean }> | undefined;
  /** Names of its exports; undefined if they are unknown. */
  readonly exports: ReadonlySet<string> | undefined;
}

/** A scope of components: the file, a `declare`, or the template of a `foreach`. */
export interface Scope {
  readonly kind: "file" | "declare" | "foreach";
  readonly isInModule: boolean;
  readonly outer: Scope | undefined;
  readonly graph: Graph;
  readonly customs: Map<string, CustomComponent>;
  readonly variables: Map<string, Value>;
  readonly reporter: Reporter;
  readonly stability: Stability;
}

export function fileScope(reporter: Reporter, stability: Stability): Scope {
  return {
    kind: "file",
    isInModule: false,
    outer: undefined,
    graph: new Graph(),
    customs: new Map(),
    variables: new Map([["module_path", { kind: "string" }]]),
    reporter,
    stability,
  };
}

/** The scope of a `declare` sees no components outside; that of a `foreach` does. */
export function innerScope(outer: Scope, kind: "declare" | "foreach"): Scope {
  return {
    ...outer,
    kind,
    isInModule: outer.isInModule || kind === "declare",
    outer,
    graph: kind === "foreach" ? new Graph(outer.graph) : new Graph(),
    customs: new Map(),
    variables: new Map(outer.variables),
  };
}

/** Finds what `declare` or `import` defines under the first part of a name. */
export function findCustom(scope: Scope, name: string): CustomComponent | undefined {
  const first = name.split(".", 1)[0]!;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const custom = at.customs.get(first);
    if (custom !== undefined) return custom;
  }
  return undefined;
}

/** Returns the blocks of a body, and reports attributes, which have no place there. */
export function blocksOf(body: readonly Statement[], where: string, reporter: Reporter): readonly Block[] {
  return body.filter((statement): statement is Block => {
    if (statement.kind === "block") return true;
    const { nameRange, name } = statement;
    reporter.report("alloy/misplaced", nameRange, `${where} has no attribute "${name}"`, {
      fix: "write it inside of a block",
    });
    return false;
  });
}
