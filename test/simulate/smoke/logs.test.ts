import { describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import {
  annotation,
  logql,
  logStream,
  logs,
  promql,
  type Query,
  row,
  stat,
  system,
  timeseries,
  variable,
  window,
} from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { type SmokeReport, smoke } from "../../../src/simulate/smoke/index.js";

function openStore() {
  const store = system("store", { labels: { app: 2, pod: 4 }, serviceLabel: "app", overview: false });
  const cart = store.service("cart", {
    logs: logStream({
      selector: { namespace: "store", app: "cart" },
      labels: { namespace: ["store"], app: ["cart", "stock"], pod: 4 },
      fields: {
        timestamp: 100_000,
        level: ["DEBUG", "INFO", "ERROR"],
        message: 10_000,
        status: 20,
        took: 1000,
        size: 1000,
      },
    }),
  });
  const gateway = store.service("gateway", {
    logs: logStream({
      selector: { app: "gateway" },
      labels: { app: ["gateway"] },
      fields: { level: ["info", "warn"], msg: 1000, path: 20, duration: 1000 },
      format: "logfmt",
    }),
  });
  const proxy = store.service("proxy", {
    logs: logStream({
      selector: { app: "proxy" },
      labels: { app: ["proxy"] },
      fields: { address: 100, method: ["GET", "POST"], code: 10 },
      format: "text",
    }),
  });
  return { store, cart: cart.logs, gateway: gateway.logs, proxy: proxy.logs };
}

type Store = ReturnType<typeof openStore>;

function smokeStore(define: (store: Store) => void): SmokeReport {
  const opened = openStore();
  define(opened);
  const dataSources = { prom: { type: "prometheus", uid: "prom" }, loki: { type: "loki", uid: "loki" } } as const;
  const config = { environments: { prod: { dataSources } } };
  const compiled = compileProject({ config, systems: [opened.store as unknown as SystemFacts] });
  const errors = compiled.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ summary }) => summary).join("\n"));
  return smoke(compiled, { today: "2026-06-01" });
}

function foundInPanel(draw: (store: Store) => Query) {
  return smokeStore((opened) => {
    opened.store.dashboard("Logs", { panels: [timeseries("Panel", draw(opened))] });
  });
}

function foundInLogs(draw: (store: Store) => Query) {
  return smokeStore((opened) => {
    opened.store.dashboard("Logs", { panels: [logs("Lines", draw(opened))] });
  });
}

describe("sound queries", () => {
  test.each<[string, (store: Store) => Query]>([
    ["every level", ({ cart }) => logql`sum(rate(${cart} | json | level="DEBUG" | __error__="" [${window}]))`],
    ["a number", ({ cart }) => logql`sum(count_over_time(${cart} | json | status >= 500 [5m]))`],
    ["a duration", ({ gateway }) => logql`sum(count_over_time(${gateway} | logfmt | duration > 5s [5m]))`],
    ["unwrapped numbers", ({ cart }) => logql`quantile_over_time(0.9, ${cart} | json | unwrap took [5m]) by (level)`],
    ["unwrapped bytes", ({ cart }) => logql`avg_over_time(${cart} | json | unwrap bytes(size) [5m]) by (level)`],
    ["a share", ({ cart }) => logql`sum(rate(${cart} |= "a b" [5m])) / sum(rate(${cart} [5m]))`],
    [
      "lines of text that a regular expression matches",
      ({ proxy }) =>
        logql`sum by (code) (count_over_time(${proxy} | regexp "^(?P<address>\\S+) - (?P<method>[A-Z]+) .* (?P<code>\\S+)$" | method="POST" | code!="" [5m]))`,
    ],
    ["a limit that nothing exceeds", ({ cart }) => logql`sum(count_over_time(${cart} [1m])) > 1e9`],
    ["lines a day ago are not needed", ({ cart }) => logql`sum(count_over_time(${cart} [1d]))`],
    ["an offset", ({ cart }) => logql`sum(count_over_time(${cart} [5m] offset 1h))`],
    ["an open label", ({ cart }) => logql`sum(rate(${cart.where({ pod: "cart-7" })} [5m]))`],
  ])("%s", (_, draw) => {
    const { diagnostics, runs } = foundInPanel(draw);
    expect(diagnostics).toEqual([]);
    expect(runs).toMatchObject([{ expressions: 1, notJudged: [] }]);
    expect(runs[0]!.lines).toBeGreaterThan(100);
  });

  test.each<[string, (store: Store) => Query]>([
    ["lines that contain a text", ({ cart }) => logql`${cart} |= "timeout" |~ "after [0-9]+ s" != "retry"`],
    ["quoted JSON", ({ cart }) => logql`${cart} |= "\"level\": \"ERROR\"" | json`],
    ["lines that are not JSON", ({ cart }) => logql`${cart} | json | __error__!=""`],
    ["a pattern", ({ proxy }) => logql`${proxy} | pattern "<address> - <method> <code>" | method="POST"`],
    ["a text without fields for it", ({ proxy }) => logql`${proxy} |= "upstream timed out"`],
    ["values of a field", ({ gateway }) => logql`${gateway} | logfmt | path=~"/api/.+" | level="warn"`],
  ])("%s", (_, draw) => {
    const { diagnostics, runs } = foundInLogs(draw);
    expect(diagnostics).toEqual([]);
    expect(runs).toMatchObject([{ expressions: 1, notJudged: [] }]);
  });
});

