import { describe, expect, test } from "vitest";
import { unknownLogLabel } from "../../../src/check/logql/unknown-label.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/unknown-label", () => {
  test.each([
    ['{app="cart", level="ERROR"}', "level", "filter behind the parser: | json | level=…"],
    ['{app="cart", namespace="shop", level="ERROR"}', "level", "filter behind the parser: | json | level=…"],
    ['{app="cart", namespace="shop", pods="x"}', "pods", "write pod"],
    ['{app="cart", namespace="shop"} | level="ERROR"', "level", "write | json in front of it"],
    ['{app="cart", namespace="shop"} | json | levl="ERROR"', "levl", "write level"],
    ['{app="cart", namespace="shop"} | json | keep level | message=~"x.*"', "message", expect.any(String)],
    ['{app="cart", namespace="shop"} | json | label_format l=level | level="ERROR"', "level", expect.any(String)],
    ['{app="proxy", namespace="shop"} | json | status="500"', "status", expect.any(String)],
    ['sum by (level) (rate({app="cart", namespace="shop"}[5m]))', "level", expect.any(String)],
    ['sum(sum_over_time({app="cart", namespace="shop"} | json | unwrap latenzy [5m]))', "latenzy", "write latency"],
    ['{app="cart", namespace="shop"} | json | line_format "{{ .levl }}: {{ .message }}"', ".levl", "write level"],
    [
      '{app="cart", namespace="shop"} | line_format "{{ if .level }}{{ .pod }}{{ end }}"',
      ".level",
      "write | json in front of it",
    ],
    ['{app="cart", namespace="shop"} | json | label_format a="{{ $.massage | upper }}"', "$.massage", "write message"],
    ['{app="cart", namespace="shop"} | json | line_format "\\t{{ .levl }}"', '"\\t{{ .levl }}"', "write level"],
  ])("reports %s", (text, marked, fix) => {
    const isKnown = text.includes("namespace");
    expect(checkLogql(unknownLogLabel, text)).toMatchObject(isKnown ? [{ marked, fix }] : []);
  });

  test.each([
    '{namespace="other"} | level="ERROR"',
    '{app=~"$app", namespace="shop", pod="x", stream="stderr"} | json | $field="x"',
    'sum by (level, pod_extracted, $group) (rate({app="cart", namespace="shop"} | json | __error__="" [5m]))',
    '{app="cart", namespace="shop"} | pattern "<ip> <_>" | ip="x" | regexp "(?P<code>\\\\d+)" | code > 5',
    '{app="cart", namespace="shop"} | json | label_format l=level, m="{{.message}}" | l="ERROR" | m="x" | drop foo',
    '{app="cart", namespace="shop"} | json | label_format a=level, b="{{.a}}" | line_format "{{with .pod}}{{.x}}{{end}}"',
    '{app="cart", namespace="shop"} | json | line_format "{{ __line__ }} {{ .level }} $field {{ .$field }}"',
    'sum by (a) (rate({app="cart", namespace="shop"} | json | __error__="" | label_format a="{{ .pod }}" [5m]))',
  ])("accepts %s", (text) => {
    expect(markedTexts(unknownLogLabel, text)).toEqual([]);
  });
});
