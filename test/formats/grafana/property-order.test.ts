import { expect, test } from "vitest";
import { sortProperties } from "../../../src/formats/grafana/property-order.js";

test("names are sorted, whatever was sorted before", () => {
  expect(sortProperties("a", ["z", "panels", "b"])).toEqual(["b", "z", "panels"]);
  expect(sortProperties("a", ["z", "panels", "b"])).toEqual(["b", "z", "panels"]);
});

test("names with line breaks are not taken for others", () => {
  expect(sortProperties("a", ["c\nb", "a"])).toEqual(["a", "c\nb"]);
  expect(sortProperties("a", ["c", "b\na"])).toEqual(["b\na", "c"]);
  expect(sortProperties("a", ["c", "b", "a"])).toEqual(["a", "b", "c"]);
  expect(sortProperties("a\nc", ["b", "a"])).toEqual(["a", "b"]);
});