describe("queries that return nothing", () => {
  test("a field that is not declared, with a suggestion", () => {
    const { diagnostics } = foundInLogs(({ cart }) => logql`${cart} | json | levle="ERROR"`);
    expect(diagnostics).toMatchObject([
      {
        id: "smoke/empty",
        severity: "error",
        summary: 'no line passes this filter, because none has a label "levle"',
        fix: "write level",
        subject: 'panel "Lines" of dashboard "Logs"',
      },
    ]);
    const { excerpt, span } = diagnostics[0]!;
    expect(excerpt ?? span).toBeDefined();
  });

  test("a level in the wrong case", () => {
    const { diagnostics } = foundInPanel(({ cart }) => logql`sum(rate(${cart} | json | level="error" [5m]))`);
    expect(diagnostics).toMatchObject([{ id: "smoke/empty", summary: "no line passes this filter" }]);
  });

  test("a field without a parser", () => {
    const { diagnostics } = foundInLogs(({ cart }) => logql`${cart} | level="ERROR"`);
    expect(diagnostics[0]?.summary).toContain('none has a label "level"');
  });

  test("a stream that is not declared", () => {
    const { diagnostics } = foundInLogs(() => logql`{namespace="store", app="crat"}`);
    expect(diagnostics).toMatchObject([
      { id: "smoke/empty", summary: 'no declared log stream has app="crat"', fix: 'write "cart"' },
    ]);
  });

  test("labels that no stream combines", () => {
    const { diagnostics } = foundInLogs(() => logql`{namespace="store", app="gateway"}`);
    expect(diagnostics[0]?.summary).toBe("no declared log stream has all of these labels at once");
  });

  test("an unwrapped field that is not declared", () => {
    const { diagnostics } = foundInPanel(({ cart }) => logql`max_over_time(${cart} | json | unwrap tokk [5m])`);
    expect(diagnostics[0]).toMatchObject({ id: "smoke/empty", summary: expect.stringContaining('"tokk"') });
  });

  test("operands that do not match", () => {
    const { diagnostics } = foundInPanel(
      ({ cart, gateway }) => logql`sum by (app) (rate(${cart} [5m])) / sum by (app) (rate(${gateway} [5m]))`,
    );
    expect(diagnostics[0]?.summary).toBe('"/" returns nothing, although there are lines');
  });

  test("an annotation of a dashboard", () => {
    const { diagnostics } = smokeStore(({ store, cart }) => {
      store.dashboard("Logs", { annotations: [annotation("Errors", logql`${cart} | json | level="FATAL"`)] });
    });
    expect(diagnostics).toMatchObject([{ id: "smoke/empty", subject: 'annotation "Errors" of dashboard "Logs"' }]);
  });
});

