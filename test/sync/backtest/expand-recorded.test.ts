import { describe, expect, test } from "vitest";
import { createStore, evaluateInstant, type Store } from "../../../src/promql/evaluate/index.js";
import { ruleDialect } from "../../../src/promql/index.js";
import { createRuleEngine } from "../../../src/simulate/rules/engine.js";
import { expandRecorded, type Recording } from "../../../src/sync/backtest/expand-recorded.js";

const version = { major: 2, minor: 42 };
const dialect = ruleDialect(version);
const minute = 60_000;
const end = 240 * minute;

/** Rules by the metric that they record, in the order of their evaluation. */
const rules: readonly (readonly [metric: string, expr: string, labels: Readonly<Record<string, string>>])[] = [
  ["app:requests:rate5m", "sum by (app, code) (rate(requests_total[5m]))", { team: "shop" }],
  ["app:depth:max", "max by (app) (depth)", {}],
  ["app:errors:ratio", 'sum by (app) (app:requests:rate5m{code="500"}) / sum by (app) (app:requests:rate5m)', {}],
  ["limit", "7", { price: "$1" }],
  ["slo:ratio", 'app:errors:ratio{app="cart"}', { slo: "cart", app: "" }],
  ["slo:ratio", 'app:errors:ratio{app="user"}', { slo: "user" }],
];

function recordingsOf(metric: string): readonly Recording[] {
  return rules.filter(([name]) => name === metric).map(([, expr, labels]) => ({ expr, labels, interval: minute }));
}

function writeSeries(): Store {
  const store = createStore();
  for (const [index, app] of ["cart", "user", "a.b"].entries()) {
    for (let time = 0; time <= end; time += minute) {
      const at = time / minute;
      for (const code of ["200", "500"]) {
        const rate = code === "200" ? 20 : 1 + ((at * (index + 1)) % 5);
        store.append({ __name__: "requests_total", app, code, pod: "p" }, time, at * rate);
      }
      store.append({ __name__: "depth", app, pod: "p" }, time, (at * 7 * (index + 3)) % 23);
    }
  }
  return store;
}

const raw = writeSeries();
const recorded = writeSeries();
const group = { name: "a", file: "a.yml", interval: minute };
const sources = rules.map(([record, expr, labels]) => ({ record, expr, labels }));
const engine = createRuleEngine({ groups: [{ ...group, rules: sources }], store: recorded, version });
for (let time = 0; time <= end; time += minute) engine.evaluate(time);

const nowhere = async () => false;
const expand = (text: string, isOnServer: (metric: string) => Promise<boolean> = nowhere) =>
  expandRecorded(text, { dialect, recordings: recordingsOf, isOnServer });

function evaluate(expr: string, store: Store): unknown {
  const result = evaluateInstant(expr, { store, time: end, dialect });
  if (result.error !== undefined) return result.error;
  if (result.value.kind !== "vector") return result.value;
  const samples = result.value.samples.map(({ metric, value }) => {
    const labels = metric.names.map((name, index) => [name, metric.values[index]!] as const);
    // Alerts leave the name out.
    return [JSON.stringify(labels.filter(([name]) => name !== "__name__")), value] as const;
  });
  return samples.sort(([one], [other]) => (one < other ? -1 : 1));
}

describe("the expressions of recorded metrics give what the recorded series give", () => {
  test.each([
    "app:depth:max",
    "app:depth:max > 5",
    'app:depth:max{app="a.b"}',
    'app:depth:max{app!="cart"} + 1',
    'app:depth:max{app=~"c.*|user"}',
    'app:depth:max{app!~"a.+"}',
    'app:depth:max{missing=""}',
    'app:depth:max{missing="x"}',
    'app:requests:rate5m{team="shop", code="500"}',
    'app:requests:rate5m{team="other"}',
    'app:requests:rate5m{team=~"s.*", app="cart"} * 2',
    'avg_over_time(app:depth:max{app="cart"}[30m])',
    "max_over_time(app:depth:max[1h])",
    "app:depth:max offset 13m",
    'sum(app:depth:max{app="user"} offset 1h)',
    "avg_over_time(app:depth:max[30m] offset 20m)",
    "app:errors:ratio > 0.05 and on (app) app:depth:max > 3",
    'slo:ratio{slo="cart"}',
    "slo:ratio",
    'avg_over_time(slo:ratio{slo="user"}[1h]) > 0.01',
    "limit * 2",
    "max_over_time((app:errors:ratio - 0.01)[30m:5m])",
    '{__name__="app:depth:max", app="cart"}',
  ])("%s", async (text) => {
    const { expr, left } = await expand(text);
    expect(left).toEqual([]);
    expect(expr).not.toMatch(/app:|slo:|\blimit\b/);
    const ours = evaluate(expr, raw);
    expect(ours).toEqual(evaluate(text, recorded));
    expect(typeof ours).toBe("object");
  });
});

test("metrics of the server, and those that no rule records, stay", async () => {
  const text = "app:depth:max > on () group_left up";
  expect(await expand(text, async () => true)).toEqual({ expr: text, expanded: [], left: [] });
  expect(await expand("sum(requests_total)")).toMatchObject({ expr: "sum(requests_total)", expanded: [] });
  const nested = await expand("app:errors:ratio", async (metric) => metric === "app:requests:rate5m");
  expect(nested.expanded).toEqual(["app:errors:ratio"]);
  expect(nested.expr).toContain("app:requests:rate5m");
});

test("what cannot be replaced stays, with the reason", async () => {
  expect(await expand("app:depth:max @ 100")).toEqual({
    ...{ expr: "app:depth:max @ 100", expanded: [] },
    left: [{ metric: "app:depth:max", reason: "its time is set by @" }],
  });
  const circular = await expandRecorded("a:b", {
    ...{ dialect, isOnServer: nowhere },
    recordings: (metric) => (metric === "a:b" ? [{ expr: "a:b + 1", labels: {}, interval: minute }] : []),
  });
  expect(circular.left).toEqual([{ metric: "a:b", reason: "it is recorded from itself" }]);
});
