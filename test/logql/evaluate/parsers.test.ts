import { describe, expect, test } from "vitest";
import { logs, storeOf } from "./queries.js";

const of = (line: string, query: string, metadata?: Record<string, string>) =>
  logs(storeOf({ 'app="a"': [metadata ? [1, line, metadata] : [1, line]] }), `{app="a"} ${query}`);

describe("json", () => {
  test("flattens objects, and leaves out arrays and null", () => {
    expect(of('{"a":{"b-c":1,"d":[1]},"e":null,"f":true,"9g":"x"}', "| json | line_format ``")).toEqual([
      '{_9g="x", a_b_c="1", app="a", f="true"} ',
    ]);
  });

  test("a key that the stream or the metadata has gets a suffix", () => {
    expect(of('{"app":"b","user":"c"}', "| json | line_format ``", { user: "u" })).toEqual([
      '{app="a", app_extracted="b", user="u", user_extracted="c"} ',
    ]);
  });

  test("text behind the object is no error, and a missing bracket is one", () => {
    expect(of('{"a":1} trailing', "| json | line_format ``")).toEqual(['{a="1", app="a"} ']);
    expect(of('{"a":1,"b":{"c":2}', "| json | keep a, b_c | line_format ``")).toEqual([
      `{__error__="JSONParserErr", __error_details__="Value is array, but can't find closing ']' symbol", a="1", b_c="2"} `,
    ]);
  });

  test("escapes, also of characters beyond 16 bits", () => {
    expect(of('{"a":"\\u00e9\\ud83d\\ude00\\n","b":"\\ud83d"}', "| json | line_format ``")).toEqual([
      '{a="é😀\\n", app="a", b=""} ',
    ]);
  });

  test("objects nested deeply do not exhaust the stack", () => {
    const depth = 50_000;
    const line = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    expect(of(line, "| json | keep app | line_format ``")).toEqual(['{app="a"} ']);
  });

  test("paths", () => {
    const line = '{"a":{"b":[{"c":"x"},"y"]},"d e":{"f":1}}';
    expect(of(line, '| json c="a.b[0].c", y="a.b[1]", o="[\\"d e\\"]", n="a.nope" | line_format ``')).toEqual([
      '{app="a", c="x", n="", o="{\\"f\\":1}", y="y"} ',
    ]);
  });
});

describe("logfmt", () => {
  test("skips pairs that are not valid", () => {
    expect(of('a=1 b=c=d e="f\\"g" =h i j="k', "| logfmt | line_format ``")).toEqual(['{a="1", app="a", e="f\\"g"} ']);
  });

  test("--strict reports them, --keep-empty keeps keys without a value", () => {
    expect(of("a=1 b=c=d", "| logfmt --strict | line_format ``")).toEqual([
      `{__error__="LogfmtParserErr", __error_details__="logfmt syntax error at pos 8 : unexpected '='", a="1", app="a"} `,
    ]);
    expect(of("a b= c=1", "| logfmt --keep-empty | line_format ``")).toEqual(['{a="", app="a", b="", c="1"} ']);
  });

  test("an extraction without a value is empty", () => {
    expect(of("a=1", '| logfmt x="a", y="b" | line_format ``')).toEqual(['{app="a", x="1", y=""} ']);
  });
});

test("pattern: a literal that is not found gives the rest to the capture", () => {
  expect(of("GET /x 200", "| pattern `<method> <_> <status>` | line_format ``")).toEqual([
    '{app="a", method="GET", status="200"} ',
  ]);
  expect(of("GET /x", "| pattern `<method> <path> <status>` | line_format ``")).toEqual([
    '{app="a", method="GET", path="/x"} ',
  ]);
});

test("regexp: a group without a match is empty", () => {
  expect(of("v12", "| regexp `v(?P<major>\\d+)(?P<rest>-.*)?` | line_format ``")).toEqual([
    '{app="a", major="12", rest=""} ',
  ]);
});

test("unpack restores the line, and needs one", () => {
  expect(of('{"_entry":"hello","pod":"p","n":1}', "| unpack")).toEqual(['{app="a", pod="p"} hello']);
  expect(of('{"pod":"p"}', "| unpack")).toEqual(['{app="a"} {"pod":"p"}']);
});

test.each([
  ['{"a":', "| json"],
  ["[", '| json x="[0][0]"'],
  ['{"a":[', '| json x="a[0].a[0]"'],
  ['\\"', "| json"],
  ['a="', "| logfmt"],
  ["1.1.1.", '|= ip("10.0.0.1")'],
  ["::", '|= ip("::1")'],
  ["a", '|~ "a.*a.*b"'],
  ["<a>", "| pattern `<x><<y>`"],
])("100,000 characters of %s take linear time with %s", (part, query) => {
  const before = process.cpuUsage();
  expect(Array.isArray(of(part.repeat(100_000 / part.length), query))).toBe(true);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
});
