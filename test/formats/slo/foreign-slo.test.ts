import { describe, expect, test } from "vitest";
import { percentFrom, percentOf, rateOf } from "../../../src/formats/slo/foreign-slo.js";
import { readForeignSlos } from "../../../src/formats/slo/index.js";

test.each([
  ["0.999", "99.9%"],
  ["0.99", "99%"],
  ["0.9", "90%"],
  ["0.99950", "99.95%"],
  [".5", "50%"],
  ["0.05", "5%"],
  ["0.9999999", "99.99999%"],
])("the share %s is %s, exactly", (share, percent) => {
  expect(percentOf(share)).toBe(percent);
});

test.each(["1", "0", "99.9", "1.0", "x", ""])("%j is no share", (share) => {
  expect(percentOf(share)).toBeUndefined();
});

test("a percentage loses its zeros, and nothing else", () => {
  expect(percentFrom("99.90")).toBe("99.9%");
  expect(percentFrom("5")).toBe("5%");
  expect(percentFrom("100")).toBeUndefined();
});

test("a selector becomes a rate, an expression stays", () => {
  expect(rateOf('requests_total{code="500"}')).toBe('sum(rate(requests_total{code="500"}[{{.window}}]))');
  expect(rateOf("requests_total", ["handler"])).toBe("sum by (handler) (rate(requests_total[{{.window}}]))");
  expect(rateOf(" sum(rate(requests_total[5m])) ")).toBe("sum(rate(requests_total[5m]))");
  expect(rateOf('sum by (job) (requests_total{code="500"})')).toBe(
    'sum by (job) (rate(requests_total{code="500"}[{{.window}}]))',
  );
});

function problemsOf(text: string): readonly string[] {
  const { slos, problems } = readForeignSlos([{ path: "a.yml", text }]);
  expect(slos).toEqual([]);
  return problems;
}

test("what cannot be read is listed", () => {
  expect(problemsOf("groups: []\n")).toEqual([
    "a.yml: neither an SLO of OpenSLO nor a specification of sloth or pyrra",
  ]);
  expect(problemsOf("a: [")).toHaveLength(1);
  expect(problemsOf("a: &x 1\nb: *x\n")).toEqual(["a.yml: it has aliases; write them out"]);
  const openSlo = "apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: cart }\nspec: { indicatorRef: gone }\n";
  expect(problemsOf(openSlo)).toEqual(['a.yml: "cart": it has no objectives']);
  const promising = openSlo.replace("gone", "gone, objectives: [{ target: 0.9 }]");
  expect(problemsOf(promising)).toEqual(['a.yml: "cart": its indicator is in none of the files']);
  const pyrra = "apiVersion: pyrra.dev/v1alpha1\nmetadata: { name: cart }\nspec: { target: '100' }\n";
  expect(problemsOf(pyrra)).toEqual(['a.yml: "cart": its indicator is none of ratio, latency and bool_gauge']);
});

/** The SLOs of documents of OpenSLO, and what of them is missing. */
function readOpenSlo(...documents: readonly object[]) {
  const text = documents.map((one) => JSON.stringify(one)).join("\n---\n");
  return readForeignSlos([{ path: "a.yml", text }]);
}

const window30 = [{ duration: "30d", isRolling: true }];
const query = (text: string) => ({ metricSource: { type: "Prometheus", spec: { query: text } } });
const ratio = { ratioMetric: { counter: true, bad: query('hits{code="500"}'), total: query("hits") } };

function openSlo(spec: object, apiVersion = "openslo/v1", metadata: object = {}) {
  return { apiVersion, kind: "SLO", metadata: { name: "cart", ...metadata }, spec };
}

const failed = 'sum(rate(hits{code="500"}[{{.window}}]))';
const total = "sum(rate(hits[{{.window}}]))";

