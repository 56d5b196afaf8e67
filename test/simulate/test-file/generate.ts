import { renderYaml } from "../../../src/yaml/index.js";

type Random = () => number;

/** A rule file and a test file whose expectations are empty, so that promtool prints all actual results. */
export interface GeneratedCase {
  readonly rules: string;
  readonly tests: string;
}

/** Generates rules that depend on each other, series with gaps and stale markers, and many evaluation times. */
export function generateCase(rulesFile: string, random: Random): GeneratedCase {
  const { pick, chance, many } = choices(random);
  const recorded: string[] = [];
  const alerts: string[] = [];
  const evaluationInterval = pick(["1m", "1m", "30s", "45s", "2m"]);

  const group = (name: string) => ({
    name,
    ...(chance(0.3) && { interval: pick(["10s", "1m", "5m"]) }),
    ...(chance(0.15) && { limit: pick([1, 2, 3, 4]) }),
    rules: many(1, 5, () => (chance(0.5) ? record() : alert())),
  });

  const record = () => {
    const isThere = chance(0.06);
    const rule = {
      record: isThere ? pick(["m", "r0"]) : `r${recorded.length}`,
      // promtool compares the bits of NaN: 0/0 and the NaN of a series differ.
      expr: isThere ? `max by (a) (${source()})` : chance(0.95) ? expression() : scalar(),
      ...(chance(0.3) && { labels: recordLabels() }),
    };
    recorded.push(rule.record);
    return rule;
  };

  const recordLabels = () => pick([{ b: "9" }, { c: "new" }, { a: "" }, { c: "{{ $value }}", b: "" }]);

  const alert = () => {
    const compared = () => `${expression()} ${pick(["> 2", "> 1", "< 4", "!= 3", "== 2"])}`;
    const name = chance(0.2) && alerts.length > 0 ? pick(alerts) : `Alert${alerts.length}`;
    alerts.push(name);
    return {
      alert: name,
      expr: chance(0.8) ? compared() : chance(0.9) ? expression() : scalar(),
      ...(chance(0.7) && { for: pick(["0s", "1m", "90s", "2m", "3m", "5m"]) }),
      ...(chance(0.4) && { keep_firing_for: pick(["30s", "1m", "2m", "3m", "10m"]) }),
      ...(chance(0.5) && { labels: Object.assign({}, ...many(1, 3, () => pick(alertLabels))) }),
      ...(chance(0.5) && { annotations: Object.assign({}, ...many(1, 3, () => pick(annotations))) }),
    };
  };

  const source = (): string => {
    const known = chance(0.5) && recorded.length > 0 ? pick(recorded) : pick(["m", "n", "m", "total"]);
    return known + pick(["", "", "", '{a="1"}', '{a=~"1|2"}', '{b!="x"}']);
  };

  const expression = (): string => {
    const [one, two] = [source(), source()];
    return pick<() => string>([
      () => one,
      () => `${one} + ${pick([1, 2, 0.1])}`,
      () => `${pick(["sum", "max", "count", "avg", "min"])} by (${pick(["a", "b", "a, b"])}) (${one})`,
      () => `sum(${one})`,
      () => `${pick(["rate", "increase", "delta"])}(total[${pick(["2m", "3m", "5m"])}]) * 60`,
      () => `${pick(["count_over_time", "max_over_time", "last_over_time"])}(${one}[${pick(["90s", "3m"])}])`,
      () => `max_over_time(${one}[5m:${pick(["", "1m", "30s"])}])`,
      () => `${one} ${pick(["and", "or", "unless"])} ${pick(["", "on (a) ", "ignoring (c) "])}${two}`,
      () => `${one} ${pick(["+", "-", "*", ">"])} on (a, b) group_left () max by (a, b) (${two})`,
      () => `sum by (a) (${one}) ${pick(["+", "/", ">= bool"])} on (a) sum by (a) (${two})`,
      () => `absent(${one})`,
      () => `${one} offset ${pick(["1m", "2m", "-1m"])}`,
      () => `${one} @ ${pick(["60", "end()", "300"])}`,
      () => `count by (alertstate) (ALERTS${pick(["", `{alertname="${pick([...alerts, "None"])}"}`])})`,
      () => `ALERTS_FOR_STATE${pick(["", '{a="1"}'])} / 60`,
      () => "vector(3)",
      () => `${one} * ${pick(["", "on (a) "])}${two}`,
    ])();
  };

  const scalar = (): string => pick(["time() / 60", "1", "scalar(sum(m))"]);

  const groups = many(1, 3, (index) => group(`g${index}`));
  const series = [
    ...labelSets.flatMap((labels) => (chance(0.8) ? [{ series: `m${labels}`, values: values(random) }] : [])),
    ...labelSets.flatMap((labels) => (chance(0.4) ? [{ series: `n${labels}`, values: values(random) }] : [])),
    { series: 'total{a="1"}', values: chance(0.5) ? "0+3x20" : "0+3x5 1+2x10 _ _ 50+1x4" },
  ];
  const times = Array.from({ length: 14 }, (_, index) => `${index}m${chance(0.15) ? "20s" : ""}`);
  const names = [...new Set(alerts)];
  const looked = ["ALERTS", "ALERTS_FOR_STATE", "m", ...new Set(recorded)];
  const tests = {
    rule_files: [rulesFile],
    evaluation_interval: evaluationInterval,
    group_eval_order: groups.map(({ name }) => name),
    tests: [
      {
        interval: pick(["1m", "1m", "30s", "15s", "40s"]),
        ...(chance(0.5) && { external_labels: { cluster: "eu" }, external_url: "http://prometheus:9090" }),
        input_series: series,
        alert_rule_test: times.flatMap((time) => names.map((alertname) => ({ eval_time: time, alertname }))),
        promql_expr_test: times.flatMap((time) =>
          looked.map((expr) => ({ eval_time: time, expr, exp_samples: [{ labels: "nothing", value: 0 }] })),
        ),
      },
    ],
  };
  return { rules: renderYaml({ groups }), tests: renderYaml(tests) };
}

