import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

describe("humanize functions", () => {
  test.each([
    [
      "humanize",
      {
        "0": "0",
        "1": "1",
        "999.96": "1000",
        "1234567": "1.235M",
        "-12345.678": "-12.35k",
        "0.00123": "1.23m",
        "1e-7": "100n",
        "1e24": "1Y",
        "1e27": "1000Y",
      },
    ],
    [
      "humanize1024",
      {
        "1": "1",
        "1023": "1023",
        "1024": "1ki",
        "1536": "1.5ki",
        "1e9": "953.7Mi",
        "0.001": "0.001",
        "1e30": "8.272e+05Yi",
      },
    ],
    ["humanizePercentage", { "0.1234": "12.34%", "1": "100%", "0.00001": "0.001%", "12.5": "1250%", "-0.5": "-50%" }],
    [
      "humanizeDuration",
      {
        "0": "0s",
        "0.0012": "1.2ms",
        "1.5": "1.5s",
        "59.9999": "60s",
        "61": "1m 1s",
        "3661": "1h 1m 1s",
        "90061.7": "1d 1h 1m 1s",
        "-75": "-1m 15s",
        "1e-9": "1ns",
      },
    ],
    [
      "humanizeTimestamp",
      {
        "0": "1970-01-01 00:00:00 +0000 UTC",
        "1435065584.128": "2015-06-23 13:19:44.128 +0000 UTC",
        "-1.5": "1969-12-31 23:59:58.5 +0000 UTC",
      },
    ],
  ])("%s", (name, examples) => {
    const expanded = Object.keys(examples).map((number) => [number, expand(`{{ ${name} ${number} }}`)]);
    expect(Object.fromEntries(expanded)).toEqual(examples);
  });

  test("take numeric strings, infinities and NaN", () => {
    expect(
      expand('{{ humanize "1234" }} {{ humanize "+Inf" }} {{ humanizeDuration "NaN" }} {{ humanizeTimestamp "-Inf" }}'),
    ).toBe("1.234k +Inf NaN -Inf");
  });

  test.each([
    ['{{ humanize "12%" }}', 'error calling humanize: strconv.ParseFloat: parsing "12%": invalid syntax'],
    ['{{ humanize "1e999" }}', 'error calling humanize: strconv.ParseFloat: parsing "1e999": value out of range'],
    ["{{ humanize true }}", "error calling humanize: can't convert bool to float"],
    [
      "{{ humanizeTimestamp 1e12 }}",
      "error calling humanizeTimestamp: 1e+12 cannot be represented as a nanoseconds timestamp since it overflows int64",
    ],
  ])("%s: %s", (template, expected) => {
    expect(problem(template)).toBe(expected);
  });
});