describe("the alerts of a specification of sloth", () => {
  const sli = { events: { error_query: "sum(rate(a[{{.window}}]))", total_query: "sum(rate(b[{{.window}}]))" } };

  /** The options of the only SLO, and what of it is missing. */
  function read(alerting: object | undefined, labels: object = {}, more: object = {}) {
    const slo = { name: "orders", objective: 99, sli, ...(alerting && { alerting }), ...more };
    const text = JSON.stringify({ version: "prometheus/v1", service: "cart", labels, slos: [slo] });
    const { slos, problems } = readForeignSlos([{ path: "a.yml", text }]);
    return { options: slos[0]!.options, problems };
  }

  test("have severities, labels, an owner and a runbook", () => {
    const alerting = {
      labels: { category: "availability" },
      annotations: { runbook: "https://wiki.example.com/orders" },
      page_alert: { labels: { severity: "page" } },
      ticketAlert: { labels: { severity: "slack" } },
    };
    expect(read(alerting, { owner: "shop", tier: 1 }, { labels: { tier: "2" } })).toEqual({
      options: {
        ...{ page: "page", ticket: "slack", owner: "shop", runbook: "https://wiki.example.com/orders" },
        labels: { tier: "2", category: "availability" },
      },
      problems: [],
    });
    expect(read(undefined)).toEqual({ options: undefined, problems: [] });
  });

  test("are left out where they are disabled", () => {
    expect(read({ page_alert: { disable: true } }).options).toEqual({ alerts: { fast: false, medium: false } });
    expect(read({ pageAlert: { disable: true }, ticketAlert: { disable: true } }).options).toEqual({
      alerts: { fast: false, medium: false, slow: false, steady: false },
    });
  });

  test("lose nothing without saying so", () => {
    const alerting = {
      name: "OrdersFail",
      annotations: { summary: "Orders fail", runbook: "see the wiki" },
      page_alert: { labels: { severity: "page", routing_key: "shop" }, annotations: { note: "x" } },
    };
    expect(read(alerting).problems).toEqual([
      'a.yml: "orders": the name OrdersFail of its alerts, which are called after the SLO',
      'a.yml: "orders": its annotation summary',
      'a.yml: "orders": its runbook see the wiki, which is not an address',
      'a.yml: "orders": the label routing_key of its page alert',
      'a.yml: "orders": the annotation note of its page alert',
    ]);
  });
});

