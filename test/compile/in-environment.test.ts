import {
  annotation,
  defineConfig,
  gauge,
  panelJson,
  promql,
  row,
  stat,
  system,
  tab,
  text,
  timeseries,
  variable,
} from "telltale";
import { describe, expect, test } from "vitest";
import type { Artifact } from "../../src/compile/compiled.js";
import { compileProject } from "../../src/compile/index.js";
import type { Dashboard } from "../../src/formats/grafana/types.js";
import type { SystemFacts } from "../../src/model/system/system.js";

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
const config = defineConfig({ environments: { staging: { dataSources }, prod: { dataSources } } });
const environments = { staging: {}, prod: {} };
const up = promql`up`;

function compile(system: SystemFacts) {
  const { artifacts, diagnostics } = compileProject({ config, systems: [system] });
  expect(diagnostics).toEqual([]);
  return { staging: select(artifacts, "staging"), prod: select(artifacts, "prod") };
}

function select(artifacts: readonly Artifact[], environment: string): readonly Artifact[] {
  return artifacts.filter(({ settings }) => settings.environment === environment);
}

/** The names of alerts, recorded series and groups. */
function ruleNames(artifacts: readonly Artifact[]): readonly string[] {
  const groups = artifacts.flatMap((artifact) => (artifact.kind === "prometheus rules" ? artifact.value.groups : []));
  return groups.flatMap(({ rules }) => rules.map((rule) => ("alert" in rule ? rule.alert : rule.record)));
}

function dashboardIn(artifacts: readonly Artifact[], title: string): Dashboard | undefined {
  return artifacts
    .flatMap((artifact) => (artifact.kind === "grafana dashboard" ? [artifact.value] : []))
    .find((dashboard) => dashboard.title === title);
}

function panelTitles({ panels }: Dashboard): readonly (string | undefined)[] {
  return panels.map(({ title }) => title);
}

const alert = { when: promql`up == 0`, severity: "warning", summary: "…" };

