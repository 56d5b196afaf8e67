import { describe, expect, test } from "vitest";
import { unknownLabelValue } from "../../../src/check/promql/unknown-label-value.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/unknown-label-value", () => {
  const known = { system: shop };

  test("reports a value outside a closed list, and suggests the nearest", () => {
    const [finding] = checkQuery(unknownLabelValue, `rate(cart_orders_total{tier="por"}[5m]) > 1`, known);
    expect(finding).toMatchObject({ marked: `"por"`, fix: `write "pro"` });
  });

  test("reports a pattern that matches no value of the list", () => {
    expect(markedTexts(unknownLabelValue, `rate(cart_orders_total{tier=~"gold|silver"}[5m]) > 1`, known)).toEqual([
      `"gold|silver"`,
    ]);
    expect(markedTexts(unknownLabelValue, `rate(cart_orders_total{tier=~"gold|pro"}[5m]) > 1`, known)).toEqual([]);
  });

  test("reports a negative matcher that excludes nothing", () => {
    expect(checkQuery(unknownLabelValue, `rate(cart_orders_total{tier!="gold"}[5m]) > 1`, known)[0]?.details).toMatch(
      /excludes nothing/,
    );
  });

  test("knows the bucket bounds of a histogram", () => {
    const bucket = (matcher: string) => `sum(rate(cart_http_request_duration_seconds_bucket{${matcher}}[5m])) > 1`;
    expect(checkQuery(unknownLabelValue, bucket('le="0.3"'), known)).toMatchObject([
      { marked: '"0.3"', fix: 'write one of "0.1", "0.5", "1", "1.0", "2.5", "+Inf"' },
    ]);
    for (const matcher of ['le="0.5"', 'le="1"', 'le="1.0"', 'le="+Inf"', 'le=~"1|1\\\\.0"', 'le!="+Inf"']) {
      expect(markedTexts(unknownLabelValue, bucket(matcher), known)).toEqual([]);
    }
  });

  test("skips open lists, empty values and variables", () => {
    expect(markedTexts(unknownLabelValue, `rate(cart_http_requests_total{status="418"}[5m]) > 1`, known)).toEqual([]);
    expect(markedTexts(unknownLabelValue, `rate(cart_orders_total{tier!=""}[5m]) > 1`, known)).toEqual([]);
    const inPanel = { system: shop, in: "panel" } as const;
    expect(markedTexts(unknownLabelValue, `rate(cart_orders_total{tier=~"$tier"}[5m])`, inPanel)).toEqual([]);
  });
});
