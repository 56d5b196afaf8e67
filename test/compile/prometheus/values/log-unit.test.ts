import { expect, test } from "vitest";
import { inferLogUnit } from "../../../../src/compile/prometheus/values/log-unit.js";
import { parse, ruleDialect } from "../../../../src/logql/index.js";

test.each([
  ['sum by (app) (rate({a="b"} |= "x" [5m])) > 1', "ops"],
  ['sum(count_over_time({a="b"} [5m])) >= 10', "none"],
  ['5 < sum(bytes_rate({a="b"} [5m]))', "Bps"],
  ['sum(bytes_over_time({a="b"} [1d])) > 1e9', "bytes"],
  ['sum(rate({a="b"} |= "x" [5m])) / sum(rate({a="b"} [5m])) > 0.05', "percentunit"],
  ['100 * (sum(rate({a="b"} |= "x" [5m])) / sum(rate({a="b"} [5m]))) > 5', "percent"],
  ['quantile_over_time(0.9, {a="b"} | json | unwrap duration(took) [5m]) by (a) > 2', "s"],
  ['max(max_over_time({a="b"} | json | unwrap duration_ms [5m])) > 2000', "ms"],
  ['avg_over_time({a="b"} | json | unwrap bytes(size) [5m]) by (a) > 2', "bytes"],
  ['sum(rate({a="b"} | json | unwrap items [5m])) > 2', "ops"],
  ['sum(rate({a="b"} | json | unwrap body_bytes [5m])) > 2', "Bps"],
  ['sum(rate({a="b"} [5m])) > 1 and sum(rate({a="c"} [5m])) > 1', "ops"],
  ['sum(rate({a="b"} [5m])) > 1 or sum(rate({a="c"} [5m])) > 2', "ops"],
  ['sum(rate({a="b"} [5m])) > 1 or sum(count_over_time({a="c"} [5m])) > 2', undefined],
  ['sum(rate({a="b"} [5m])) == 0', undefined],
  ['absent_over_time({a="b"} [5m])', undefined],
  ['sum(rate({a="b"} [5m])) > bool 1', undefined],
])("%s", (text, unit) => {
  expect(inferLogUnit(parse(text, ruleDialect).expr!)).toBe(unit);
});
