import { describe, expect, test } from "vitest";
import { errorRatio, promql, row, stat, table, timeseries, variable, window } from "../../../src/index.js";
import { Query } from "../../../src/model/expression/query.js";
import { foundInAlert, foundInPanel, type Shop, smokeShop } from "./shop.js";

const written = (text: string): Query => new Query({ language: "promql", chunks: [text], holes: [] });
const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

describe("sound expressions", () => {
  test.each<[string, (shop: Shop) => Query]>([
    ["a rate", ({ cart }) => promql`sum by (app) (rate(${cart.http.requests}[${window}]))`],
    ["a share of failures", ({ cart }) => errorRatio(cart.http).query],
    [
      "a quantile",
      ({ cart }) => promql`histogram_quantile(0.95, sum by (le) (rate(${cart.http.duration.bucket}[5m])))`,
    ],
    [
      "the share up to a bound",
      ({ cart }) => promql`rate(${cart.http.duration.bucket.where({ le: ["1", "1.0"] })}[5m])`,
    ],
    ["a gauge of a limit that never changes", ({ cart }) => promql`sum(${cart.open}) / sum(${cart.limit})`],
    ["a limit by itself", ({ cart }) => promql`max(${cart.limit})`],
    ["an info metric", ({ cart }) => promql`count by (version) (${cart.build})`],
    ["what is up", () => promql`sum by (app) (up)`],
    ["a filter that lets little through", ({ cart }) => promql`${cart.open} > 1e9`],
    ["an hour ago", ({ cart }) => promql`${cart.open} - ${cart.open} offset 1h`],
    ["a day", ({ cart }) => promql`increase(${cart.prices.hits}[1d])`],
    ["a line at a height", () => promql`vector(0.05)`],
    ["labels that are joined", ({ cart }) => promql`${cart.open} * on (pod) group_left (version) ${cart.build}`],
  ])("%s", (_, draw) => expect(foundInPanel(draw)).toEqual([]));

  test.each<[string, (shop: Shop) => Query]>([
    ["an alert that does not fire", ({ cart }) => promql`sum(${cart.open}) > 1e9`],
    ["an alert on the lack of a series", () => promql`absent(up{app="cart"})`],
    ["an alert on what is there and something that is not", () => promql`up == 0 unless on (pod) cart_open == 0`],
    ["alerts about alerts", () => promql`ALERTS{alertstate="firing"} == 1`],
  ])("%s", (_, when) => expect(foundInAlert(when)).toEqual([]));
});

