import { expect, test } from "vitest";
import { type NodePath, postOrder, selectors, walk } from "../../../src/promql/index.js";
import { read } from "../corpus.js";

test("a walk goes from the outside in and from left to right", () => {
  const seen: string[] = [];
  walk(read("sum(rate(a[5m])) / -b"), (node) => seen.push(node.kind));
  expect(seen).toEqual(["binary", "aggregation", "call", "matrix", "selector", "unary", "selector"]);
});

test("a walk knows the way back up", () => {
  const ways: string[][] = [];
  walk(read("sum(rate(a[5m]))"), (node, parent) => {
    if (node.kind !== "selector") return;
    const way: string[] = [];
    for (let place: NodePath | undefined = parent; place; place = place.parent) way.push(place.expr.kind);
    ways.push(way);
  });
  expect(ways).toEqual([["matrix", "call", "aggregation"]]);
});

test("a walk leaves out what it is told to", () => {
  const seen: string[] = [];
  walk(read("sum(a) + b"), (node) => {
    seen.push(node.kind);
    return node.kind !== "aggregation";
  });
  expect(seen).toEqual(["binary", "aggregation", "selector"]);
});

test("from the inside out, what is inside comes first", () => {
  expect(postOrder(read("topk(1, a) + b")).map(({ kind }) => kind)).toEqual([
    "number",
    "selector",
    "aggregation",
    "selector",
    "binary",
  ]);
});

test("selectors come in the order they are written", () => {
  expect(selectors(read("a + rate(b[5m]) / (c or d)")).map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
});
