import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

const moment = "(toTime 1435065584.128)";

describe("a time", () => {
  test.each([
    [moment, "2015-06-23 13:19:44.128 +0000 UTC"],
    [`${moment}.Format "2006-01-02T15:04:05.000Z07:00"`, "2015-06-23T13:19:44.128Z"],
    [`${moment}.Format "Mon 2 Jan 3:04PM"`, "Tue 23 Jun 1:19PM"],
    [`${moment}.Format "Monday, 02-Jan-06 15:04:05 MST -0700"`, "Tuesday, 23-Jun-15 13:19:44 UTC +0000"],
    [`${moment}.Format "_2 002 05.999 Janx"`, "23 174 44.128 Janx"],
    [`${moment}.Year`, "2015"],
    [`${moment}.Month`, "June"],
    [`${moment}.Weekday`, "Tuesday"],
    [`${moment}.Unix`, "1435065584"],
    [`${moment}.Add 60000000000`, "2015-06-23 13:20:44.128 +0000 UTC"],
    [`${moment}.AddDate 0 6 0`, "2015-12-23 13:19:44.128 +0000 UTC"],
    [`${moment}.Truncate 3600000000000`, "2015-06-23 13:00:00 +0000 UTC"],
    [`${moment}.Before (toTime 0)`, "false"],
    [`${moment}.Sub (toTime 1435065584)`, "128ms"],
    ["(toTime now).Unix", "60"],
  ])("{{ %s }} is %s", (expression, text) => {
    expect(expand(`{{ ${expression} }}`)).toBe(text);
  });

  test("loses a millisecond to float arithmetic, as in Prometheus", () => {
    expect(expand("{{ toTime 1600000000.25 }}")).toBe("2020-09-13 12:26:40.249 +0000 UTC");
  });

  test.each([
    ['{{ toTime "NaN" }}', "error calling toTime: value is NaN or Inf"],
    ["{{ (toTime 0).Foo }}", "can't evaluate field Foo in type *time.Time"],
    ["{{ (toTime 0).Format }}", "wrong number of args for Format: want 1 got 0"],
    ["{{ (toTime 0).AddDate 9999999 0 0 }}", "error calling AddDate: the year is out of range"],
  ])("%s: %s", (template, expected) => {
    expect(problem(template)).toBe(expected);
  });
});