describe("expressions that return nothing", () => {
  test("a misspelled metric, with a suggestion", () => {
    const [found] = foundInPanel(() => promql`sum(rate(cart_request_total[5m]))`);
    expect(found).toMatchObject({
      id: "smoke/empty",
      severity: "error",
      summary: "there is no metric cart_request_total",
      fix: "write cart_requests_total",
      subject: 'panel "Panel" of dashboard "Cart"',
    });
  });

  test("a value that a label never has, with its values", () => {
    const [found] = foundInPanel(() => promql`sum(cart_open{tier="gold"})`);
    expect(found).toMatchObject({
      id: "smoke/empty",
      summary: 'no series of cart_open has tier="gold"',
      details: expect.stringContaining('"tier" is "free", "pro".'),
    });
  });

  test("a value that is a likely typo", () => {
    const [found] = foundInPanel(() => promql`sum(up{namespace="shpo"})`);
    expect(found).toMatchObject({ id: "smoke/empty", fix: 'write "shop"' });
  });

  test("a bound that is not a bucket", () => {
    const [found] = foundInPanel(() => promql`rate(cart_duration_seconds_bucket{le="2"}[5m])`);
    expect(found).toMatchObject({ id: "smoke/empty", summary: 'no series of cart_duration_seconds_bucket has le="2"' });
  });

  test("labels that no series combines", () => {
    const [found] = foundInPanel(() => promql`stock_level{app="stock", pod="cart-1"}`);
    expect(found?.summary).toBe('no series of stock_level has pod="cart-1"');
  });

  test("a missing label", () => {
    const [found] = foundInPanel(() => promql`cart_open{shelf="a"}`);
    expect(found?.details).toContain('Its series have no label "shelf".');
  });

  test("a quantile of buckets aggregated without le", () => {
    const [found] = foundInPanel(
      ({ cart }) => promql`histogram_quantile(0.9, sum(rate(${cart.http.duration.bucket}[5m])))`,
    );
    expect(found).toMatchObject({ id: "smoke/empty", details: expect.stringContaining("sum by (le)") });
  });

  test("operands that do not match", () => {
    const [found] = foundInPanel(({ cart, stock }) => promql`1 + sum(${cart.open} / ${stock.level})`);
    expect(found).toMatchObject({ id: "smoke/empty", summary: expect.stringContaining('"/" returns nothing') });
    expect(found?.excerpt?.text.slice(found.excerpt.start, found.excerpt.end)).toBe(
      'cart_open{app="cart", namespace="shop"} / stock_level{app="stock", namespace="shop"}',
    );
  });

  test("an alert on a metric that does not exist", () => {
    expect(ids(foundInAlert(() => promql`sum(cart_opened) > 5`))).toEqual(["smoke/empty"]);
    expect(ids(foundInAlert(() => promql`absent(cart_opened)`))).toEqual(["smoke/empty"]);
    expect(ids(foundInAlert(() => promql`cart_open > 5 unless cart_opened`))).toEqual(["smoke/empty"]);
  });

  test("an alert whose operands never match", () => {
    expect(ids(foundInAlert(() => promql`cart_open > stock_level`))).toEqual(["smoke/empty"]);
  });

  test("a rule, and the readers of its series", () => {
    const { diagnostics } = smokeShop(({ shop }) => {
      const ratio = shop.recordingRule("app:cart:ratio", promql`sum(cart_opened) / sum(cart_open)`);
      shop.alert("Full", { when: ratio.above(5), severity: "warning", summary: "x" });
    });
    expect(new Map(diagnostics.map(({ subject, summary }) => [subject, summary]))).toEqual(
      new Map([
        ['alert "Full"', "the rule that records app:cart:ratio returns nothing"],
        ['recording rule "app:cart:ratio"', "there is no metric cart_opened"],
      ]),
    );
  });

  test("an annotation of a dashboard", async () => {
    const { annotation } = await import("../../../src/index.js");
    const { diagnostics } = smokeShop(({ shop }) => {
      shop.dashboard("Cart", { annotations: [annotation("Deploys", promql`changes(cart_opened[5m]) > 0`)] });
    });
    expect(diagnostics[0]?.subject).toBe('annotation "Deploys" of dashboard "Cart"');
  });
});

test("a division of zero by zero returns only NaN, reported at its source", () => {
  const [found] = foundInPanel(
    ({ cart }) => promql`1 - (${cart.limit} - ${cart.limit}) / (${cart.limit} - ${cart.limit})`,
  );
  expect(found).toMatchObject({ id: "smoke/only-nan", severity: "error" });
  expect(found?.excerpt?.text.slice(found.excerpt.start, found.excerpt.end)).toContain("/");
});

describe("constant results", () => {
  test("something compared with itself", () => {
    const [found] = foundInPanel(({ cart }) => promql`rate(${cart.prices.hits}[5m]) / rate(${cart.prices.hits}[5m])`);
    expect(found).toMatchObject({
      id: "smoke/constant",
      severity: "warning",
      summary: expect.stringContaining("it is always 1,"),
    });
  });

  test("are not reported if a function evens out its input", () => {
    expect(foundInPanel(({ cart }) => promql`count(${cart.open})`)).toEqual([]);
    expect(foundInPanel(({ cart }) => promql`${cart.open} >= bool 0`)).toEqual([]);
  });
});

