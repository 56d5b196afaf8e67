import { describe, expect, test } from "vitest";
import { readYaml, toPlainValue, type YamlNode } from "../../src/yaml/index.js";

function read(text: string): YamlNode {
  const { documents, diagnostics } = readYaml(text, { file: "a.yml" });
  expect(diagnostics).toEqual([]);
  return documents[0]!;
}

function plain(text: string) {
  return toPlainValue(read(text));
}

function problem(text: string) {
  const { summary, span } = readYaml(text, { file: "a.yml" }).diagnostics[0]!;
  return `${span!.start.line}:${span!.start.column} ${summary}`;
}

describe("the value of a document", () => {
  test("mappings, lists and scalars, in blocks and in brackets", () => {
    expect(plain("a: [1, two, {b: c}]\nd:\n- e\n- f: g\n  h: ~\n")).toEqual({
      a: [1, "two", { b: "c" }],
      d: ["e", { f: "g", h: null }],
    });
  });

  test("multi-line scalars are folded or literal", () => {
    expect(
      plain("plain: a\n  b\n\n  c\nfolded: >\n  a\n  b\n\n    c\n  d\nliteral: |-\n  a\n   b\n\nkept: |+\n  a\n\n"),
    ).toEqual({
      plain: "a b\nc",
      folded: "a b\n\n  c\nd\n",
      literal: "a\n b",
      kept: "a\n\n",
    });
  });

  test("escapes in double quotes, doubled quotes in single ones", () => {
    expect(plain(`a: "\\x41\\u00e9\\n\\\n  b"\nc: 'it''s'`)).toEqual({ a: "Aé\nb", c: "it's" });
  });

  test("types are those of yaml.v3: yes is a string, 017 is octal", () => {
    expect(plain("[yes, true, 017, 0x1F, 1_000, 1e3, .5, 1.2.3, 2020-01-01, '1', ~]")).toEqual([
      "yes",
      true,
      15,
      31,
      1000,
      1000,
      0.5,
      "1.2.3",
      "2020-01-01",
      "1",
      null,
    ]);
  });

  test("aliases stand for their anchor, and << merges without overwriting", () => {
    expect(plain("base: &b {x: 1, y: 2}\nderived:\n  <<: *b\n  y: 3\nlist: [*b]\n")).toEqual({
      base: { x: 1, y: 2 },
      derived: { y: 3, x: 1 },
      list: [{ x: 1, y: 2 }],
    });
  });

  test("a key named __proto__ is a key", () => {
    expect(Object.keys(plain("__proto__: 1") as object)).toEqual(["__proto__"]);
  });
});

describe("offsets", () => {
  test("a node includes its anchor and tag", () => {
    const text = "a: &x !!str b\n";
    const root = read(text);
    const value = root.kind === "mapping" ? root.entries[0]!.value : root;
    expect(text.slice(value.start, value.end)).toBe("&x !!str b");
  });

  test("a byte order mark is skipped", () => {
    expect(plain("\ufeffa: 1\n")).toEqual({ a: 1 });
  });
});

describe("syntax errors", () => {
  test.each([
    ["groups:\n\t- name: g\n", "2:1 invalid YAML: unexpected tab: indent with spaces"],
    ["a: b: c\n", '1:5 invalid YAML: unexpected : here; quote a value that contains ": "'],
    ["a: [1, 2\n", "2:1 invalid YAML: expected , or ] in the list"],
    ['a: "b\n', "2:1 invalid YAML: the closing quote is missing"],
    ["a: *b\n", '1:4 invalid YAML: undefined anchor "b"; an anchor is defined before its aliases'],
    ["a:\n  b: 1\n c: 2\n", "3:2 invalid YAML: expected a key: check the indentation of this line"],
    ["a: \u0001\n", "1:4 invalid YAML: control character U+0001 is not allowed"],
  ])("%j", (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});

test.each([
  ["a: 1\nb: {{ $labels.job }} is down\n", "quote the value that begins with {{"],
  ["- a: %5 of it\n", "quote the value that begins with %"],
  ["a: [1\nb: 2\n", undefined],
])("suggests quotes: %j", (text, fix) => {
  expect(readYaml(text, { file: "a.yml" }).diagnostics[0]!.fix).toBe(fix);
});

describe("several documents", () => {
  test("only the first one is read, and what follows is not checked", () => {
    const { documents, unreadDocumentStart, diagnostics } = readYaml("a: 1\n---\nb: [\n", { file: "a.yml" });
    expect(documents).toHaveLength(1);
    expect(unreadDocumentStart).toBe(5);
    expect(diagnostics).toEqual([]);
  });

  test("all of them on request", () => {
    const { documents } = readYaml("a: 1\n---\nb: 2\n...\n---\nc: 3\n", { file: "a.yml", documents: "all" });
    expect(documents.map(toPlainValue)).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  test("an empty text has none", () => {
    expect(readYaml("# nothing\n", { file: "a.yml" }).documents).toEqual([]);
  });
});

describe("hostile texts", () => {
  test("nesting is limited as in yaml.v3", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(readYaml(nested(10_000), { file: "a.yml" }).diagnostics).toEqual([]);
    expect(problem(nested(10_001))).toContain("nested more than 10000 levels deep");
  });

  test("nested blocks are limited too", () => {
    const nested = (depth: number) => Array.from({ length: depth }, () => "- ").join("");
    expect(readYaml(nested(9_000), { file: "a.yml" }).diagnostics).toEqual([]);
    expect(problem(nested(10_001))).toContain("nested more than 10000 levels deep");
  });

  test.each(["&a ", "{a: ", "? ", "a: >\n ", "'", "%", "!a ", "- - ", "[a, ", "a\n", "a: b\n", "- 'x'\n", "[1], "])(
    "%j repeated takes linear time: eight times the size takes about eight times as long",
    (part) => {
      const fastest = (count: number) => {
        const text = part.repeat(count);
        const times = [1, 2, 3, 4, 5].map(() => {
          const start = performance.now();
          readYaml(text, { file: "a.yml" });
          return performance.now() - start;
        });
        return Math.min(...times);
      };
      fastest(1_000);
      // Quadratic time would give a ratio of 64. The constant absorbs the resolution of short measurements.
      expect(fastest(80_000) / (fastest(10_000) + 1)).toBeLessThan(30);
    },
  );
});
