import { describe, expect, test } from "vitest";
import { mapScalarOffsets, readYaml, type YamlScalar } from "../../../src/yaml/index.js";

/** The value of `a`, and a map from its offsets to those of the text. */
function mapOffsets(text: string) {
  const root = readYaml(text, { file: "a.yml" }).documents[0]!;
  const scalar = (root.kind === "mapping" ? root.entries[0]!.value : root) as YamlScalar;
  const toTextOffset = mapScalarOffsets(text, scalar);
  return {
    value: scalar.value,
    toTextOffset,
    at: (part: string) => text.slice(toTextOffset(scalar.value.indexOf(part))),
  };
}

describe("maps an offset in a value to the text", () => {
  test("of a plain scalar", () => {
    expect(mapOffsets("a: foo + bar\n").at("bar")).toBe("bar\n");
  });

  test("of a plain scalar over several lines", () => {
    expect(mapOffsets("a: foo +\n   bar\n").at("bar")).toBe("bar\n");
  });

  test("after escapes in double quotes", () => {
    expect(mapOffsets('a: "x\\t{b=\\"c\\"} + bar"\n').at("bar")).toBe('bar"\n');
  });

  test("after doubled single quotes", () => {
    expect(mapOffsets("a: 'x{b=''c''} + bar'\n").at("bar")).toBe("bar'\n");
  });

  test("of a literal block", () => {
    const { at, toTextOffset, value } = mapOffsets("a: |\n    foo\n      + bar\n");
    expect(value).toBe("foo\n  + bar\n");
    expect(at("+")).toBe("+ bar\n");
    expect(toTextOffset(0)).toBe(9);
  });

  test("of a folded block", () => {
    const { at, value } = mapOffsets("a: >-\n  foo\n  + bar\n\n  baz\n");
    expect(value).toBe("foo + bar\nbaz");
    expect(at("bar")).toBe("bar\n\n  baz\n");
    expect(at("baz")).toBe("baz\n");
  });

  test("maps the end of the value to the end of the scalar", () => {
    const { toTextOffset, value } = mapOffsets("a: 'bc'\n");
    expect(toTextOffset(value.length)).toBe(6);
  });
});