describe("expressions that cannot be evaluated", () => {
  test("many-to-many matching", () => {
    const [found] = foundInPanel(({ cart }) => promql`${cart.open} / on (pod) ${cart.open}`);
    expect(found).toMatchObject({ id: "smoke/failed", summary: expect.stringContaining("many-to-many") });
  });

  test("a rule whose results have the same labels", () => {
    const { diagnostics } = smokeShop(({ shop }) => {
      shop.recordingRule("cart:open", promql`label_replace(cart_open, "tier", "any", "", "")`);
    });
    expect(diagnostics).toMatchObject([{ id: "smoke/failed", subject: 'recording rule "cart:open"' }]);
  });
});

describe("variables of dashboards", () => {
  const panel = (text: string, variables: Parameters<Shop["shop"]["dashboard"]>[1]["variables"]) =>
    smokeShop(({ shop }) => {
      shop.dashboard("Cart", { variables: variables!, rows: [row("All", [timeseries("Panel", written(text))])] });
    });

  test("have the default selection, all values, or the first option", () => {
    const report = smokeShop(({ shop, cart: { open, http } }) => {
      const tier = variable.label("tier", open, "tier");
      const pod = variable.label("pod", open.where({ tier }), "pod", { multiple: false, all: false });
      const status = variable.list("status", ["200", "500"]);
      const over = variable.intervals("over", ["10m", "1h"]);
      shop.dashboard("Cart", {
        variables: [tier, pod, status, over],
        rows: [
          row("All", [
            timeseries("Open", promql`sum by (tier) (${open.where({ tier, pod })})`),
            stat("Requests", promql`sum(rate(${http.requests.where({ status })}[${over}]))`),
            table("Range", promql`sum(increase(${http.requests}[$__range]))`, { columns: {} }),
          ]),
        ],
      });
    });
    expect(report.diagnostics).toEqual([]);
    expect(report.runs[0]).toMatchObject({ expressions: 3, notJudged: [] });
  });

  test("that are unknown leave an expression not judged", () => {
    const { diagnostics, runs } = panel('sum(cart_open{pod="$nowhere"})', []);
    expect(diagnostics).toEqual([]);
    expect(runs[0]?.notJudged).toEqual([
      { subject: 'panel "Panel" of dashboard "Cart"', why: "the value of one of its variables is unknown" },
    ]);
  });

  test("with a value that does not exist are reported", () => {
    const tier = variable.list("tier", ["gold"], { multiple: false, all: false });
    expect(ids(panel('sum(cart_open{tier="$tier"})', [tier]).diagnostics)).toEqual(["smoke/empty"]);
  });
});

test("a finding in several environments is reported once", () => {
  const define = ({ shop }: Shop) => {
    shop.alert("Alert", { when: promql`cart_opened > 5`, severity: "warning", summary: "x" });
  };
  const { diagnostics, runs } = smokeShop(define, ["staging", "prod"]);
  expect(ids(diagnostics)).toEqual(["smoke/empty"]);
  expect(runs.map(({ environment }) => environment)).toEqual(["prod", "staging"]);
});

test("an allowance with a reason applies", () => {
  const { diagnostics } = smokeShop(({ shop }) => {
    shop.alert("Alert", {
      when: promql`cart_opened > 5`,
      severity: "warning",
      summary: "x",
      allow: { "smoke/empty": "the metric comes with the next release" },
    });
  });
  expect(diagnostics).toEqual([]);
});

test("rules from Prometheus rule files are evaluated, and reported at their line", () => {
  const { diagnostics } = smokeShop(({ shop }) => {
    const text = "groups:\n  - name: cart\n    rules:\n      - record: cart:open\n        expr: sum(cart_opened)\n";
    shop.ruleFile("cart", { text, path: "rules/cart.yml" });
  });
  expect(diagnostics).toMatchObject([{ id: "smoke/empty", span: { file: "rules/cart.yml", start: { line: 5 } } }]);
});

test("results are deterministic", () => {
  const define = ({ shop }: Shop) => {
    shop.dashboard("Cart", { rows: [row("All", [timeseries("Panel", promql`sum(cart_opened) / 0 * cart_open`)])] });
  };
  expect(smokeShop(define)).toEqual(smokeShop(define));
});
