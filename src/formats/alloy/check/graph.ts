import type { Block } from "../syntax/ast.js";

/** A block at the top of a scope, which expressions can refer to. */
export interface Node {
  readonly id: string;
  readonly block: Block;
  /** Nodes of the same scope that its expressions refer to. */
  readonly references: Set<Node>;
}

/** The blocks of a scope: of the file, of a `declare` or of the template of a `foreach`. */
export class Graph {
  readonly nodes: Node[] = [];
  private readonly byId = new Map<string, Node>();
  private readonly outer: Graph | undefined;

  /** `outer` is the scope around the template of a `foreach`. */
  constructor(outer?: Graph) {
    this.outer = outer;
  }

  /** Adds a block. Returns the block that has the same name already. */
  add(block: Block): { readonly node: Node; readonly first: Node | undefined } {
    const id = blockId(block);
    const first = this.byId.get(id);
    const node = { id, block, references: new Set<Node>() };
    this.nodes.push(node);
    if (first === undefined) this.byId.set(id, node);
    return { node, first };
  }

  /** Returns the block that the first of these names stand for, and how many they are. */
  resolve(
    names: readonly string[],
  ): { readonly node: Node; readonly length: number; readonly isOuter: boolean } | undefined {
    for (let length = 1; length <= names.length; length++) {
      const id = names.slice(0, length).join(".");
      const node = this.byId.get(id);
      if (node !== undefined) return { node, length, isOuter: false };
      const outer = this.outer?.byIdInAll(id);
      if (outer !== undefined) return { node: outer, length, isOuter: true };
    }
    return undefined;
  }

  ids(): Iterable<string> {
    return this.byId.keys();
  }

  private byIdInAll(id: string): Node | undefined {
    return this.byId.get(id) ?? this.outer?.byIdInAll(id);
  }

  /** Returns the groups of nodes that refer to each other in a circle. One that refers to itself is a group. */
  cycles(): readonly (readonly Node[])[] {
    const components = stronglyConnected(this.nodes);
    return components.filter((group) => group.length > 1 || group[0]!.references.has(group[0]!));
  }
}

export function blockId({ name, label }: Block): string {
  return label === "" ? name : `${name}.${label}`;
}

interface Visit {
  readonly node: Node;
  readonly rest: Iterator<Node>;
}

/** Tarjan's algorithm, without recursion. */
function stronglyConnected(nodes: readonly Node[]): Node[][] {
  const order = new Map<Node, number>();
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const groups: Node[][] = [];
  const visits: Visit[] = [];
  const enter = (node: Node) => {
    order.set(node, order.size);
    low.set(node, order.get(node)!);
    open.push(node);
    isOpen.add(node);
    visits.push({ node, rest: node.references.values() });
  };
  for (const start of nodes) {
    if (!order.has(start)) enter(start);
    while (visits.length > 0) {
      const { node, rest } = visits.at(-1)!;
      const { value: next, done } = rest.next();
      if (!done) {
        if (!order.has(next)) enter(next);
        else if (isOpen.has(next)) low.set(node, Math.min(low.get(node)!, order.get(next)!));
        continue;
      }
      visits.pop();
      const parent = visits.at(-1)?.node;
      if (parent) low.set(parent, Math.min(low.get(parent)!, low.get(node)!));
      if (low.get(node) !== order.get(node)) continue;
      const group = open.splice(open.indexOf(node));
      for (const member of group) isOpen.delete(member);
      groups.push(group);
    }
  }
  return groups;
}
