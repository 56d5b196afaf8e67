import { describe, expect, test } from "vitest";
import { evaluateRange } from "../../../src/logql/evaluate/index.js";
import { panelDialect, parse, ruleDialect } from "../../../src/logql/index.js";
import { instant, logs, range, second, storeOf } from "./queries.js";

const requests = storeOf({
  'app="api"': [
    [0, "level=info ms=10"],
    [20, "level=error ms=30"],
    [40, "level=error ms=50"],
    [60, "level=info ms=x"],
  ],
  'app="web"': [[50, "level=info ms=1"]],
});

describe("windows", () => {
  test("begin after their start and include their end", () => {
    expect(range(requests, 'count_over_time({app="api"}[20s])')).toEqual(['{app="api"} 0:1 20:1 40:1 60:1']);
    expect(range(requests, 'count_over_time({app="api"}[40s])')).toEqual(['{app="api"} 0:1 20:2 40:2 60:2']);
    expect(range(requests, 'count_over_time({app="web"}[20s])')).toEqual(['{app="web"} 60:1']);
  });

  test("move with an offset", () => {
    expect(range(requests, 'count_over_time({app="api"}[20s] offset 20s)')).toEqual(['{app="api"} 20:1 40:1 60:1']);
  });
});

describe("errors of lines", () => {
  test("fail a metric query", () => {
    expect(instant(requests, 'sum_over_time({app="api"} | logfmt | unwrap ms [1m])')).toMatch(
      /^pipeline error: 'SampleExtractionErr' for series: '\{__error__="SampleExtractionErr"/,
    );
    expect(
      instant(requests, 'sum by (app) (sum_over_time({app="api"} | logfmt | unwrap ms | __error__="" [1m]))'),
    ).toEqual(['{app="api"} 80']);
  });

  test("are not found if no label is needed", () => {
    const broken = storeOf({ 'app="api"': [[1, '{"level":"info","x":']] });
    expect(instant(broken, 'sum(count_over_time({app="api"} | json [1m]))')).toEqual(["{} 1"]);
    expect(instant(broken, 'sum by (level) (count_over_time({app="api"} | json [1m]))')).toEqual(['{level="info"} 1']);
    expect(instant(broken, 'sum by (x) (count_over_time({app="api"} | json [1m]))')).toMatch(/JSONParserErr/);
    expect(instant(broken, 'count_over_time({app="api"} | json [1m])')).toMatch(/JSONParserErr/);
  });
});

describe("range aggregations", () => {
  test.each([
    ["rate", "", "0.05"],
    ["bytes_over_time", "", "50"],
    ["max_over_time", "| unwrap ms", "50"],
    ["stddev_over_time", "| unwrap ms", "16.32993161855452"],
    ["rate_counter", "| unwrap ms", "1"],
    ["last_over_time", "| unwrap ms", "50"],
  ])("%s", (operator, unwrap, expected) => {
    const until59 = `${operator}({app="api"} | logfmt ms | ms != "x" ${unwrap} [60s])`;
    const query = unwrap === "" ? `sum(${operator}({app="api"} != "x" [60s]))` : `sum(${until59} by (app))`;
    const grouped = /rate_counter/.test(operator) ? `sum(${until59})` : query;
    expect(instant(requests, grouped, 59)).toEqual([`{} ${expected}`]);
  });

  test("quantile_over_time interpolates", () => {
    const query = 'quantile_over_time(0.75, {app="api"} | logfmt | unwrap ms | __error__="" [2m]) by (app)';
    expect(instant(requests, query)).toEqual(['{app="api"} 40']);
  });

  test("absent_over_time has the labels of the selector", () => {
    expect(range(requests, 'absent_over_time({app="web",env=~"x|y"}[20s])')).toEqual([
      '{app="web"} 0:1 20:1 40:1 60:1',
    ]);
    expect(range(requests, 'absent_over_time({app="web"}[20s])')).toEqual(['{app="web"} 0:1 20:1 40:1']);
  });
});

