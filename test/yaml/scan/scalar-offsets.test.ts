import { describe, expect, test } from "vitest";
import { mapScalarOffsets, readYaml, type YamlScalar } from "../../../src/yaml/index.js";

/** The value of `a`, and for every character of it where it stands in the text. */
function placesOf(text: string) {
  const root = readYaml(text, { file: "a.yml" }).documents[0]!;
  const scalar = (root.kind === "mapping" ? root.entries[0]!.value : root) as YamlScalar;
  const place = mapScalarOffsets(text, scalar);
  return { value: scalar.value, place, at: (part: string) => text.slice(place(scalar.value.indexOf(part))) };
}

describe("an offset in a value is found in the text", () => {
  test("of a plain scalar", () => {
    expect(placesOf("a: foo + bar\n").at("bar")).toBe("bar\n");
  });

  test("of a plain scalar over several lines", () => {
    expect(placesOf("a: foo +\n   bar\n").at("bar")).toBe("bar\n");
  });

  test("after escapes in double quotes", () => {
    expect(placesOf('a: "x\\t{b=\\"c\\"} + bar"\n').at("bar")).toBe('bar"\n');
  });

  test("after doubled single quotes", () => {
    expect(placesOf("a: 'x{b=''c''} + bar'\n").at("bar")).toBe("bar'\n");
  });

  test("of a literal block", () => {
    const { at, place, value } = placesOf("a: |\n    foo\n      + bar\n");
    expect(value).toBe("foo\n  + bar\n");
    expect(at("+")).toBe("+ bar\n");
    expect(place(0)).toBe(9);
  });

  test("of a folded block", () => {
    const { at, value } = placesOf("a: >-\n  foo\n  + bar\n\n  baz\n");
    expect(value).toBe("foo + bar\nbaz");
    expect(at("bar")).toBe("bar\n\n  baz\n");
    expect(at("baz")).toBe("baz\n");
  });

  test("past the end is the end", () => {
    const { place, value } = placesOf("a: 'bc'\n");
    expect(place(value.length)).toBe(6);
  });
});
