import { expect, test } from "vitest";
import { runFile } from "./run-file.js";

/** One series with a number of samples, one per second. */
const samples = (count: number) => `{series: m, values: "0x${count - 1}"}`;
/** A number of series. */
const series = (count: number) =>
  Array.from({ length: count }, (_, index) => `{series: 'm{a="${index}"}', values: "1"}`).join(", ");
const none = () => "";

type Given = (count: number) => string;

// Measured with promtool 2.42: samples of inputs, intermediate and final results all count.
test.each<[string, string, Given, number]>([
  ["count_over_time(m[1d])", "5h", samples, 10_000],
  ["count_over_time(vector(1)[COUNTs:1s])", "5h", none, 4999],
  ["count_over_time((m + 1)[COUNTs:1s])", "2h30m", samples, 5480],
  ["count_over_time(rate(m[100s])[COUNTs:1s])", "2h30m", samples, 6951],
  ["m", "1s", series, 10_001],
  ["-m", "1s", series, 10_001],
  ["m + 1", "1s", series, 3333],
  ["m + m", "1s", series, 2001],
  ["m > 100", "1s", series, 5000],
  ["sum(m)", "1s", series, 5000],
  ["sum by (a) (m)", "1s", series, 3334],
  ["topk(1, m)", "1s", series, 4999],
  ["absent(m)", "1s", series, 5001],
  ["label_replace(m, 'b', '$1', 'a', '(.*)')", "1s", series, 3334],
  ["max_over_time(m[1m])", "1s", series, 10_000],
])("%s at %s has too many samples where promtool has", (expr, time, given, first) => {
  const fails = (count: number): boolean => {
    const expression = JSON.stringify(expr.replace("COUNT", String(count)));
    const run = runFile(
      `rule_files: []\ntests:\n- interval: 1s\n  input_series: [${given(count)}]\n` +
        `  promql_expr_test: [{expr: ${expression}, eval_time: ${time}, exp_samples: [{labels: nothing, value: 1}]}]`,
      () => "",
    );
    const [failure] = run.outcomes[0]!.failures;
    return failure?.kind === "run failed" && failure.message.includes("too many samples");
  };
  expect([fails(first - 1), fails(first)]).toEqual([false, true]);
});
