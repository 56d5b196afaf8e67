import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { componentNames, findComponent } from "../../../src/formats/alloy/schema/components.js";
import type { Shape } from "../../../src/formats/alloy/schema/shape.js";
import { corpusFolder } from "../../oracles/corpus.js";

interface Facts {
  readonly arguments: Readonly<Record<string, { readonly required: boolean | string; readonly type: string }>>;
  readonly blocks: Readonly<Record<string, Pick<Facts, "arguments"> & { required: boolean; repeatable: boolean }>>;
  readonly exports?: Readonly<Record<string, string>> | null;
}

type Components = Readonly<Record<string, Facts>>;

const { path: folder, missing } = corpusFolder("collection/alloy");
const read = (file: string): Components =>
  missing ? {} : JSON.parse(readFileSync(`${folder}${file}`, "utf8")).components;

/** The shape of an inner block; undefined if there is none. */
function shapeAt(shape: Shape, path: readonly string[]): Shape | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return shape;
  const inner = shape.blocks.get(first)?.shape();
  return inner && shapeAt(inner, rest);
}

const argumentsOf = (shape: Shape | undefined) =>
  [...(shape?.arguments ?? [])].map(([name, { isRequired }]) => `${name}${isRequired ? "!" : ""}`).sort();
const argumentsIn = (facts: Pick<Facts, "arguments">) =>
  Object.entries(facts.arguments)
    .map(([name, { required }]) => `${name}${required === true ? "!" : ""}`)
    .sort();

test("every table can be read, with all the shapes that it names", () => {
  const seen = new Set<Shape>();
  const walk = (shape: Shape) => {
    if (seen.has(shape)) return;
    seen.add(shape);
    for (const block of shape.blocks.values()) walk(block.shape());
  };
  for (const name of componentNames()) walk(findComponent(name)!.shape);
  expect([...componentNames()]).toHaveLength(185);
});

describe.skipIf(missing)("the tables hold what Alloy's code says", () => {
  const components = read("components-go.json");

  test.each(Object.entries(components))("%s", (name, facts) => {
    const { shape, exports } = findComponent(name)!;
    expect(argumentsOf(shape)).toEqual(argumentsIn(facts));
    expect([...exports.keys()].sort()).toEqual(Object.keys(facts.exports ?? {}).sort());
    for (const [path, block] of Object.entries(facts.blocks)) {
      const parts = path.split(" > ");
      const outer = shapeAt(shape, parts.slice(0, -1))!.blocks.get(parts.at(-1)!)!;
      expect([path, outer.isRequired, outer.mayRepeat]).toEqual([path, block.required, block.repeatable]);
      expect([path, ...argumentsOf(outer.shape())]).toEqual([path, ...argumentsIn(block)]);
    }
  });
});

describe.skipIf(missing)("the tables know all that the documentation names, where the code was not read", () => {
  const inCode = new Set(Object.keys(read("components-go.json")));
  const documented = Object.entries(read("components.json")).filter(([name]) => !inCode.has(name));

  test.each(documented)("%s", (name, facts) => {
    const { shape } = findComponent(name)!;
    const missingArguments = Object.entries({ "": facts, ...facts.blocks }).flatMap(([path, block]) => {
      const inner = shapeAt(shape, path === "" ? [] : path.replaceAll("`", "").split(" > "));
      return Object.keys(block.arguments)
        .filter((argument) => /^\w+$/.test(argument) && inner?.arguments.has(argument) !== true)
        .map((argument) => `${path}.${argument}`);
    });
    expect(missingArguments).toEqual([]);
  });
});
