import { describe, expect, test } from "vitest";
import { rateOfAggregate } from "../../../src/check/promql/rate-of-aggregate.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/rate-of-aggregate", () => {
  test("reports the rate of a sum, and says what to write", () => {
    expect(checkQuery(rateOfAggregate, 'max(rate(sum by (app) (http_requests_total{job="a"})[5m:1m]))')).toMatchObject([
      {
        marked: 'rate(sum by (app) (http_requests_total{job="a"})[5m:1m])',
        summary: "rate() of sum() instead of sum() of rate()",
        fix: 'write sum by (app) (rate(http_requests_total{job="a"}[5m]))',
      },
    ]);
    expect(checkQuery(rateOfAggregate, "increase((avg(a_total + b_total))[1h:])")).toMatchObject([
      { fix: "write avg(increase(…[1h]))" },
    ]);
  });

  test("reports the rate of a recorded sum of counters", () => {
    const recordings = {
      "app:http_requests:sum": "sum by (app) (http_requests_total)",
      "app:queue:sum": "sum by (app) (queue_length)",
      "app:http_requests:rate": "sum by (app) (rate(http_requests_total[5m]))",
    };
    expect(markedTexts(rateOfAggregate, "rate(app:http_requests:sum[5m])", { recordings })).toHaveLength(1);
    expect(markedTexts(rateOfAggregate, "rate(app:queue:sum[5m])", { recordings })).toEqual([]);
    expect(markedTexts(rateOfAggregate, "rate(app:http_requests:rate[5m])", { recordings })).toEqual([]);
    const orders = { "cart:orders:sum": "sum(cart_orders_total)" };
    expect(
      markedTexts(rateOfAggregate, "rate(cart:orders:sum[5m])", { recordings: orders, system: shop }),
    ).toHaveLength(1);
  });

  test.each([
    "sum(rate(http_requests_total[5m]))",
    "max_over_time(sum(rate(http_requests_total[5m]))[1h:])",
    "deriv(sum(queue_length)[5m:])",
    // One of several copies of the same counter.
    "rate(max without (replica) (http_requests_total)[5m:])",
    "rate(http_requests_total[5m:])",
  ])("%s is fine", (text) => {
    expect(markedTexts(rateOfAggregate, text)).toEqual([]);
  });
});