describe("a definition with `only` is left out of the other environments", () => {
  test.each<[string, (shop: ReturnType<typeof defineShop>) => unknown]>([
    ["an alert", (shop) => shop.alert("A", { ...alert, only: ["prod"] })],
    ["a recording rule", (shop) => shop.recordingRule("a:b", up, { only: ["prod"] })],
    ["a rule in a group", (shop) => shop.recordingRule("a:b", up, { group: shop.group("late", { only: ["prod"] }) })],
    [
      "a rule file",
      (shop) => shop.ruleFile("old", "groups: [{ name: a, rules: [{ record: a, expr: up }] }]", { only: ["prod"] }),
    ],
    ["a dashboard", (shop) => shop.dashboard("A", { only: ["prod"] })],
    ["a dashboard in JSON", (shop) => shop.dashboardJson({ title: "A", panels: [] }, { only: ["prod"] })],
  ])("%s", (_, define) => {
    const shop = defineShop();
    define(shop);
    const { staging, prod } = compile(shop);
    expect(staging).toEqual([]);
    expect(prod).toHaveLength(1);
  });

  function defineShop() {
    return system("shop", { environments });
  }

  test("a service, with its metrics", () => {
    const shop = system("shop", { environments });
    shop.service("canary", { size: gauge("canary_size", { help: "Size" }), only: ["staging"] });
    shop.recordingRule("a:b", up);
    const { staging, prod } = compile(shop);
    const series = ([artifact]: readonly Artifact[]) =>
      artifact!.system.definitions.flatMap((one) => (one.kind === "service" ? one.service.metrics : []));
    expect(series(staging)).toHaveLength(1);
    expect(series(prod)).toEqual([]);
  });

  test("tabs, with what is in them, and their variables", () => {
    const shop = system("shop", { environments });
    const only = ["prod"];
    const tier = variable.list("tier", ["free"], { only });
    shop.dashboard("Cart", {
      tabs: [
        tab("A", { panels: stat("In A", up), variables: [tier] }),
        tab("B", { panels: stat("In B", up), only }),
        tab("C", { panels: stat("In C", up, { only }) }),
        tab("D", {
          rows: [row("In D", [stat("D", up)], { variables: [tier] }), row("Other", [stat("E", up)], { only })],
        }),
      ],
    });
    const { staging, prod } = compile(shop);
    expect(panelTitles(dashboardIn(staging, "Cart")!)).toEqual(["A", "In A", "D", "In D", "D"]);
    expect(panelTitles(dashboardIn(prod, "Cart")!)).toEqual([
      "A",
      "In A",
      "B",
      "In B",
      "C",
      "In C",
      "D",
      "In D",
      "D",
      "Other",
      "E",
    ]);
    const variables = (artifacts: readonly Artifact[]) =>
      dashboardIn(artifacts, "Cart")!.templating!.list!.map(({ name }) => name);
    expect(variables(staging)).toEqual(["datasource"]);
    expect(variables(prod)).toEqual(["datasource", "tier"]);
  });

  test("panels, rows, variables and annotations", () => {
    const shop = system("shop", { environments });
    const only = ["prod"];
    shop.dashboard("Cart", {
      variables: [variable.list("tier", ["free"], { only }), variable.text("order")],
      annotations: [annotation("Deploys", up, { only }), annotation("Restarts", up)],
      panels: [
        text("Paid", "…", { only }),
        [[text("Free", "…")], panelJson({ type: "text", title: "JSON" }, { only })],
      ],
      rows: [
        row("Paid row", [stat("A", up)], { only }),
        row("Half", [stat("B", up, { only }), timeseries("C", up)]),
        row("All paid", [stat("D", up, { only })]),
      ],
    });
    const { staging, prod } = compile(shop);
    const there = dashboardIn(prod, "Cart")!;
    const here = dashboardIn(staging, "Cart")!;
    expect(panelTitles(there)).toEqual(["Paid", "Free", "JSON", "Paid row", "A", "Half", "B", "C", "All paid", "D"]);
    expect(panelTitles(here)).toEqual(["Free", "Half", "C"]);
    expect(here.templating!.list!.map(({ name }) => name)).toEqual(["datasource", "order"]);
    expect(here.annotations!.list!.map(({ name }) => name)).toEqual(["Annotations & Alerts", "Restarts"]);
    expect(there.annotations!.list!).toHaveLength(3);
  });
});

test("links to what an environment does not have are left out there", () => {
  const shop = system("shop", { environments });
  const only = ["prod"] as const;
  shop.dashboard("Money", { only });
  shop.dashboard("Cart", { links: ["Money"], panels: [stat("Paid", up, { only }), stat("Free", up)] });
  shop.alert("A", { ...alert, dashboard: "Money" });
  shop.alert("B", { ...alert, panel: "Paid" });
  const { staging, prod } = compile(shop);
  expect(dashboardIn(prod, "Cart")!.links!.map(({ title }) => title)).toEqual(["Money", "shop"]);
  expect(dashboardIn(staging, "Cart")!.links).toEqual([]);
});

test("two definitions of one name can be in different environments", () => {
  const shop = system("shop", { environments });
  shop.alert("A", { ...alert, only: ["staging"], summary: "try again" });
  shop.alert("A", { ...alert, only: ["prod"], summary: "wake up" });
  shop.dashboard("Cart", { only: ["staging"] });
  shop.dashboard("Cart", { only: ["prod"] });
  const { staging, prod } = compile(shop);
  expect(ruleNames(staging)).toEqual(["A"]);
  expect(ruleNames(prod)).toEqual(["A"]);
});

test("a value that `only` makes superfluous, or unnecessary, is no mistake", () => {
  const shop = system("shop", { environments });
  shop.alert("A", { ...alert, only: ["prod"], for: shop.perEnvironment({ staging: "1h", prod: "5m" }) });
  const bare = system("bare", {});
  bare.alert("B", { ...alert, only: ["prod"], when: promql`up < ${bare.perEnvironment({ prod: 1 })}` });
  expect(ruleNames(compile(shop).prod)).toEqual(["A"]);
  expect(ruleNames(compile(bare).prod)).toEqual(["B"]);
});
