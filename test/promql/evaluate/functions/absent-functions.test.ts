import { expect, test } from "vitest";
import { oldest, recent } from "../../corpus.js";
import { at, loadStore } from "../queries.js";

// The results are those of promtool 2.42 and 3.14.
test.each([
  ['absent(x{a="b"})', '{a="b"}'],
  ['absent(x{a="b", a!~"c"})', "{}"],
  ['absent(x{a!~"c", a="b"})', '{a="b"}'],
  ['absent(x{a="b", a="b", o="1"})', '{o="1"}'],
  ['absent(x{a!="c", a="b", a!="d"})', "{}"],
  ['absent(x{b="c", a="b", b!~"d"})', '{a="b"}'],
  ['absent(x{a="b", a="", o="1"})', '{o="1"}'],
  ['absent_over_time(x{a="b", o=~"1", c="d"}[5m])', '{a="b", c="d"}'],
  ['absent({__name__!="y", a="b"})', '{a="b"}'],
])("%s has the labels %s", (query, labels) => {
  for (const dialect of [oldest, recent]) {
    expect(at(0, query, loadStore("y 1"), { dialect })).toEqual({ [labels]: 1 });
  }
});