const labelSets = ['{a="1"}', '{a="2"}', '{a="1", b="x"}', '{a="3", b="x"}'];

const alertLabels: readonly Readonly<Record<string, string>>[] = [
  { severity: "page" },
  { team: "{{ $labels.a }}-{{ .Labels.b }}" },
  { empty: "" },
  { made: "{{ $labels.b }}" },
  { level: "{{ if gt $value 3.0 }}high{{ else }}low{{ end }}" },
  { a: "all" },
  { alertstate: "mine" },
  { cluster: "{{ $externalLabels.cluster }}" },
];

const annotations: readonly Readonly<Record<string, string>>[] = [
  { summary: "{{ $labels.a }} is at {{ $value | humanize }}" },
  { description: 'now {{ with query "sum(m)" }}{{ . | first | value }}{{ end }}' },
  { many: '{{ range query "sum by (a) (m)" | sortByLabel "a" }}{{ .Labels.a }}={{ .Value }};{{ end }}' },
  { link: "{{ $externalURL }}/x" },
  { broken: '{{ index $labels "a" | parseDuration }}' },
  { plain: "text" },
];

/** Generates values: small repeated numbers, gaps, stale markers and special values. */
function values(random: Random): string {
  const { pick, many } = choices(random);
  const runs = many(2, 6, () => {
    const count = pick([1, 1, 2, 3, 5]);
    const value = pick(["0", "1", "2", "3", "4", "5", "3", "2", "_", "_", "stale", "-1", "NaN", "Inf", "2.5"]);
    return Array.from({ length: count }, () => value).join(" ");
  });
  return runs.join(" ");
}

function choices(random: Random) {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const chance = (probability: number): boolean => random() < probability;
  const many = <Item>(least: number, most: number, make: (index: number) => Item): Item[] =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, (_, index) => make(index));
  return { pick, chance, many };
}
