import { describe, expect, test } from "vitest";
import { readTestFile } from "../../../src/formats/prometheus-tests/index.js";
import { parseLines } from "../../../src/formats/prometheus-tests/line-notation.js";

const minute = 60_000;

describe("lines", () => {
  test.each([
    ["'a'", [{ text: "a", from: 0, step: minute, count: 1 }], 1],
    [
      "'a' _ 'b'",
      [
        { text: "a", from: 0 },
        { text: "b", from: 2 * minute },
      ],
      3,
    ],
    [
      "'a' x10 'b'",
      [
        { text: "a", from: 0, step: minute, count: 10 },
        { text: "b", from: 10 * minute },
      ],
      11,
    ],
    ["_x5 'a'*3 x 2", [{ text: "a", from: 5 * minute, step: minute / 3, count: 6 }], 7],
    ["'a' * 30", [{ text: "a", from: 0, step: 2000, count: 30 }], 1],
    ["'a'x0 'b'*0 'c'", [{ text: "c", from: minute }], 2],
    [`'{"a":"\\n"}'`, [{ text: '{"a":"\\n"}' }], 1],
    ["`it's`", [{ text: "it's" }], 1],
    ['"a\\tb\\"c\\""', [{ text: 'a\tb"c"' }], 1],
    ["''", [{ text: "" }], 1],
    ["", [], 0],
    ["  \n 'a'\n  'b' ", [{ text: "a" }, { text: "b", from: minute }], 2],
  ])("%s", (notation, runs, intervals) => {
    const read = parseLines(notation, minute);
    expect(read).toMatchObject({ runs, intervals });
    expect(read.runs).toHaveLength(runs.length);
  });

  test.each([
    ["level=error", "a line is written in quotes, and an interval without one as _", 0],
    ["'a' b", "a line is written in quotes, and an interval without one as _", 4],
    ["'a' 'b", "a line has no closing quote", 4],
    ["'a'y", "expected *N, xN or a space after a line", 3],
    ["'a'x", "expected *N, xN or a space after a line", 3],
    ["'a''b'", "expected *N, xN or a space after a line", 3],
    ["_*3", "expected *N, xN or a space after a line", 1],
    ['"\\q"', "a line in double quotes has the escapes of JSON; use single quotes for a text as it is", 0],
  ])("%s is invalid", (notation, error, offset) => {
    expect(parseLines(notation, minute)).toEqual({ error, offset });
  });
});

describe("the logs of a test file", () => {
  const problems = (text: string) => {
    const { diagnostics } = readTestFile(text, { file: "tests.yml", version: { major: 3, minor: 5 } });
    return diagnostics.map(({ id, summary, span }) => `${span?.start.line}:${span?.start.column} ${id}: ${summary}`);
  };

  test("have their problems at the line of the file", () => {
    expect(
      problems(`tests:
- logs:
  - stream: '{app=~"cart"}'
    lines: "'a'"
  - stream: cart{app="a"}
    lines: |-
      'a' x5
      b
  - stream: '{}'
    lines: ["'a'", "_ c"]
  - lines: "'a'"
  - stream: '{a="b"} x'
    line: "'a'"
  logql_expr_test:
  - expr: 'sum(rate({a="b"} |= "x"))'
  - expr: '{a="b"}'
  - eval_time: 5m
`),
    ).toEqual([
      "3:19 test-file/invalid-lines: labels of a series need =, not =~",
      "5:13 test-file/invalid-lines: a log stream has labels, and no name",
      "8:7 test-file/invalid-lines: a line is written in quotes, and an interval without one as _",
      "9:14 test-file/invalid-lines: a log stream has at least one label",
      "10:23 test-file/invalid-lines: a line is written in quotes, and an interval without one as _",
      "11:5 test-file/invalid-lines: stream is missing",
      "12:21 test-file/invalid-lines: unexpected text after the labels",
      '13:5 test-file/unknown-field: a log stream has no field "line"',
      expect.stringMatching(/^15:\d+ logql\/syntax: /),
      "16:12 test-file/wrong-result: the expression returns log lines",
      "17:5 test-file/missing-expr: expr is missing",
    ]);
  });

  test("are limited", () => {
    const text = `tests: [{logs: [{stream: '{a="b"}', lines: "'a'*999999999 x9"}], alert_rule_test: [{alertname: A, eval_time: 9m}]}]`;
    expect(problems(text)).toEqual([
      expect.stringContaining("test-file/too-many-values: the logs of this test have more than 1000000 lines"),
    ]);
  });
});
