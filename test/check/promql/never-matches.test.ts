import { describe, expect, test } from "vitest";
import { neverMatchesSeries } from "../../../src/check/promql/never-matches.js";
import { checkQuery, markedTexts } from "./check-query.js";

const marked = (text: string, owner: "recording rule" | "panel" = "recording rule") =>
  markedTexts(neverMatchesSeries, text, { in: owner });

describe("promql/never-matches", () => {
  test("reports two values of one label, and how to select both", () => {
    const text = 'sum(rate(requests_total{status="500", status="503"}[5m])) > 1';
    expect(checkQuery(neverMatchesSeries, text)).toMatchObject([
      {
        summary: 'no series has both status="500" and status="503"',
        fix: 'write status=~"500|503" for either of them, or leave one out',
      },
    ]);
  });

  test("quotes labels with dots", () => {
    const text = '{"up", "http.route"="a", "http.route"="b"} > 1';
    expect(checkQuery(neverMatchesSeries, text)).toMatchObject([
      { fix: 'write "http.route"=~"a|b" for either of them, or leave one out' },
    ]);
  });

  test.each([
    ['up{job="api", job!="api"}', 'job!="api"'],
    ['up{job!="api", instance="a", job="api"}', 'job="api"'],
    ['up{job=~"api|web", job="db"}', 'job="db"'],
    ['up{job="api", job!~"a.*"}', 'job!~"a.*"'],
    ['up{job="api", job=""}', 'job=""'],
    ['{__name__="up", __name__=~"down.*"}', '__name__=~"down.*"'],
    ['count(up{job="a.b", job="c"})', 'job="c"'],
  ])("in %s", (text, matcher) => {
    expect(marked(text)).toEqual([matcher]);
  });

  test.each([
    'up{job="api", job=~"a.*"}',
    'up{job="api", job!="web"}',
    'up{job=~"api|web", job!~"web"}',
    'up{job=~"api", job=~"web"}',
    'up{job="api", job="api"}',
    'up{job="api", instance="web"}',
    'up{job="api"} / up{job="web"}',
  ])("takes %s", (text) => {
    expect(marked(text)).toEqual([]);
  });

  test("takes variables of a dashboard", () => {
    expect(marked('up{job="$job", job="api"}', "panel")).toEqual([]);
  });

  test("reports the same matchers once", () => {
    expect(marked('up{job="a", job="b"} / down{job="a", job="b"}')).toHaveLength(1);
  });
});
