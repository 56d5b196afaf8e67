import { describe, expect, test } from "vitest";
import { badStage } from "../../../src/check/logql/bad-stage.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/bad-stage", () => {
  test.each([
    ['{app="cart"} |~ "payment ("', '"payment ("', "error parsing regexp: missing closing ): `payment (`"],
    ['{app="cart"} |~ "a" or "b("', '"b("', "error parsing regexp: missing closing ): `b(`"],
    ['{app="cart"} !> "<name> failed"', '"<name> failed"', "named captures are not allowed: found '<name>'"],
    ['rate({app="cart"} |> "<_><_>" [5m])', '"<_><_>"', "found consecutive capture '<_><_>': invalid expression"],
    ['{app="cart"} |~ ip("10.0.0.1")', '"10.0.0.1"', "ip: invalid operation"],
    ['{app="cart"} |= ip("10.0.0.300")', '"10.0.0.300"', 'ip: invalid pattern: "10.0.0.300"'],
    ['{app="cart"} | json | client=ip("10.0.0.0/33")', '"10.0.0.0/33"', 'ip: invalid pattern: "10.0.0.0/33"'],
    ['{app="cart"} | client=ip("10.0.0.0/33") or a="b"', '"10.0.0.0/33"', 'ip: invalid pattern: "10.0.0.0/33"'],
    ['{app="cart"} | json x="a.b-c"', '"a.b-c"', 'cannot parse expression [a.b-c]: unexpected "-c"'],
    ['{app="cart"} | logfmt x="a b"', '"a b"', "cannot parse expression [a b]: syntax error: unexpected KEY"],
    ['{app="cart"} | label_format __error__="x"', "__error__", "__error__ cannot be formatted"],
    ['{app="cart"} | label_format a=b, a="x"', "a", "multiple label name 'a' not allowed in a single format operation"],
    [
      '{app="cart"} | line_format "{{ .level | uper }}"',
      "uper",
      'invalid line template: template: line:1: function "uper" not defined',
    ],
    [
      '{app="cart"} | label_format a="\\t{{ .level"',
      '"\\t{{ .level"',
      "invalid template for label 'a': template: label:1: unclosed action",
    ],
  ])("reports %s", (text, marked, summary) => {
    expect(checkLogql(badStage, text)).toMatchObject([{ marked, summary }]);
  });

  test.each([
    '{app="cart"} |= "a("',
    '{app="cart"} |~ "$search" |> "<_> a" |= ip("$network")',
    '{app="cart"} | json x="items[$index].id" | client=ip("10.0.0.0/8")',
    '{app="cart"} | line_format "{{ $level := .level }}{{ $level }} ${field}"',
    '{app="cart"} | line_format `{{ ${field} }}`',
    '{app="cart"} | json | label_format a=b, c="{{ .a | upper }}"',
  ])("accepts %s", (text) => {
    expect(markedTexts(badStage, text)).toEqual([]);
  });
});
