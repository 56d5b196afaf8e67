import { describe, expect, test } from "vitest";
import { needlessRegex } from "../../../src/check/promql/needless-regex.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/needless-regex", () => {
  test.each([
    [`up{job=~"api"} > 1`, `write job="api"`],
    [`up{job!~"api"} > 1`, `write job!="api"`],
    [`up{job=~".+"} > 1`, `write job!=""`],
    [`up{job=~".*"} > 1`, "leave the matcher out: it matches everything"],
  ])("finds that %s needs none", (text, fix) => {
    expect(checkQuery(needlessRegex, text)).toMatchObject([{ fix }]);
  });

  test.each([`up{job=~"api|web"} > 1`, `up{job=~"api.*"} > 1`, `up{job="api"} > 1`, `up{job=~"(?i)api"} > 1`])(
    "takes %s",
    (text) => {
      expect(markedTexts(needlessRegex, text)).toEqual([]);
    },
  );

  test("takes variables, which may become several values", () => {
    expect(markedTexts(needlessRegex, `up{job=~"$job"}`, { in: "panel" })).toEqual([]);
  });

  test("tells of a matcher once, however often it is written", () => {
    expect(markedTexts(needlessRegex, `a{job=~"x"} / b{job=~"x"} > 1`)).toHaveLength(1);
  });
});
