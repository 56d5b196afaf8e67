import type { YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../node.js";

/** Returns the target of an alias, any other node as it is. */
export function resolveAlias(node: YamlNode): YamlScalar | YamlMapping | YamlSequence {
  return node.kind === "alias" ? node.target : node;
}

export interface AliasProblem {
  readonly node: YamlNode;
  readonly problem: string;
}

/**
 * yaml.v3 allows 99 % of the nodes to come from aliases up to the first count, 10 % from the second on, and interpolates
 * in between.
 */
const FREE_NODES = 400_000;
const STRICT_NODES = 4_000_000;

interface Count {
  /** Number of nodes with all aliases expanded. */
  total: number;
  /** Number of those that come from aliases. */
  fromAliases: number;
}

/**
 * Finds an alias inside its own anchor, or aliases that expand to too many nodes. The limits are those of yaml.v3.
 */
export function findAliasProblem(root: YamlNode): AliasProblem | undefined {
  const counts = new Map<YamlNode, Count>();
  const opened = new Set<YamlNode>();
  const path: YamlNode[] = [root];
  let hasAliases = false;
  while (path.length > 0) {
    const node = path[path.length - 1]!;
    if (counts.has(node)) {
      path.pop();
    } else if (node.kind === "scalar") {
      path.pop();
      counts.set(node, { total: 1, fromAliases: 0 });
    } else if (opened.has(node)) {
      path.pop();
      counts.set(node, sum(node, counts));
    } else {
      opened.add(node);
      hasAliases ||= node.kind === "alias";
      for (const child of children(node)) {
        if (opened.has(child) && !counts.has(child))
          return { node, problem: "the alias refers to an anchor that contains it" };
        path.push(child);
      }
    }
  }
  return hasAliases && isExcessive(counts.get(root)!)
    ? { node: root, problem: "the aliases expand to too much data" }
    : undefined;
}

function children(node: YamlNode): YamlNode[] {
  switch (node.kind) {
    case "scalar":
      return [];
    case "alias":
      return [node.target];
    case "sequence":
      return [...node.items];
    case "mapping":
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
  }
}

function sum(node: YamlNode, counts: ReadonlyMap<YamlNode, Count>): Count {
  const count = { total: 1, fromAliases: 0 };
  for (const child of children(node)) {
    const { total, fromAliases } = counts.get(child)!;
    count.total += total;
    count.fromAliases += node.kind === "alias" ? total : fromAliases;
  }
  return count;
}

function isExcessive({ total, fromAliases }: Count): boolean {
  if (fromAliases <= 100 || total <= 1000) return false;
  const beyond = Math.min(Math.max(total - FREE_NODES, 0) / (STRICT_NODES - FREE_NODES), 1);
  return fromAliases / total > 0.99 - 0.89 * beyond;
}