describe("documents of OpenSLO", () => {
  test("may be in a list, beside services, data sources and alerts", () => {
    const kinds = ["Service", "DataSource", "AlertPolicy", "AlertCondition", "AlertNotificationTarget"];
    const others = kinds.map((kind) => ({ apiVersion: "openslo/v1", kind, metadata: { name: "x" }, spec: {} }));
    const spec = {
      description: "Fine",
      indicator: { spec: ratio },
      timeWindow: window30,
      objectives: [{ target: 0.99 }],
    };
    const { slos, problems } = readForeignSlos([{ path: "a.yml", text: JSON.stringify([...others, openSlo(spec)]) }]);
    expect(problems).toEqual([]);
    expect(slos).toEqual([
      {
        ...{ name: "cart", title: undefined, description: "Fine", objective: "99%", window: "30d", by: [] },
        ...{ total, part: { is: "failed", query: failed }, countsTime: false },
      },
    ]);
  });

  test("of v2alpha have their queries without a metricSource, and an sli", () => {
    const metric = (text: string) => ({ dataSourceRef: "prometheus", spec: { query: text } });
    const sli = { spec: { ratioMetric: { counter: true, good: metric("ok"), total: metric("hits") } } };
    const spec = { sli, timeWindow: window30, objectives: [{ displayName: "Good", targetPercent: 99.5 }] };
    const { slos, problems } = readOpenSlo(openSlo(spec, "openslo.com/v2alpha"));
    expect(problems).toEqual([]);
    expect(slos).toMatchObject([
      { title: "Good", objective: "99.5%", total, part: { is: "good", query: "sum(rate(ok[{{.window}}]))" } },
    ]);
  });

  test("have the title of the SLO, and that of the objective where there are several", () => {
    const titles = (...names: readonly string[]) => {
      const objectives = names.map((displayName) => ({ target: 0.9, displayName }));
      const spec = { indicator: { spec: ratio }, timeWindow: window30, objectives, alertPolicies: ["page"] };
      return readOpenSlo(openSlo(spec, "openslo/v1", { displayName: "Cart" }));
    };
    expect(titles("Good").slos.map(({ title }) => title)).toEqual(["Cart"]);
    expect(titles("Good", "Fine").slos.map(({ title }) => title)).toEqual(["Good", "Fine"]);
    expect(titles("Good").problems).toEqual(['a.yml: "cart": its alertPolicies; its alerts are those of every SLO']);
  });

  test("refer to their indicator, each objective to its own where it has one", () => {
    const sli = (name: string) => ({
      ...{ apiVersion: "openslo/v1", kind: "SLI", metadata: { name } },
      spec: { ratioMetric: { counter: true, good: query(name), total: query("hits") } },
    });
    const objectives = [{ target: 0.9, indicatorRef: "fast", compositeWeight: 2 }, { target: 0.8 }];
    const spec = { indicatorRef: "right", timeWindow: window30, objectives };
    const { slos, problems } = readOpenSlo(openSlo(spec), sli("fast"), sli("right"));
    expect(slos.map(({ name, part }) => [name, part.query])).toEqual([
      ["cart-1", "sum(rate(fast[{{.window}}]))"],
      ["cart-2", "sum(rate(right[{{.window}}]))"],
    ]);
    expect(problems).toEqual([
      'a.yml: "cart": its weights; its objectives are SLOs, which combined([…]) counts together',
    ]);
  });

  test.each([
    ["failure", "avg(errors:ratio)", "avg(errors:ratio)"],
    ["success", "avg(good:ratio)", "1 - (avg(good:ratio))"],
  ])("may have a ratio that is computed already, of %s", (rawType, raw, expected) => {
    const indicator = { spec: { ratioMetric: { rawType, raw: query(raw) } } };
    const { slos } = readOpenSlo(openSlo({ indicator, timeWindow: window30, objectives: [{ target: 0.9 }] }));
    expect(slos).toMatchObject([{ countsTime: true, part: { is: "failed", query: expected } }]);
  });

  test.each([
    [{ duration: "1w" }, "week"],
    [{ duration: "1M" }, "month"],
    [{ duration: "1m" }, "month"],
    [{ duration: "1Y" }, "year"],
    [{ duration: "2w", isRolling: true }, "2w"],
    [{ duration: "1Q", isRolling: true }, "90d"],
  ])("have a window: %j is %s", (window, expected) => {
    const calendar = "isRolling" in window ? {} : { isRolling: false, calendar: { timeZone: "UTC" } };
    const timeWindow = [{ ...window, ...calendar }];
    const { slos } = readOpenSlo(openSlo({ indicator: { spec: ratio }, timeWindow, objectives: [{ target: 0.9 }] }));
    expect(slos.map((slo) => slo.window)).toEqual([expected]);
  });

  test.each([
    ["Timeslices", { timeSliceTarget: 0.95 }, `avg_over_time(((${failed}) / (${total}) > bool 1 - 0.95)[5m:1m])`],
    ["RatioTimeslices", {}, `avg_over_time(((${failed}) / (${total}))[5m:1m])`],
  ])("count time with %s", (budgetingMethod, objective, expected) => {
    const objectives = [{ target: 0.9, timeSliceWindow: "1m", ...objective }];
    const spec = { indicator: { spec: ratio }, timeWindow: window30, budgetingMethod, objectives };
    expect(readOpenSlo(openSlo(spec)).slos).toMatchObject([{ countsTime: true, part: { query: expected } }]);
  });

  test("compare a thresholdMetric with their value", () => {
    const indicator = { spec: { thresholdMetric: query("queue_length") } };
    const spec = { indicator, timeWindow: window30, objectives: [{ op: "lte", value: 10, target: 0.9 }] };
    const expected = "avg_over_time((1 - ((queue_length) <= bool 10))[5m:1m])";
    expect(readOpenSlo(openSlo(spec)).slos).toMatchObject([{ countsTime: true, part: { query: expected } }]);
  });

  test("say what is not read", () => {
    const spec = { indicator: { spec: ratio }, timeWindow: window30, objectives: [{ target: 0.9 }] };
    const { problems } = readOpenSlo(
      openSlo(spec, "openslo/v1alpha"),
      openSlo({ ...spec, timeWindow: [{ duration: "1Q", isRolling: false }] }),
      openSlo({ ...spec, objectives: [{ target: 1 }] }),
      openSlo({ ...spec, indicator: { spec: { ratioMetric: { raw: query("x") } } } }),
      openSlo({ ...spec, timeWindow: [{ duration: "1M", calendar: { timeZone: "Europe/Berlin" } }] }),
    );
    expect(problems).toEqual([
      'a.yml: "cart": openslo/v1alpha is neither v1 nor v2alpha',
      'a.yml: "cart": its timeWindow is no week, month or year',
      'a.yml: "cart": its target is not between 0 and 1',
      'a.yml: "cart": its rawType is neither success nor failure',
      'a.yml: "cart": the time zone Europe/Berlin; its window is one of UTC',
    ]);
  });

  test("keep the options that an export noted", () => {
    const annotations = { "telltale/options": '{"name":"Cart","by":["endpoint"],"owner":"us","minimumFailures":3}' };
    const spec = { indicator: { spec: ratio }, timeWindow: window30, objectives: [{ target: 0.9 }] };
    const { slos } = readOpenSlo(openSlo(spec, "openslo/v1", { annotations }));
    expect(slos).toMatchObject([{ name: "Cart", by: ["endpoint"], options: { owner: "us", minimumFailures: 3 } }]);
  });
});

test("alerting of pyrra has no option", () => {
  const indicator = { bool_gauge: { metric: "up" } };
  const spec = { target: "99", window: "2w", indicator, alerting: { disabled: true } };
  const document = { apiVersion: "pyrra.dev/v1alpha1", metadata: { name: "cart" }, spec };
  const { slos, problems } = readForeignSlos([{ path: "a.yml", text: JSON.stringify(document) }]);
  expect([slos.length, problems]).toEqual([1, ['a.yml: "cart": its alerting; its alerts are those of every SLO']]);
});
