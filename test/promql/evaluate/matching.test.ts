import { describe, expect, test } from "vitest";
import { experimental, oldest } from "../corpus.js";
import { at, loadStore } from "./queries.js";

describe("fill values for series without a match", () => {
  const store = loadStore(
    'cores{node="a",core="0"} 1',
    'cores{node="a",core="1"} 1',
    'cores{node="b",core="0"} 1',
    'weight{node="a"} 10',
    'weight{node="c"} 30',
  );
  const options = { dialect: experimental };

  test("work on either side", () => {
    const query = 'cores{core="0"} + ignoring (core) fill_left(2) fill_right(3) weight';
    expect(at(0, query, store, options)).toEqual({ '{node="a"}': 11, '{node="b"}': 4, '{node="c"}': 32 });
  });

  test("belong to the many and the one side with group_left", () => {
    const all = { '{core="0", node="a"}': 10, '{core="1", node="a"}': 10 };
    const many = "cores * on (node) group_left fill_left(2) weight";
    expect(at(0, many, store, options)).toEqual({ ...all, '{node="c"}': 60 });
    const one = "cores * on (node) group_left fill_right(3) weight";
    expect(at(0, one, store, options)).toEqual({ ...all, '{core="0", node="b"}': 3 });
  });

  test("belong to the many and the one side with group_right too, although the sides are swapped", () => {
    const all = { '{core="0", node="a"}': 10, '{core="1", node="a"}': 10 };
    const query = "weight * on (node) group_right fill_left(2) cores";
    expect(at(0, query, store, options)).toEqual({ ...all, '{node="c"}': 60 });
  });
});

describe("type and unit of a metric", () => {
  const store = loadStore(
    'sent_total{__type__="counter",__unit__="bytes",host="a"} 8',
    'limit{__type__="gauge",__unit__="bytes",host="a"} 4',
  );

  test("are dropped with the name since 3.0, but take part in matching", () => {
    expect(at(0, "sent_total / limit", store)).toEqual({});
    expect(at(0, "sent_total / ignoring (__type__) limit", store)).toEqual({ '{host="a"}': 2 });
    expect(at(0, "-limit", store)).toEqual({ '{host="a"}': -4 });
  });

  test("are ordinary labels before 3.0", () => {
    expect(at(0, "sent_total / limit", store, { dialect: oldest })).toEqual({});
    const key = '{__type__="gauge", __unit__="bytes", host="a"}';
    expect(at(0, "-limit", store, { dialect: oldest })).toEqual({ [key]: -4 });
  });
});

test("duplicate series are sorted in the error; before 3.0 the later one comes first", () => {
  const store = loadStore('left{job="a"} 1', 'right{job="a",host="1"} 1', 'right{job="a",host="2"} 1');
  const duplicateError = (order: string): string =>
    `found duplicate series for the match group {job="a"} on the right hand-side of the operation: [${order}];many-to-many matching not allowed: matching labels must be unique on one side`;
  const [first, second] = ["1", "2"].map((host) => `{__name__="right", host="${host}", job="a"}`);
  expect(at(0, "left + on (job) right", store, { dialect: oldest })).toBe(duplicateError(`${second}, ${first}`));
  expect(at(0, "left + on (job) right", store)).toBe(duplicateError(`${first}, ${second}`));
});
