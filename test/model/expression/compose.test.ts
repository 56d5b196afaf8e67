import { counter, gauge, histogram, logql, logStream, not, promql, system, variable, window } from "telltale";
import { describe, expect, test } from "vitest";
import { compose } from "../../../src/model/expression/compose.js";
import type { Query } from "../../../src/model/expression/query.js";

const shop = system("shop", { labels: { app: 3 }, environments: { staging: {}, prod: {} } });
const cart = shop.service("cart", {
  requests: counter("cart_requests_total", { help: "Requests", labels: { status: 8, path: 20 } }),
  items: gauge("cart_items", { help: "Items", labels: { tier: ["free", "pro"] } }),
  duration: histogram("cart_duration_seconds", { help: "Duration", buckets: [0.1, 1] }),
});

const binary = (text: string) => / [-+*/<>] /.test(text);
const text = (query: Query, environment = "prod") => compose(query, environment, binary).text;

describe("holes", () => {
  test("a metric is its name, with the selector of its service", () => {
    expect(text(promql`sum(${cart.items})`)).toBe('sum(cart_items{job="cart"})');
  });

  test("the parts of a histogram are its three series names", () => {
    expect(text(promql`${cart.duration.sum} / ${cart.duration.count}`)).toBe(
      'cart_duration_seconds_sum{job="cart"} / cart_duration_seconds_count{job="cart"}',
    );
  });

  test("matchers behind a metric are added to the selector of its service, or override it", () => {
    expect(text(promql`sum(${cart.items}{tier="pro"})`)).toBe('sum(cart_items{job="cart", tier="pro"})');
    expect(text(promql`sum(${cart.items} {job=~"cart|basket"})`)).toBe('sum(cart_items{job=~"cart|basket"})');
    expect(text(promql`sum(${cart.items}{})`)).toBe('sum(cart_items{job="cart", })');
  });

  test("a recorded series is that of its own service", () => {
    const record = "job:requests:rate5m";
    const rate = shop.recordingRule(record, promql`sum by (job) (rate(${cart.requests}[5m]))`);
    expect(text(promql`${rate} > 5`)).toBe('job:requests:rate5m{job="cart"} > 5');
    const total = shop.recordingRule("requests:rate5m", promql`sum(rate(${cart.requests}[5m]))`, {
      labels: { team: "cart" },
    });
    expect(text(promql`${total}`)).toBe('requests:rate5m{team="cart"}');
    const renamed = shop.recordingRule(
      "job:renamed:rate5m",
      promql`label_replace(sum by (job) (${cart.items}), "job", "x", "", "")`,
    );
    expect(text(promql`${renamed}`)).toBe("job:renamed:rate5m");
    const either = shop.recordingRule("job:either:sum", promql`sum by (job) (${cart.items}) or sum by (job) (other)`);
    expect(text(promql`${either}`)).toBe("job:either:sum");
  });

  test("matchers: exact, several, regular expression, negated", () => {
    const { requests } = cart;
    expect(text(promql`${requests.where({ status: "500" })}`)).toBe('cart_requests_total{job="cart", status="500"}');
    expect(text(promql`${requests.where({ status: ["500", "5.3"] })}`)).toBe(
      'cart_requests_total{job="cart", status=~"500|5\\\\.3"}',
    );
    expect(text(promql`${requests.where({ status: /5../, path: not(/\/health.*/i) })}`)).toBe(
      'cart_requests_total{job="cart", status=~"5..", path!~"(?i)/health.*"}',
    );
    expect(text(promql`${requests.where({ status: "500" }).where({ app: not(["a", "b"]) })}`)).toBe(
      'cart_requests_total{job="cart", status="500", app!~"a|b"}',
    );
  });

  test("the slash of a regular expression literal loses the backslash that only JavaScript needs", () => {
    expect(text(promql`${cart.requests.where({ path: /\/a\/\d+/ })}`)).toBe(
      'cart_requests_total{job="cart", path=~"/a/\\\\d+"}',
    );
  });

  test("durations, numbers, lists of labels, the window", () => {
    expect(text(promql`sum by (${["app", "path"]}) (rate(x[${window}])) > ${0.5} offset ${"1h30m"}`)).toBe(
      "sum by (app, path) (rate(x[$__window])) > 0.5 offset 1h30m",
    );
  });

  test("an expression gets parentheses only next to an operator", () => {
    const ratio = promql`a / b`;
    expect(text(promql`max(${ratio})`)).toBe("max(a / b)");
    expect(text(promql`${ratio} > 1`)).toBe("(a / b) > 1");
    expect(text(promql`${promql`sum(a)`} > 1`)).toBe("sum(a) > 1");
    expect(text(promql`${ratio}`)).toBe("a / b");
  });

  test("a value of each environment", () => {
    const limit = shop.perEnvironment({ staging: 10, prod: 5 });
    expect(text(promql`x > ${limit}`, "staging")).toBe("x > 10");
    expect(text(promql`x > ${limit}`, "prod")).toBe("x > 5");
  });

  test("variables are rendered as `$name`, in strings too, and with braces before a word", () => {
    const app = variable.label("app", cart.requests, "app");
    expect(text(promql`x{app=~"${app}"}`)).toBe('x{app=~"$app"}');
    expect(text(promql`x{app=~"${app}suffix"}`)).toBe('x{app=~"${app}suffix"}');
    expect(text(promql`${cart.requests.where({ app })}`)).toBe('cart_requests_total{job="cart", app=~"$app"}');
  });

  test("a recording rule is the name it records", () => {
    const rule = shop.recordingRule("app:cart_requests:rate5m", promql`sum by (app) (rate(${cart.requests}[5m]))`);
    expect(text(promql`${rule} > 5`)).toBe("app:cart_requests:rate5m > 5");
    expect(text(rule.above(5).query)).toBe("app:cart_requests:rate5m > 5");
  });

  test("a log stream is its selector", () => {
    const stream = logStream({ selector: { namespace: "shop" }, labels: { app: 3 }, fields: { level: ["ERROR"] } });
    expect(text(logql`${stream} | json`)).toBe('{namespace="shop"} | json');
  });
});

