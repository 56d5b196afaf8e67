import { expect, test } from "vitest";
import { sortProperties } from "../../../src/formats/grafana/property-order.js";

const sorted = (holder: string, names: readonly string[]) => sortProperties(holder, names).map(({ name }) => name);

test("names are sorted, whatever was sorted before", () => {
  expect(sorted("a", ["z", "panels", "b"])).toEqual(["b", "z", "panels"]);
  expect(sorted("a", ["z", "panels", "b"])).toEqual(["b", "z", "panels"]);
});

test("names with line breaks are not taken for others", () => {
  expect(sorted("a", ["c\nb", "a"])).toEqual(["a", "c\nb"]);
  expect(sorted("a", ["c", "b\na"])).toEqual(["b\na", "c"]);
  expect(sorted("a", ["c", "b", "a"])).toEqual(["a", "b", "c"]);
  expect(sorted("a\nc", ["b", "a"])).toEqual(["a", "b"]);
});
