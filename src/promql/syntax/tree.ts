/** The direct children of a node, in source order. */
type Children<Node> = (node: Node) => readonly Node[];

/** A node with the path to the root. */
export interface TreePath<Node> {
  readonly expr: Node;
  readonly parent: TreePath<Node> | undefined;
}

/**
 * Visits a node and its descendants in pre-order. Skips the children where `visit` returns `false`. It does not recurse, so
 * any depth is safe.
 */
export function walkTree<Node>(
  root: Node,
  children: Children<Node>,
  visit: (node: Node, parent: TreePath<Node> | undefined) => unknown,
): void {
  const paths: TreePath<Node>[] = [{ expr: root, parent: undefined }];
  for (let path = paths.pop(); path; path = paths.pop()) {
    if (visit(path.expr, path.parent) === false) continue;
    const inner = children(path.expr);
    for (let index = inner.length - 1; index >= 0; index--) paths.push({ expr: inner[index]!, parent: path });
  }
}

/** Lists a node and its descendants in post-order, children before parents. It does not recurse, so any depth is safe. */
export function listPostOrder<Node>(root: Node, children: Children<Node>): Node[] {
  const order: Node[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    order.push(node);
    for (const child of children(node)) open.push(child);
  }
  return order.reverse();
}
