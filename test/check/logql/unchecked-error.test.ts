import { describe, expect, test } from "vitest";
import { uncheckedLogError } from "../../../src/check/logql/unchecked-error.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/unchecked-error", () => {
  const unwrapped = (rest: string) => `max(max_over_time({app="cart"} | json ${rest} [5m])) > 5`;

  test("reports unwrap whose errors nothing looks at: info in a panel, a warning in a rule", () => {
    expect(checkLogql(uncheckedLogError, unwrapped("| unwrap latency"))).toMatchObject([
      { marked: "| unwrap latency", severity: "info" },
    ]);
    expect(checkLogql(uncheckedLogError, unwrapped("| unwrap latency"), "alert")[0]).toMatchObject({
      severity: "warning",
    });
    // A filter in front of unwrap does not see the conversion.
    expect(markedTexts(uncheckedLogError, unwrapped('| __error__="" | unwrap latency'))).toEqual(["| unwrap latency"]);
    expect(markedTexts(uncheckedLogError, unwrapped('| unwrap latency | __error__=""'), "alert")).toEqual([]);
  });

  test.each([
    ['sum(rate({app="cart"} | json [5m])) > 5', ["| json"]],
    ['sum(rate({app="cart"} | json | latency > 5 [5m])) > 5', ["| json"]],
    ['sum(rate({app="cart"} | json | level="ERROR" or latency > 5 [5m])) > 5', ["| json"]],
    ['sum(rate({app="cart"} | json | level!="INFO" [5m])) > 5', ["| json"]],
    ['sum(rate({app="cart"} | json | level="ERROR" [5m])) > 5', []],
    ['sum(rate({app="cart"} | json | __error__="" [5m])) > 5', []],
    ['sum(rate({app="cart"} | json | drop __error__ [5m])) > 5', []],
    ['sum(rate({app="cart"} | logfmt | pattern "<a> <_>" [5m])) > 5', []],
    ['sum(rate({app="cart"} | logfmt --strict [5m])) > 5', ["| logfmt --strict"]],
  ])("in an alert, looks at the parser of %s", (text, marked) => {
    expect(markedTexts(uncheckedLogError, text, "alert")).toEqual(marked);
    expect(markedTexts(uncheckedLogError, text, "panel")).toEqual([]);
  });
});
