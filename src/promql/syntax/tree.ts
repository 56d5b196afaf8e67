/** Lists a node and its descendants in post-order, children before parents. It does not recurse, so any depth is safe. */
export function listPostOrder<Node>(root: Node, children: (node: Node) => readonly Node[]): Node[] {
  const order: Node[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    order.push(node);
    for (const child of children(node)) open.push(child);
  }
  return order.reverse();
}
