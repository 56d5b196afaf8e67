import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, indent, prependItem, removeMembers, setMember } from "../../../src/formats/json/edit.js";
import { type JsonArray, type JsonObject, member } from "../../../src/formats/json/node.js";
import { parseJson } from "../../../src/formats/json/parse.js";

function rootOf(source: string): JsonObject {
  const parsed = parseJson(source, "a.json");
  if (!parsed.ok || parsed.root.kind !== "object") throw new Error(`not an object: ${source}`);
  return parsed.root;
}

function set(source: string, name: string, value: unknown): string {
  return applyEdits(source, [setMember(source, rootOf(source), name, value)]);
}

function remove(source: string, ...names: readonly string[]): string {
  return applyEdits(source, removeMembers(rootOf(source), new Set(names)));
}

describe("a member", () => {
  test("is replaced where it is, and the rest is kept to the byte", () => {
    const source = '{ "b" : 1.0,\t"a":1e3,\r\n "long": 12345678901234567890, "é": "\\u00e9\\/" }';
    expect(set(source, "a", "x")).toBe(source.replace("1e3", '"x"'));
  });

  test.each([
    ["{}", '{"a": 1}'],
    ["{ }", '{"a": 1 }'],
    ['{"b":2}', '{"b":2,"a":1}'],
    ['{"b": 2}', '{"b": 2,"a": 1}'],
    ['{ "b": 2 }', '{ "b": 2, "a": 1 }'],
    ['{\n  "b": 2\n}', '{\n  "b": 2,\n  "a": 1\n}'],
    ['{\n\t"b" : [\n\t]\n}\n', '{\n\t"b" : [\n\t],\n\t"a": 1\n}\n'],
  ])("is added to %j like the others", (source, changed) => {
    expect(set(source, "a", 1)).toBe(changed);
  });

  test.each([
    ['{"a":1,"b":2,"c":3}', ["a"], '{"b":2,"c":3}'],
    ['{"a":1,"b":2,"c":3}', ["b"], '{"a":1,"c":3}'],
    ['{"a":1,"b":2,"c":3}', ["c"], '{"a":1,"b":2}'],
    ['{"a":1,"b":2,"c":3}', ["a", "b"], '{"c":3}'],
    ['{"a":1,"b":2,"c":3}', ["b", "c"], '{"a":1}'],
    ['{\n  "a": 1,\n  "b": 2\n}', ["a"], '{\n  "b": 2\n}'],
    ['{"a":1}', ["a"], "{}"],
    ['{"a":1}', ["b"], '{"a":1}'],
    ['{"a":1,"b":2,"a":3}', ["a"], '{"b":2}'],
  ])("is removed from %j with its comma", (source, names, changed) => {
    expect(remove(source, ...names)).toBe(changed);
  });
});

test("the changed text has the changed value, whatever the object and its layout", () => {
  const object = fc.dictionary(fc.constantFrom("id", "uid", "title", 'a "b"', "é"), fc.jsonValue({ maxDepth: 2 }));
  const layout = fc.constantFrom(undefined, 1, 2, "\t");
  fc.assert(
    fc.property(object, layout, fc.constantFrom("uid", "version", 'a "b"'), (value, spaces, name) => {
      const source = JSON.stringify({ ...value, panels: [] }, undefined, spaces);
      const edits = [
        ...removeMembers(rootOf(source), new Set(["id", "title"])),
        setMember(source, rootOf(source), name, "new"),
      ];
      const expected: Record<string, unknown> = { ...JSON.parse(source), [name]: "new" };
      delete expected.id;
      delete expected.title;
      expect(JSON.parse(applyEdits(source, edits))).toEqual(expected);
    }),
  );
});

test.each([
  ['{"a":[]}', '{"a":["x"]}'],
  ['{"a":["b"]}', '{"a":["x", "b"]}'],
  ['{"a":["b","c"]}', '{"a":["x","b","c"]}'],
  ['{"a": [\n    "b"\n  ]}', '{"a": [\n    "x",\n    "b"\n  ]}'],
])("an item is added before those of %j", (source, changed) => {
  expect(applyEdits(source, [prependItem(source, member(rootOf(source), "a") as JsonArray, "x")])).toBe(changed);
});

test("edits that overlap are a mistake of the caller", () => {
  const edits = [
    { start: 0, end: 3, text: "" },
    { start: 2, end: 4, text: "" },
  ];
  expect(() => applyEdits("abcdef", edits)).toThrow("edits overlap at offset 2");
});

test.each([
  ['{\n      "a": [\n        1\n      ]\n    }', '{\n    "a": [\n      1\n    ]\n  }'],
  ['{\n\t"a": 1\n}', '{\n  \t"a": 1\n  }'],
  ['{ "a": 1 }', '{ "a": 1 }'],
])("%j is indented like what is around it", (text, indented) => {
  expect(indent(text, "  ")).toBe(indented);
});
