import { readFileSync } from "node:fs";
import { gauge, logql, logStream, promql, system, timeseries, window } from "telltale";
import { describe, expect, test } from "vitest";
import { SourceFiles } from "../../../src/source/source-files.js";
import { compiled, config, dashboardsOf, rulesOf } from "../project.js";

const sources = new SourceFiles((file) => (file === import.meta.filename ? readFileSync(file, "utf8") : undefined));

const queue = gauge("cart_queue_length", { help: "Waiting orders" });

describe("the window", () => {
  test("is Grafana's rate interval in a panel", () => {
    const shop = system("shop", {});
    shop.dashboard("Cart", { panels: [timeseries("Queue", promql`rate(${queue}[${window}])`)] });
    expect(JSON.stringify(dashboardsOf(compiled(shop)))).toContain("rate(cart_queue_length[$__rate_interval])");
  });

  test("is Grafana's Loki interval in LogQL", () => {
    const shop = system("shop", {});
    const stream = logStream({ selector: { app: "cart" }, labels: {}, fields: {} });
    shop.dashboard("Cart", { panels: [timeseries("Lines", logql`sum(rate(${stream}[${window}]))`)] });
    const result = compiled(shop);
    expect(result.diagnostics).toEqual([]);
    expect(JSON.stringify(dashboardsOf(result))).toContain('sum(rate({app=\\"cart\\"}[$__auto]))');
  });

  test("is that of the rule in a rule, by default that of the project", () => {
    const shop = system("shop", {});
    const base = { when: promql`rate(${queue}[${window}]) > 1`, severity: "warning", summary: "…" };
    shop.alert("A", base);
    shop.alert("B", { ...base, window: "20m" });
    const expressions = (changes = {}) =>
      rulesOf(compiled(shop, changes)).groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
    expect(expressions()).toEqual(["rate(cart_queue_length[5m]) > 1", "rate(cart_queue_length[20m]) > 1"]);
    expect(expressions({ defaults: { window: "15m" } })).toContain("rate(cart_queue_length[15m]) > 1");
  });
});

describe("an invalid expression", () => {
  const lineOf = (text: string) =>
    readFileSync(import.meta.filename, "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1;

  test("is reported at the position of the error", () => {
    const shop = system("shop", {});
    shop.alert("A", { when: promql`sum(${queue}) > > 1`, severity: "warning", summary: "…" });
    const { diagnostics } = compiled(shop, {}, { sources });
    expect(diagnostics).toMatchObject([{ id: "promql/syntax", severity: "error", subject: 'alert "A"' }]);
    const line = lineOf("> > " + "1");
    const column =
      readFileSync(import.meta.filename, "utf8")
        .split("\n")
        [line - 1]!.indexOf("> > " + "1") + 3;
    expect(diagnostics[0]!.span).toMatchObject({ file: import.meta.filename, start: { line, column } });
  });

  test("is shown as text if the source cannot be read", () => {
    const shop = system("shop", {});
    shop.alert("A", { when: promql`sum(${queue}) > > 1`, severity: "warning", summary: "…" });
    expect(compiled(shop).diagnostics).toMatchObject([{ excerpt: { text: "sum(cart_queue_length) > > 1" } }]);
  });

  test("with a value missing is reported where the others are", () => {
    const shop = system("shop", { environments: { prod: {}, staging: {} } });
    const limit = shop.perEnvironment({ staging: 1 } as { staging: number; prod: number });
    shop.alert("A", { when: promql`max(${queue}) > ${limit}`, severity: "warning", summary: "…" });
    const { prod } = config.environments;
    const { diagnostics } = compiled(shop, { environments: { prod: prod!, staging: prod! } }, { sources });
    expect(diagnostics).toMatchObject([
      {
        id: "definition/unfilled-hole",
        summary: 'perEnvironment({ … }) has no value for the environment "prod"',
        fix: "add prod: … to it",
      },
    ]);
    const { line, column } = diagnostics[0]!.span!.start;
    expect(
      readFileSync(import.meta.filename, "utf8")
        .split("\n")
        [line - 1]!.slice(column - 1),
    ).toMatch(/^perEnvironment\(/);
  });

  test("is one that uses a function the targeted Prometheus lacks", () => {
    const shop = system("shop", {});
    shop.alert("A", { when: promql`sort_by_label(${queue}, "pod") > 1`, severity: "warning", summary: "…" });
    expect(compiled(shop, { versions: { prometheus: "2.42" } }).diagnostics).toMatchObject([{ id: "promql/syntax" }]);
  });

  test("is one that uses a dashboard variable in a rule", () => {
    const shop = system("shop", {});
    shop.alert("A", { when: promql`rate(${queue}[$__rate_interval]) > 1`, severity: "warning", summary: "…" });
    expect(compiled(shop).diagnostics).toMatchObject([{ id: "promql/syntax" }]);
  });

  test("is LogQL with a syntax error", () => {
    const shop = system("shop", {});
    shop.dashboard("Cart", { panels: [timeseries("Lines", logql`sum(rate({app="cart"}[5m])`)] });
    expect(compiled(shop, {}, { sources }).diagnostics).toMatchObject([
      { id: "logql/syntax", subject: expect.stringContaining("Lines") },
    ]);
  });
});
