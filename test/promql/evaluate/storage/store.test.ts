import { expect, test } from "vitest";
import { createStore, nativeHistogram, stale } from "../../../../src/promql/evaluate/index.js";
import type { VectorSelector } from "../../../../src/promql/index.js";
import { parse, ruleDialect } from "../../../../src/promql/index.js";
import { at, minute } from "../queries.js";

const up = { __name__: "up", job: "api" };

test("a series is identified by its labels in any order and notation", () => {
  const store = createStore();
  store.append({ job: "api", __name__: "up" }, 0, 1);
  store.append(new Map(Object.entries(up)), minute, 2);
  expect(store.all()).toHaveLength(1);
  expect(at(1, "sum_over_time(up[5m])", store)).toEqual({ '{job="api"}': 3 });
});

test("a label with an empty value is absent", () => {
  const store = createStore();
  store.append({ ...up, zone: "" }, 0, 1);
  expect(at(0, "up", store)).toEqual({ 'up{job="api"}': 1 });
});

test("samples may come in any order", () => {
  const store = createStore();
  for (const time of [3, 1, 2, 0]) store.append(up, time * minute, time);
  expect(at(3, "changes(up[10m])", store)).toEqual({ '{job="api"}': 3 });
  expect(at(3, "up", store)).toEqual({ 'up{job="api"}': 3 });
});

test("a sample replaces one at the same time, of any kind", () => {
  const store = createStore();
  const histogram = nativeHistogram({ count: 7 });
  store.append(up, 0, 1);
  store.append(up, 0, histogram);
  expect(at(0, "histogram_count(up)", store)).toEqual({ '{job="api"}': 7 });
  store.append(up, 0, stale);
  expect(at(0, "up", store)).toEqual({});
  store.append(up, 0, 5);
  expect(at(0, "up", store)).toEqual({ 'up{job="api"}': 5 });
});

test("a memoised selection includes series that were added later", () => {
  const store = createStore();
  const selector = parse('up{job=~"a.*"}', ruleDialect({ major: 3, minor: 5 })).expr as VectorSelector;
  store.append(up, 0, 1);
  expect(store.select(selector)).toHaveLength(1);
  store.append({ __name__: "up", job: "auth" }, 0, 1);
  expect(store.select(selector)).toHaveLength(2);
});

test("a label may be named like a property of every object", () => {
  const store = createStore();
  store.append(
    new Map([
      ["__name__", "up"],
      ["__proto__", "a"],
      ["constructor", "b"],
    ]),
    0,
    1,
  );
  expect(at(0, "count by (__proto__) (up)", store)).toEqual({ '{__proto__="a"}': 1 });
});

test("a fork has the series of its origin, and is written independently", () => {
  const store = createStore();
  const selector = parse("up", ruleDialect({ major: 3, minor: 5 })).expr as VectorSelector;
  for (const job of ["api", "web"]) store.append({ __name__: "up", job }, 0, 1);
  const [fork, other] = [store.fork(), store.fork()];
  expect(fork.select(selector)).toHaveLength(2);
  fork.append(up, minute, 2);
  fork.append({ __name__: "up", job: "new" }, minute, 3);
  expect(at(1, "up", fork)).toEqual({ 'up{job="api"}': 2, 'up{job="web"}': 1, 'up{job="new"}': 3 });
  expect(fork.select(selector).map(({ floatCount }) => floatCount)).toEqual([2, 1, 1]);
  for (const one of [store, other]) expect(at(1, "up", one)).toEqual({ 'up{job="api"}': 1, 'up{job="web"}': 1 });
});
