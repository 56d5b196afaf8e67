import { describe, expect, test } from "vitest";
import { regexInExactMatch } from "../../../src/check/promql/regex-in-exact-match.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/regex-in-exact-match", () => {
  test.each(["5..", "api-.*", "web|api", "^api", "v\\\\d+", "[a-z]+"])("reports %s compared with `=`", (value) => {
    expect(markedTexts(regexInExactMatch, `up{label="${value}"} > 1`)).toEqual([`label="${value}"`]);
  });

  test("suggests the regex operator", () => {
    expect(checkQuery(regexInExactMatch, `up{status!="5.."} > 1`)[0]?.fix).toBe(`write status!~"5.."`);
  });

  test.each(["500", "5xx", "/api/v1", "10.0.0.1:9100", "a.b.c", ""])("takes %s", (value) => {
    expect(markedTexts(regexInExactMatch, `up{label="${value}"} > 1`)).toEqual([]);
  });

  test("accepts regex matchers and variables", () => {
    expect(markedTexts(regexInExactMatch, `up{status=~"5.."} > 1`)).toEqual([]);
    expect(markedTexts(regexInExactMatch, `up{status="$status|"}`, { in: "panel" })).toEqual([]);
  });
});
