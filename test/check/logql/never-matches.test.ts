import { describe, expect, test } from "vitest";
import { neverMatches } from "../../../src/check/logql/never-matches.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/never-matches", () => {
  test.each([
    ['{app="cart", app="proxy"}', 'app="proxy"', 'app="proxy" contradicts app="cart"'],
    ['{a="b"} | json | l="E" | l="W"', 'l="W"', 'l="W" contradicts l="E"'],
    ['{a="b"} | l="E" and (l=~"W|I")', 'l=~"W|I"', 'l=~"W|I" contradicts l="E"'],
    ['{a=~"b.*"} | json | a="c"', 'a="c"', 'a="c" contradicts a=~"b.*"'],
    ['{a="b"} | l!="E", l="E"', 'l="E"', 'l="E" contradicts l!="E"'],
    ['{a="b"} |= "timeout" != "time"', '!= "time"', 'the line filter contradicts |= "timeout" in front of it'],
    ['{a="b"} !~ "x+" | json |~ "x+"', '|~ "x+"', 'the line filter contradicts !~ "x+" in front of it'],
    ['{a="b"} |= "ab" or "ac" != "a" or "d"', '!= "a" or "d"', 'the line filter contradicts |= "ab" in front of it'],
  ])("reports %s", (text, marked, summary) => {
    expect(checkLogql(neverMatches, text)).toMatchObject([{ marked, summary }]);
  });

  test("a label with one value or another", () => {
    expect(checkLogql(neverMatches, '{a="b"} | l="E" | l="W"')[0]!.fix).toBe('write | l="E" or l="W" for either');
  });

  test.each([
    '{a="b"} | l="E" or l="W" | l=~"E|W" | l!="X"',
    '{a="b"} | l="" | json | l="E" | label_format l=m | l="W"',
    '{a="b"} | l="$level" | l="W" | $label="a" | $label="b"',
    '{a="b"} |= "time" != "timeout" |= "a" or "b" != "a"',
    '{a="b"} |= "a" | line_format "{{.b}}" != "a"',
    '{a="b"} |= ip("10.0.0.1") != ip("10.0.0.1") |= "$a" != "$a"',
    '{a="b"} |~ "ab" !~ "a" | l=5 | l=6',
  ])("accepts %s", (text) => {
    expect(markedTexts(neverMatches, text)).toEqual([]);
  });
});
