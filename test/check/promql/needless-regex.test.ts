import { describe, expect, test } from "vitest";
import { needlessRegex } from "../../../src/check/promql/needless-regex.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/needless-regex", () => {
  test.each([
    [`up{job=~"api"} > 1`, `write job="api"`],
    [`up{job!~"api"} > 1`, `write job!="api"`],
    [`up{job=~".+"} > 1`, `write job!=""`],
    [`up{job=~".*"} > 1`, "leave the matcher out: it matches everything"],
    [`up{job=~"^.*$"} > 1`, "leave the matcher out: it matches everything"],
    [`up{job=~"^api$"} > 1`, `write job="api"`],
    [`up{job!~"^$"} > 1`, `write job!=""`],
    [`up{job=~""} > 1`, `write job=""`],
    ["up{job!~``} > 1", "write job!=``"],
    ["up{job=~`^a\\.b$`} > 1", "write job=~`a\\.b`"],
    ['{"up", "http.route"=~"^/a$"} > 1', 'write "http.route"="/a"'],
    ["up{job=~'^api$'} > 1", "write job='api'"],
    ["up{job=~'^a\\\\.b'} > 1", "write job=~'a\\\\.b'"],
  ])("reports that %s needs no regular expression", (text, fix) => {
    expect(checkQuery(needlessRegex, text)).toMatchObject([{ fix }]);
  });

  test.each([
    ["^5..", "5.."],
    ["5..$", "5.."],
    ["^(api|web)$", "(api|web)"],
    ["^api|web$", "api|web"],
    ["[$]$", "[$]"],
    ["a\\\\$", "a\\\\"],
  ])("reports that %s needs no anchors", (pattern, simpler) => {
    const text = `up{job!~${JSON.stringify(pattern)}} > 1`;
    expect(checkQuery(needlessRegex, text)).toMatchObject([
      { summary: `job!~${JSON.stringify(pattern)} needs no anchors`, fix: `write job!~${JSON.stringify(simpler)}` },
    ]);
  });

  test.each([
    `up{job=~"a[$]"} > 1`,
    `up{job=~"a.\\\\$"} > 1`,
    `up{job=~"^*a."} > 1`,
    `up{job=~"\\\\Qa.$"} > 1`,
    `up{job=~"api|web"} > 1`,
    `up{job=~"api.*"} > 1`,
    `up{job="api"} > 1`,
    `up{job=~"(?i)api"} > 1`,
  ])("takes %s", (text) => {
    expect(markedTexts(needlessRegex, text)).toEqual([]);
  });

  test("accepts variables, which may have several values", () => {
    expect(markedTexts(needlessRegex, `up{job=~"$job"}`, { in: "panel" })).toEqual([]);
  });

  test("reports a matcher once", () => {
    expect(markedTexts(needlessRegex, `a{job=~"x"} / b{job=~"x"} > 1`)).toHaveLength(1);
  });
});
