import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { panelDialect, parse, print, queryDialect } from "../../../src/traceql/index.js";
import { rounds } from "../../oracles/rounds.js";
import { traceQuery } from "../arbitrary.js";
import { read, shape } from "../read.js";

test.each([
  ['{status=error&&.a="b"}', '{ status = error && .a = "b" }'],
  ["{ }|count( )>2|select( .a,span:name )", "{} | count() > 2 | select(.a, span:name)"],
  ["({.a}>>{!.b})||{-.c>1}", "({ .a } >> { !.b }) || { -.c > 1 }"],
  ["{}|quantile_over_time(duration,.5,1)by(name)>1s|topk(3)with(sample=1,x=ok)", undefined],
  ["{}|compare({status=error},5)", "{} | compare({ status = error }, 5)"],
  ["{}|by(.a)|coalesce()", "{} | by(.a) | coalesce()"],
])("%s is written with spaces", (text, written) => {
  const expected = written ?? "{} | quantile_over_time(duration, .5, 1) by (name) > 1s | topk(3) with (sample=1, x=ok)";
  expect(print(read(text))).toBe(expected);
});

test("literals, quoted names and variables keep their form", () => {
  const text = '{ span."a b" = `c` && resource.${x:raw} =~ "$y" && duration > 1.50s } | $stage';
  expect(print(read(text, panelDialect))).toBe(text);
});

describe("parses to the same tree", () => {
  test("any query", () => {
    fc.assert(
      fc.property(traceQuery, (text) => {
        const { query } = parse(text, queryDialect);
        expect(query, text).toBeDefined();
        const again = parse(print(query!), queryDialect);
        expect(again.query && shape(again.query)).toEqual(shape(query!));
      }),
      { numRuns: rounds(500) },
    );
  });
});
