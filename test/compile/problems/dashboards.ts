import {
  autoGrid,
  firing,
  gauge,
  panelJson,
  promql,
  receiver,
  row,
  scrape,
  secret,
  stat,
  system,
  tab,
  variable,
} from "telltale";
import { expect } from "vitest";
import { config } from "../project.js";
import { alert, dashboard, defining, type Problems, resources, tier, up } from "./problem.js";

const targets = { targets: ["a:80"] };
const compose = { components: { prometheus: { memory: "1g" } } };

export const dashboardProblems: Problems = {
  "definition/bad-name": [
    {
      wrong: () => dashboard({ key: "a/b" }),
      summary: '"a/b" is not a valid key',
      fix: 'use only letters, digits, - and _: "a-b"',
    },
    {
      wrong: () => dashboard({ key: "" }),
      summary: '"" is not a valid key',
      fix: 'use only letters, digits, - and _: "cart"',
    },
    { wrong: () => dashboard({ panels: [stat("A", up, { key: "a b" })] }), summary: '"a b" is not a valid key' },
    {
      wrong: () => defining((shop) => shop.dashboardJson({ title: "A", panels: [] }, { adopted: true })),
      summary: "the JSON has no uid to keep",
      fix: "remove `adopted`: its uid is then derived",
    },
    {
      wrong: () => defining((shop) => shop.dashboardJson({ title: "A", uid: "a/b", panels: [] }, { adopted: true })),
      summary: '"a/b" is not a uid that Grafana accepts',
    },
    {
      wrong: () => defining((shop) => shop.dashboardJson({ title: "A", panels: [] }, { folder: { uid: "a/b" } })),
      summary: '"a/b" is not the uid of a folder',
    },
    {
      wrong: () => defining((shop) => shop.ruleFile("../alerts", "groups: []")),
      summary: '"../alerts" is not a valid name for a rule file',
    },
    {
      wrong: () =>
        system("shop", { routes: { warning: [receiver.slack("s", { url: secret("../URL"), channel: "#a" })] } }),
      summary: '"../URL" is not a valid name for a secret',
    },
  ],
  "definition/duplicate-job": [
    {
      wrong: () =>
        defining((shop) =>
          shop.collect("compose", { jobs: [scrape("a", targets), scrape("b", { ...targets, job: "a" })], compose }),
        ),
      summary: 'the collection "compose" has two jobs called "a"',
      fix: 'give one of them another name: job: "…"',
    },
  ],
  "definition/duplicate-uid": [
    {
      wrong: () =>
        defining((shop) => {
          shop.dashboard("A", { key: "a" });
          shop.dashboard("B", { key: "A" });
        }),
      summary: 'the uid "shop-a" is also that of dashboard "B"',
    },
  ],
  "definition/duplicate-panel": [
    {
      wrong: () => dashboard({ rows: [row("A", []), row("a", [])] }),
      summary: 'the key "row a" is also that of row "A" of dashboard "Cart"',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", {}), tab("a", {})] }),
      summary: 'the key "tab a" is also that of tab "A" of dashboard "Cart"',
    },
  ],
  "definition/panel-id-collision": [
    {
      wrong: () => dashboard({ rows: [row("Row", [stat("Panel 28724", up), stat("Panel 60295", up)])] }),
      summary:
        'the key "row/panel-60295" hashes to the same id, 577370895, as the key "row/panel-28724" of panel "Panel 28724" of dashboard "Cart"',
    },
  ],
  "definition/panel-size": [
    { wrong: () => dashboard({ panels: [stat("A", up, { width: 25 })] }), summary: "width 25 is out of range (1–24)" },
    {
      wrong: () => dashboard({ panels: [stat("A", up)], layout: autoGrid({ maxColumns: 0 }) }),
      summary: "maxColumns 0 is out of range (1–24)",
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { panels: [stat("A", up)], layout: autoGrid({ rowHeight: 1.5 }) })] }),
      summary: "rowHeight 1.5 is not a whole number (1–10000)",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { height: 0.5 })] }),
      summary: "height 0.5 is not a whole number (1–1000)",
    },
  ],
  "definition/no-data-source": [
    {
      wrong: () => dashboard({ panels: [stat("A", up)] }),
      config: { environments: { prod: { dataSources: {} } } },
      summary: 'the environment "prod" has no default data source of type prometheus',
    },
  ],
  "definition/unknown-data-source": [
    {
      wrong: () => dashboard({ panels: [stat("A", up, { dataSource: "metric" })] }),
      summary: 'the environment "prod" has no data source "metric"',
      fix: 'did you mean "metrics"?',
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { dataSource: "logs" })] }),
      summary: 'the data source "logs" is of type loki; the expression needs prometheus',
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { dataSource: "toString" })] }),
      summary: 'the environment "prod" has no data source "toString"',
    },
  ],
  "definition/unknown-dashboard": [
    {
      wrong: () => dashboard({ links: ["Cartt"] }),
      summary: 'the system has no dashboard "Cartt"',
      fix: 'did you mean "Cart"?',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, dashboard: "Cart" })),
      summary: 'the system has no dashboard "Cart"',
    },
  ],
  "definition/missing-alert": [
    {
      wrong: () => {
        const shop = system("shop", {});
        const down = shop.alert("Down", { ...alert, only: ["staging"] });
        shop.alert("A", { ...alert, when: promql`${firing(down)} > 0` });
        return shop;
      },
      config: { environments: { staging: config.environments.prod!, prod: config.environments.prod! } },
      summary: 'the environment "prod" has no alert "Down"',
      fix: "leave this out, too, with `only`, or vary it: perEnvironment({ prod: … })",
    },
  ],
  "definition/unknown-panel": [
    {
      wrong: () =>
        defining((shop) => {
          shop.dashboard("Cart", { panels: [stat("Queue", up)] });
          shop.alert("A", { ...alert, dashboard: "Cart", panel: "Queues" });
        }),
      summary: 'the dashboard "Cart" has no panel "Queues"',
      fix: 'did you mean "Queue"?',
    },
  ],
  "definition/unknown-query": [
    {
      wrong: () => dashboard({ panels: [stat("A", { up, all: up }, { unit: "short", hiddenQueries: ["upp"] })] }),
      summary: 'the panel has no query "upp"',
      fix: 'did you mean "up"?',
    },
  ],
  "definition/duplicate-variable": [
    {
      wrong: () =>
        dashboard({
          rows: [
            row("A", [], { variables: [variable.list("tier", ["free"])] }),
            row("B", [], { variables: [variable.list("tier", ["pro"])] }),
          ],
        }),
      summary: 'two variables are named "tier"',
    },
    {
      wrong: () => dashboard({ variables: [variable.text("a"), variable.text("a")] }),
      summary: 'two variables are named "a"',
    },
    {
      wrong: () => dashboard({ variables: [variable.text("datasource")] }),
      summary: '"datasource" is reserved for the dashboard\'s data source',
    },
  ],
  "definition/unknown-variable": [
    {
      wrong: () =>
        dashboard({
          panels: [
            stat("A", up, { repeat: variable.label("pod", gauge("up", { help: "…", labels: { pod: 1 } }), "pod") }),
          ],
        }),
      summary: 'the panel repeats for "pod", which is not a variable of the dashboard',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { repeat: variable.list("tier", ["free"]) })] }),
      summary: 'the tab repeats for "tier", which is not a variable of the dashboard',
    },
    {
      wrong: () => dashboard({ rows: [row("$tier", [], { key: "tier", repeat: tier, variables: [tier] })] }),
      summary: 'the row repeats for "tier", which is not a variable of the dashboard',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { showIf: { any: [{ variable: tier, is: "free" }] } })] }),
      config: resources,
      summary: 'the tab depends on "tier", which is not a variable of the dashboard',
    },
    {
      wrong: () =>
        dashboard({ links: [{ dashboard: "Cart", variables: { pud: "a" } }], variables: [variable.text("pod")] }),
      summary: 'the dashboard "Cart" has no variable "pud"',
    },
  ],
  "definition/bad-panel": [
    { wrong: () => dashboard({ panels: [panelJson({ title: "A" })] }), summary: "not a panel: it has no type" },
    { wrong: () => dashboard({ panels: [panelJson({ type: "row" })] }), summary: "not a panel: it is a row" },
    {
      wrong: () =>
        dashboard({
          panels: [
            {
              build: () => {
                throw new Error("no title");
              },
            },
          ],
        }),
      summary: "the panel could not be built: no title",
    },
    {
      wrong: () => defining((shop) => shop.dashboardJson({ title: "A" })),
      summary: "not a Grafana dashboard: it has no list of panels",
    },
  ],
  "definition/invalid-dashboard": [
    {
      wrong: () =>
        dashboard({ panels: [panelJson({ type: "text", title: "A", options: { mode: "markdwon", content: "" } })] }),
      summary: expect.stringMatching(/^\/panels\/0\/options\/mode must be /),
    },
  ],
  "definition/duplicate-file": [
    {
      wrong: () => defining((shop) => shop.ruleFile("alerts", "groups: []")),
      summary: 'a rule file "alerts" already exists',
    },
  ],
};
