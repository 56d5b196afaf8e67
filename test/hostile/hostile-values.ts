import { promql } from "telltale";

class Thing {
  readonly field = 1;
}

const cyclic: Record<string, unknown> = { kind: "query" };
cyclic.self = cyclic;
const list: unknown[] = [];
list.push(list);

/** Values that no function expects everywhere: of each type, and of shapes that are easily mistaken for another. */
export const hostileValues: readonly (readonly [name: string, value: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 42],
  ["NaN", Number.NaN],
  ["text", "text"],
  ["empty text", ""],
  ["a list", [1, null, undefined]],
  ["a regular expression", /x/g],
  ["true", true],
  ["an object", { a: 1 }],
  ["an object with a kind", { kind: "metric" }],
  ["a function", () => 1],
  ["a symbol", Symbol("symbol")],
  ["a bigint", 1n],
  ["an object that holds itself", cyclic],
  ["a list that holds itself", list],
  ["an instance of a class", new Thing()],
  ["a date", new Date(0)],
  ["an object without a prototype", Object.create(null)],
  ["a map", new Map()],
  ["a query", promql`up`],
];
