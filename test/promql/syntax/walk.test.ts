import { expect, test } from "vitest";
import { type NodePath, postOrder, selectors, walk } from "../../../src/promql/index.js";
import { read } from "../corpus.js";

test("walk is pre-order", () => {
  const seen: string[] = [];
  walk(read("sum(rate(a[5m])) / -b"), (node) => seen.push(node.kind));
  expect(seen).toEqual(["binary", "aggregation", "call", "matrix", "selector", "unary", "selector"]);
});

test("walk passes the path to the root", () => {
  const ways: string[][] = [];
  walk(read("sum(rate(a[5m]))"), (node, parent) => {
    if (node.kind !== "selector") return;
    const way: string[] = [];
    for (let place: NodePath | undefined = parent; place; place = place.parent) way.push(place.expr.kind);
    ways.push(way);
  });
  expect(ways).toEqual([["matrix", "call", "aggregation"]]);
});

test("walk skips the children of a node", () => {
  const seen: string[] = [];
  walk(read("sum(a) + b"), (node) => {
    seen.push(node.kind);
    return node.kind !== "aggregation";
  });
  expect(seen).toEqual(["binary", "aggregation", "selector"]);
});

test("postOrder lists children before parents", () => {
  expect(postOrder(read("topk(1, a) + b")).map(({ kind }) => kind)).toEqual([
    "number",
    "selector",
    "aggregation",
    "selector",
    "binary",
  ]);
});

test("selectors are in source order", () => {
  expect(selectors(read("a + rate(b[5m]) / (c or d)")).map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
});
