import { compareMetrics, createMetric, type Metric } from "../../../src/promql/evaluate/index.js";
import { formatDuration } from "../../../src/promql/index.js";
import type { ShownAlert, TestFailure, TestOutcome } from "../../../src/simulate/index.js";

/** Formats failures like promtool, with single spaces and one per line. */
export function inPromtoolsWords(outcomes: readonly TestOutcome[]): string[] {
  return outcomes.flatMap(({ failures }) => failures.map(describe));
}

function describe(failure: TestFailure): string {
  switch (failure.kind) {
    case "run failed":
      return shortened(failure.message);
    case "alerts differ": {
      const { alertname, evalTime } = failure.expectation;
      const [expected, got] = [alerts(failure.expected), alerts(failure.got)];
      return `alertname: ${alertname.value}, time: ${formatDuration(evalTime)}, exp:${expected}, got:${got}`;
    }
    case "samples differ": {
      const { expr, evalTime } = failure.expectation;
      const query = `expr: ${JSON.stringify(expr.value)}, time: ${formatDuration(evalTime)}`;
      return `${query}, exp: ${samples(failure.expected)} got: ${samples(failure.got)}`;
    }
  }
}

function alerts(shown: readonly ShownAlert[]): string {
  if (shown.length === 0) return "[]";
  const both = shown.map((alert) => ({
    own: createMetric(Object.entries(alert.labels)),
    noted: createMetric(Object.entries(alert.annotations)),
    notes: alert.annotations,
  }));
  both.sort((a, b) => compareMetrics(a.own, b.own) || compareMetrics(a.noted, b.noted));
  const texts = both.map(({ own, notes }, index) => {
    const noted = Object.keys(notes)
      .sort()
      .map((name) => `${name}=${JSON.stringify(notes[name])}`);
    return `${index}: Labels:${labels(own)} Annotations:{${noted.join(", ")}}`;
  });
  return `[ ${texts.join(", ")} ]`;
}

function samples(shown: readonly { readonly metric: Metric; readonly value: string }[]): string {
  if (shown.length === 0) return "nil";
  return shown.map(({ metric, value }) => `${labels(metric)} ${exponential(value)}`).join(", ");
}

function labels({ names, values }: Metric): string {
  return `{${names.map((name, index) => `${name}=${JSON.stringify(values[index])}`).join(", ")}}`;
}

/** Formats a number like Go's `%E` with the shortest precision. */
function exponential(value: string): string {
  const number = Number(value.replace("Inf", "Infinity"));
  if (!Number.isFinite(number)) return value;
  const text = Object.is(number, -0) ? "-0e+0" : number.toExponential();
  return text.toUpperCase().replace(/E([+-])(\d)$/, "E$10$2");
}

/** Normalises promtool's output: single spaces, one failure per line, and rule failures worded as ours. */
export function normalized(output: string): string[] {
  if (output === "") return [];
  const failures = output.split(/\n+(?= {4}(?:name|alertname|expr|rule): )/);
  return failures.map((failure) => {
    const text = failure.replace(/\s+/g, " ").trim();
    const [, rule, time, problem] = /^rule: (.*), time: (\S+), err: (.*)$/.exec(text) ?? [];
    if (rule !== undefined) return shortened(`rule ${rule} at ${formatDuration(goDuration(time!))}: ${problem}`);
    const [, when, why] = /^expr: .*, time: (\S+), err: (.*)$/.exec(text) ?? [];
    return when === undefined ? text : shortened(`at ${when}: ${why}`);
  });
}

/** Removes the series from an error, which promtool chooses at random. */
function shortened(message: string): string {
  return message.replace(/(match group|labelset).*$/, "$1");
}

function goDuration(text: string): number {
  const units = { h: 3_600_000, m: 60_000, s: 1000 } as const;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  return parts.reduce((total, [, count, unit]) => total + Number(count) * units[unit as keyof typeof units], 0);
}