test("lines in another format have only errors", () => {
  const { diagnostics } = foundInLogs(({ gateway }) => logql`${gateway} | json`);
  expect(diagnostics).toMatchObject([{ id: "smoke/failed", summary: "every line has the error JSONParserErr" }]);
});

test("a metric query fails on lines in another format", () => {
  const { diagnostics } = foundInPanel(({ gateway }) => logql`sum by (level) (rate(${gateway} | json [5m]))`);
  expect(diagnostics).toMatchObject([{ id: "smoke/failed", summary: expect.stringContaining("JSONParserErr") }]);
});

test("a number compared with itself is constant", () => {
  const { diagnostics } = foundInPanel(({ cart }) => logql`sum(rate(${cart} [5m])) / sum(rate(${cart} [5m]))`);
  expect(diagnostics).toMatchObject([{ id: "smoke/constant", severity: "warning" }]);
});

test("variables have the values that Grafana interpolates", () => {
  const { diagnostics, runs } = smokeStore(({ store, cart }) => {
    const app = variable.list("app", ["cart", "stock"]);
    const text = variable.text("text", "");
    const level = variable.list("level", ["ERROR", "INFO"], { multiple: false, all: false });
    const lines = logql`${cart.where({ app })} |= \${text:doublequote} | json | __error__="" | level="$level"`;
    store.dashboard("Logs", {
      variables: [app, text, level],
      rows: [
        row("All", [
          logs("Lines", lines),
          timeseries("Rate", logql`sum(rate(${lines} [$__interval]))`),
          stat("Number", logql`sum(count_over_time(${lines} [$__range]))`),
        ]),
      ],
    });
  });
  expect(diagnostics).toEqual([]);
  expect(runs).toMatchObject([{ expressions: 3, notJudged: [] }]);
});

test("an allowance with a reason applies", () => {
  const { diagnostics } = smokeStore(({ store, cart }) => {
    const allow = { "smoke/empty": "the field comes with the next release" };
    store.dashboard("Logs", { panels: [logs("Lines", logql`${cart} | json | tenant="a"`, { allow })] });
  });
  expect(diagnostics).toEqual([]);
});

describe("rules of Loki", () => {
  const alert = { for: "5m", severity: "warning", summary: "fails" } as const;

  test("are evaluated over lines", () => {
    const { diagnostics, runs } = smokeStore(({ store, cart, gateway }) => {
      store.alert("Sound", {
        ...alert,
        when: logql`sum by (app) (rate(${cart} | json | level="ERROR" [${window}])) > 5`,
      });
      store.alert("OverTen", {
        ...alert,
        window: "10m",
        when: logql`sum(count_over_time(${gateway} [${window}])) > 1e6`,
      });
      store.alert("Silent", { ...alert, when: logql`absent_over_time(${cart} [5m])` });
      store.alert("WrongCase", { ...alert, when: logql`sum(rate(${cart} | json | level="error" [5m])) > 5` });
      store.alert("WrongParser", { ...alert, when: logql`sum by (level) (rate(${gateway} | json [5m])) > 5` });
      store.alert("NeverSilent", { ...alert, when: logql`absent_over_time(${cart} | json | level="error" [5m])` });
      const errors = store.recordingRule("app:cart_errors:rate5m", logql`sum by (app) (rate(${cart} [5m]))`);
      store.alert("Recorded", { ...alert, when: promql`${errors} > 5` });
    });
    expect(diagnostics.map(({ id, subject, summary }) => `${id} ${subject}: ${summary}`).sort()).toEqual([
      'smoke/empty alert "NeverSilent": no line passes this filter',
      'smoke/empty alert "WrongCase": no line passes this filter',
      expect.stringMatching(
        /^smoke\/failed alert "WrongParser": it cannot be evaluated: pipeline error: 'JSONParserErr'/,
      ),
    ]);
    expect(runs).toMatchObject([{ expressions: 8, notJudged: [] }]);
  });
});