describe("operators", () => {
  test("division by zero is NaN, and numbers are calculated first", () => {
    expect(instant(requests, "vector(5) / 0")).toEqual(["{} NaN"]);
    expect(instant(requests, "2 ^ 3 ^ 2 > bool 500")).toEqual(["1"]);
  });

  test("a comparison keeps the value of the vector", () => {
    expect(instant(requests, '10 > sum(count_over_time({app=~".+"}[2m]))')).toEqual(["{} 5"]);
    expect(instant(requests, 'sum(count_over_time({app=~".+"}[2m])) > bool 10')).toEqual(["{} 0"]);
  });

  test("matching", () => {
    const share =
      'sum by (app, level) (count_over_time({app=~".+"} | logfmt level [2m])) / on (app) group_left sum by (app) (count_over_time({app=~".+"}[2m]))';
    expect(instant(requests, share)).toEqual([
      '{app="api", level="error"} 0.5',
      '{app="api", level="info"} 0.5',
      '{app="web", level="info"} 1',
    ]);
    expect(instant(requests, share.replace("group_left ", ""))).toMatch(/^multiple matches for labels: many-to-one/);
  });
});

test("aggregations", () => {
  const byApp = 'sum by (app) (count_over_time({app=~".+"}[2m]))';
  expect(instant(requests, `topk(1, ${byApp})`)).toEqual(['{app="api"} 4']);
  expect(instant(requests, `sort(${byApp})`)).toEqual(['{app="web"} 1', '{app="api"} 4']);
  expect(instant(requests, `avg(${byApp})`)).toEqual(["{} 2.5"]);
});

describe("limits", () => {
  test("of series", () => {
    const many = storeOf({ 'app="a"': Array.from({ length: 501 }, (_, at) => [at / 10, `n=${at}`] as const) });
    expect(instant(many, 'count_over_time({app="a"} | logfmt [2m])')).toMatch(/^maximum number of series \(500\)/);
  });

  test("of a stage that cannot be compiled", () => {
    expect(logs(requests, '{app="api"} | line_format `{{ nofunc }}`')).toBe(
      "parse error : stage '| line_format `{{ nofunc }}`' : invalid line template: template: line:1: function \"nofunc\" not defined",
    );
  });
});

test("a range of one step, and one that ends before it starts", () => {
  const { expr } = parse('count_over_time({app="api"}[20s])', ruleDialect);
  const at = { store: requests, start: 20n * second, step: second };
  expect(evaluateRange(expr!, { ...at, end: 20n * second })).toMatchObject({
    value: { series: [{ samples: [{ value: 1 }] }] },
  });
  expect(evaluateRange(expr!, { ...at, end: 0n }).error).toBe(
    "end timestamp must not be before or equal to start time",
  );
});

test.each(['$f({app="api"}[20s])', '$f(rate({app="api"}[20s]))'])("%s has no function", (text) => {
  const { expr } = parse(text, panelDialect);
  const at = { store: requests, start: 0n, end: 60n * second, step: second };
  expect(evaluateRange(expr!, at).error).toBe("the dashboard variable $f has no value");
});

test("structured metadata are labels, and equal lines are stored once", () => {
  const store = storeOf({
    'app="a"': [
      [1, "x", { user: "u" }],
      [1, "x", { user: "u" }],
      [1, "x", { user: "v" }],
    ],
  });
  expect(instant(store, 'count_over_time({app="a"}[2m])')).toEqual(['{app="a", user="u"} 1', '{app="a", user="v"} 1']);
});

test("lines with the same time are in the order of their stream, and reversed backward", () => {
  const store = storeOf({
    'app="a"': [
      [1, "first"],
      [1, "second"],
    ],
  });
  expect(logs(store, '{app="a"}')).toEqual(['{app="a"} first', '{app="a"} second']);
  expect(logs(store, '{app="a"}', "backward")).toEqual(['{app="a"} second', '{app="a"} first']);
});

test("a query over 100,000 lines takes about a second", () => {
  const store = storeOf({
    'app="a"': Array.from(
      { length: 100_000 },
      (_, at) =>
        [at / 2000, `{"level":"info","path":"/api/${at % 10}","ms":${at % 500},"request":{"id":"${at}"}}`] as const,
    ),
  });
  const before = process.cpuUsage();
  const query = 'sum by (path) (count_over_time({app="a"} |= "info" | json | ms > 250 | __error__="" [10s]))';
  expect(range(store, query)).toHaveLength(10);
  // Counts the time of the processor, and leaves room for slow ones.
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(4);
});