describe("names that need quotes", () => {
  const server = system("server", { labels: { "service.name": 2 }, serviceLabel: "service.name" }).service("api", {
    requests: counter("http.server.requests", { help: "Requests", labels: { "http.route": 3, method: ["GET"] } }),
    bool: gauge("bool", { help: "A name that is a keyword" }),
  });

  test("of a metric and of its labels", () => {
    expect(text(promql`${server.requests}`)).toBe('{"http.server.requests", "service.name"="api"}');
    expect(text(promql`rate(${server.requests.where({ "http.route": /a/, method: "GET" })}[5m])`)).toBe(
      'rate({"http.server.requests", "service.name"="api", "http.route"=~"a", method="GET"}[5m])',
    );
    expect(text(promql`${server.bool}`)).toBe('{"bool", "service.name"="api"}');
  });

  test("in a list of labels, except variables", () => {
    expect(text(promql`sum by (${["http.route", "method", "$label"]}) (x)`)).toBe(
      'sum by ("http.route", method, $label) (x)',
    );
  });

  test("matchers behind a hole are added to its own, and override them", () => {
    expect(text(promql`${server.requests}{"http.route"="/a"}`)).toBe(
      '{"http.server.requests", "service.name"="api", "http.route"="/a"}',
    );
    expect(text(promql`${server.requests}{"service.name"!~"b|}"}`)).toBe(
      '{"http.server.requests", "service.name"!~"b|}"}',
    );
  });
});

describe("text", () => {
  test("is raw: a pasted backslash stays", () => {
    expect(text(promql`x{path=~"/a/\\d+"}`)).toBe('x{path=~"/a/\\\\d+"}');
  });

  test("an escaped hole is the text of a dashboard variable", () => {
    expect(text(promql`x{ns=~"\${ns:regex}"}`)).toBe('x{ns=~"${ns:regex}"}');
  });
});

describe("a hole that cannot be filled is a problem", () => {
  const problems = (query: Query, environment = "prod") =>
    compose(query, environment, binary).problems.map(({ hole, message }) => [hole, message]);

  test("a whole histogram, something undefined, a missing environment", () => {
    const untyped = promql as unknown as (strings: TemplateStringsArray, ...holes: unknown[]) => Query;
    expect(problems(untyped`rate(${cart.duration}[5m])`)).toEqual([
      [0, "is a histogram: write .bucket, .sum or .count"],
    ]);
    expect(problems(untyped`${undefined}`)).toEqual([
      [0, "is undefined: check the spelling, or look for a circular import"],
    ]);
    const limit = shop.perEnvironment({ staging: 10, prod: 5 });
    expect(problems(promql`x > ${limit}`, "dev")).toEqual([[0, 'has no value for the environment "dev"']]);
  });

  test("an empty list of values, and a flag that Prometheus does not have", () => {
    expect(problems(promql`${cart.requests.where({ status: [] })}`)).toEqual([
      [0, 'matches no value of "status": the list is empty'],
    ]);
    expect(problems(promql`${cart.requests.where({ status: /5../s })}`)).toEqual([
      [0, 'uses the flag "s", which Prometheus does not have'],
    ]);
  });
});

test("references include those of nested expressions", () => {
  const inner = promql`rate(${cart.requests.where({ status: "500" })}[5m])`;
  const { references } = compose(promql`sum(${inner}) / sum(${cart.items})`, "prod", binary);
  expect([...references.metrics].map((metric) => metric.name)).toEqual(["cart_requests_total", "cart_items"]);
});
