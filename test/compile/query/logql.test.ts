import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLogqlErrors } from "../../../src/compile/query/logql.js";

describe("LogQL", () => {
  test.each([
    '{namespace="shop"}',
    '{app="cart"} | json | level="ERROR" |= `slow`',
    'sum by (app) (rate({app="cart"}[$__auto]))',
    'topk($count, sum by ($label) (count_over_time({app=~"$app"} |= "${search:raw}" [1h])))',
    'sum by ($label) (rate({app="cart"}[[[span]]]))',
    '{app="cart"} |= ${search:doublequote} | json',
  ])("accepts %s", (text) => {
    expect(findLogqlErrors(text)).toEqual([]);
  });

  test.each([
    ["", 0, "unexpected end of the expression"],
    ['{app="cart"', 11, "unexpected end of the expression"],
    ['{app="cart"} | | json', 15, 'unexpected "|"'],
    ["sum(rate(up[5m]))", 9, 'unexpected "up"'],
  ])("rejects %j at the position", (text, start, message) => {
    expect(findLogqlErrors(text)).toMatchObject([{ start, message }]);
  });

  test("has its errors inside any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]()|=~"`$_ abc15,.\\\n') }), (text) => {
        for (const { start, end } of findLogqlErrors(text)) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
