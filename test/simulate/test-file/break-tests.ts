/** The parts of a test file that are changed here. */
export interface TestFileContent {
  tests: {
    interval?: string;
    input_series?: { series: string; values: string }[];
    alert_rule_test?: { eval_time: string; alertname: string; exp_alerts?: ExpectedAlert[] }[];
    promql_expr_test?: { expr: string; eval_time: string; exp_samples?: { labels?: string; value: number }[] }[];
  }[];
}

interface ExpectedAlert {
  exp_labels?: Record<string, string>;
  exp_annotations?: Record<string, string>;
}

type Random = () => number;

/** Keeps one test of a file, and changes one of its expectations or times; returns a description of the change. */
export function breakTests(content: TestFileContent, random: Random): string {
  const index = Math.floor(random() * content.tests.length);
  const test = content.tests[index]!;
  const alerts = (test.alert_rule_test ?? []).flatMap((expectation) => alertChanges(expectation, random));
  const samples = (test.promql_expr_test ?? []).flatMap((expectation) => sampleChanges(expectation, random));
  const changes = [...alerts, ...samples];
  const [what, change] = changes[Math.floor(random() * changes.length)]!;
  content.tests = [test];
  change();
  return `test ${index}: ${what}`;
}

type Change = readonly [what: string, change: () => void];
type Tests = TestFileContent["tests"][number];

function alertChanges(expectation: NonNullable<Tests["alert_rule_test"]>[number], random: Random): Change[] {
  const alerts = expectation.exp_alerts ?? [];
  return [
    ...timeChanges(expectation, random),
    [`another alert than ${expectation.alertname}`, () => (expectation.alertname += "X")],
    ["an alert more", () => (expectation.exp_alerts = [...alerts, {}])],
    ...alerts.flatMap((alert, index): Change[] => [
      ["an alert less", () => (expectation.exp_alerts = alerts.filter((_, other) => other !== index))],
      ["a label more", () => (alert.exp_labels = { ...alert.exp_labels, zone: "a" })],
      ...textChanges("label", alert.exp_labels),
      ...textChanges("annotation", alert.exp_annotations),
    ]),
  ];
}

function textChanges(what: string, texts: Record<string, string> | undefined): Change[] {
  return Object.keys(texts ?? {}).flatMap((name): Change[] => [
    [`${what} ${name} changed`, () => (texts![name] += "x")],
    [`${what} ${name} lost`, () => delete texts![name]],
  ]);
}

function sampleChanges(expectation: NonNullable<Tests["promql_expr_test"]>[number], random: Random): Change[] {
  const samples = expectation.exp_samples ?? [];
  return [
    ...timeChanges(expectation, random),
    ["a sample more", () => (expectation.exp_samples = [...samples, { labels: "{}", value: 1 }])],
    ...samples.flatMap((sample, index): Change[] => [
      ["a sample less", () => (expectation.exp_samples = samples.filter((_, other) => other !== index))],
      ["another value", () => (sample.value = sample.value * (1 + 2 ** -51) + (sample.value === 0 ? 1e-300 : 0))],
      ["another name", () => (sample.labels = `x${sample.labels ?? "{}"}`)],
    ]),
  ];
}

/** Shifts a time by whole or partial intervals. */
function timeChanges(expectation: { eval_time: string }, random: Random): Change[] {
  const shift = ["1m", "5m", "30s", "59s"][Math.floor(random() * 4)]!;
  const original = String(expectation.eval_time ?? "0s");
  const later = (): void => {
    expectation.eval_time = sum(original, shift);
  };
  const early = (): void => {
    expectation.eval_time = "0s";
  };
  return [
    [`at ${original} and ${shift}`, later],
    [`at 0s, not ${original}`, early],
  ];
}

const seconds: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

function sum(...durations: readonly string[]): string {
  const parts = durations.flatMap((duration) => [...duration.matchAll(/(\d+)([dhms])/g)]);
  return `${parts.reduce((total, [, count, unit]) => total + Number(count) * seconds[unit!]!, 0)}s`;
}
