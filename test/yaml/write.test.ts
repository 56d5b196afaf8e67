import fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { readYaml, renderYaml, toPlainValue, type YamlValue } from "../../src/yaml/index.js";
import { rounds } from "../oracles/rounds.js";

function read(text: string) {
  const { documents, diagnostics } = readYaml(text, { file: "a.yml" });
  expect(diagnostics).toEqual([]);
  return toPlainValue(documents[0]!);
}

const characters = fc.constantFrom(
  ..."ab01 :#-?,[]{}&*!|>'\"%@`~\n\t\\.=_éx+",
  "\u2028",
  "\u0085",
  "\r",
  "😀",
  "\ufeff",
  "\0",
);
const texts = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => text.replace(/[\ud800-\udfff]/g, "")),
  fc.array(characters).map((parts) => parts.join("")),
  fc.constantFrom("on", "yes", "1.0", "0x1", "1e3", "1:20", "2020-01-01", "null", "~", "<<", "=", ".inf", "---", "..."),
);
const data = fc.letrec<{ value: YamlValue; leaf: YamlValue }>((tie) => ({
  leaf: fc.oneof(
    texts,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n || 0),
    fc.boolean(),
    fc.constant(null),
  ),
  value: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(texts, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe("written YAML", () => {
  test("is readable", () => {
    const rules = {
      groups: [
        {
          name: "api",
          rules: [
            {
              alert: "Down",
              expr: "sum(up)\n  == 0\n",
              for: "5m",
              labels: { severity: "page", on: "call" },
              annotations: { summary: "{{ $labels.job }} is down", note: 'it says "no"' },
            },
          ],
        },
        { name: "empty", rules: [], labels: {} },
      ],
    };
    expect(renderYaml(rules)).toBe(`groups:
  - name: api
    rules:
      - alert: Down
        expr: |
          sum(up)
            == 0
        for: 5m
        labels:
          severity: page
          "on": call
        annotations:
          summary: "{{ $labels.job }} is down"
          note: it says "no"
  - name: empty
    rules: []
    labels: {}
`);
  });

  test.each([
    "on",
    "yes",
    "NO",
    "1.0",
    "0x1",
    "1e3",
    "010",
    "1_000",
    "12:30:45",
    "2020-01-01",
    "null",
    "~",
    "",
    " a",
    "a: b",
    "a #b",
    "- a",
    "=",
    "<<",
    ".5",
  ])("quotes %j, which some readers do not read as a string", (text) => {
    expect(renderYaml([text])).toBe(`- "${text}"\n`);
  });

  test.each(["5m", "job:requests:rate5m", "a-b", "it's", "100%", "a,b", "x=~y", "sum(rate(a[5m])) > 0"])(
    "leaves %j as it is",
    (text) => {
      expect(renderYaml([text])).toBe(`- ${text}\n`);
    },
  );

  test("omits undefined values", () => {
    expect(renderYaml({ a: 1, b: undefined })).toBe("a: 1\n");
  });

  test("reads back as the same data", () => {
    fc.assert(
      fc.property(data, (value) => void expect(read(renderYaml(value))).toEqual(value)),
      { numRuns: rounds(250) },
    );
  });

  test("is the same data to js-yaml", () => {
    fc.assert(
      fc.property(data, (value) => void expect(load(renderYaml(value))).toEqual(value)),
      { numRuns: rounds(250) },
    );
  });

  test("replaces lone surrogates", () => {
    expect(read(renderYaml(["a\ud800b"]))).toEqual(["a\ufffdb"]);
  });

  test("writes any depth", () => {
    let deep: YamlValue = "x";
    for (let level = 0; level < 20_000; level++) deep = [deep];
    expect(renderYaml(deep).endsWith("- x\n")).toBe(true);
  });
});
