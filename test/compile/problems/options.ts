import {
  autoGrid,
  gauge,
  logs,
  promql,
  type Row,
  receiver,
  redAbove,
  row,
  secret,
  stat,
  system,
  tab,
  text,
  variable,
} from "telltale";
import { alert, bothForms, dashboard, defining, latency, type Problems, resources, tier, up } from "./problem.js";

export const optionProblems: Problems = {
  "definition/unfilled-hole": [
    {
      wrong: () => dashboard({ panels: [stat("A", promql`${undefined as unknown as number} + 1`)] }),
      summary: "`${…}` number 1 is undefined: check the spelling, or look for a circular import",
    },
  ],
  "definition/wrong-language": [
    {
      wrong: () => dashboard({ panels: [logs("A", up)] }),
      summary: "a logs panel needs a LogQL expression",
    },
  ],
  "definition/unknown-environment": [
    {
      wrong: () => system("shop", { environments: { prdo: {} } }),
      summary: 'the configuration has no environment "prdo"',
      fix: 'did you mean "prod"?',
    },
    {
      wrong: () =>
        defining((shop) => {
          const limit = shop.perEnvironment({ prod: 1, stagin: 2 });
          shop.alert("A", { ...alert, when: promql`up < ${limit}` });
        }),
      summary: 'the configuration has no environment "stagin"',
    },
  ],
  "definition/unknown-option": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, fro: "5m" } as never)),
      summary: 'unknown option "fro"',
      fix: 'did you mean "for"?',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { when: alert.when, severity: "warning", sumary: "A" } as never)),
      summary: 'unknown option "sumary"',
      fix: 'did you mean "summary"?',
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { hieght: 4 } as never)] }),
      summary: 'unknown option "hieght"',
      fix: 'did you mean "height"?',
    },
    {
      wrong: () => defining((shop) => shop.service("a", { up: gauge("a", { help: "A", lables: { b: 1 } } as never) })),
      summary: 'unknown option "lables"',
      fix: 'did you mean "labels"?',
    },
    {
      wrong: () => defining((shop) => shop.service("a", { lables: { b: 1 } })),
      summary: 'unknown option "lables"',
      fix: 'did you mean "labels"?',
    },
    {
      wrong: () =>
        system("shop", {
          routes: { critical: { to: [receiver.webhook("a", { url: secret("A") })], groupWiat: "1m" } as never },
        }),
      summary: 'unknown option "groupWiat" in "routes.critical"',
      fix: 'did you mean "groupWait"?',
    },
  ],
  "definition/wrong-type": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, when: latency as never })),
      summary: '"when" needs a bound: it is a signal',
      fix: "add one, such as .above(0.05) or .below(10)",
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, when: shop.recordingRule("a:b", up) as never })),
      summary: '"when" needs a bound: it is a recording rule',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, when: "up == 0" as never })),
      summary: '"when" must be a condition or an expression, not a string',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, summary: undefined as never })),
      summary: '"summary" is undefined: check the spelling, or look for a circular import',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { when: alert.when, severity: "warning" } as never)),
      summary: '"summary" is missing',
      fix: 'add "summary"',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, for: 5 as never })),
      summary: '"for" must be a string, not a number',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, labels: { team: 1 } as never })),
      summary: '"labels.team" must be a string, not a number',
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, group: "slow" as never })),
      summary: '"group" must be a rule group, not a string',
    },
    {
      wrong: () => defining((shop) => shop.recordingRule("a:b", latency.above(1) as never)),
      summary: "a recording rule needs an expression or a signal, not a condition",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", undefined as never)] }),
      summary:
        "the query of a panel must be an expression, a signal, a recording rule or a query of a data source, not undefined: check the spelling, or look for a circular import",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", { up, down: latency.above(1) as never })] }),
      summary: '"down" must be an expression, a signal, a recording rule or a query of a data source, not a condition',
    },
  ],
  "definition/exclusive-options": [
    {
      wrong: () => dashboard({ panels: [stat("A", up)], tabs: [tab("B", { panels: [stat("B", up)] })] }),
      summary: "the dashboard has tabs, and panels outside of them",
      fix: "move the panels into a tab",
    },
    {
      wrong: () => dashboard({ rows: [row("A", [])], tabs: [tab("B", {})] }),
      summary: "the dashboard has tabs, and rows outside of them",
    },
    {
      wrong: () => dashboard({ rows: [row("A", stat("A", up), { tabs: [tab("B", { panels: stat("B", up) })] })] }),
      summary: "the row has tabs, and panels outside of them",
    },
    {
      wrong: () =>
        dashboard({ rows: [row("A", [], { showIf: { timeRangeAtMost: "1h" }, hideIf: { timeRangeAtMost: "5m" } })] }),
      config: resources,
      summary: "showIf and hideIf exclude each other",
    },
  ],
  "definition/plain-secret": [
    {
      wrong: () => {
        const raw = receiver.raw("on-call", { pagerduty_configs: [{ routing_key: "8f14e45fceea167a" }] });
        return system("shop", { routes: { critical: [raw] } });
      },
      summary: "routing_key is a secret in plain text, at pagerduty_configs[0].routing_key",
      fix: 'write routing_key_file: env("NAME") or file("/path")',
    },
  ],
  "definition/missing-value": [
    {
      wrong: () => dashboard({ variables: [tier], rows: [row("A", [], { showIf: { variable: tier, is: "fre" } })] }),
      config: resources,
      summary: 'the variable "tier" has no value "fre"',
      fix: 'did you mean "free"?',
    },
    {
      wrong: () => dashboard({ variables: [tier], rows: [row("A", [], { hideIf: { variable: tier, isNot: "All" } })] }),
      config: resources,
      summary: 'the variable "tier" has no value "All"',
    },
    {
      wrong: () =>
        defining((shop) => shop.alert("A", { ...alert, for: shop.perEnvironment({} as { prod: "5m" }) as never })),
      summary: '"for" has no value for the environment "prod"',
      fix: "add prod: … to perEnvironment({ … })",
    },
    {
      wrong: () =>
        defining((shop) =>
          shop.dashboard("A", { panels: [stat("B", up, { thresholds: redAbove(shop.perEnvironment({} as never)) })] }),
        ),
      summary: 'a threshold has no value for the environment "prod"',
    },
    {
      wrong: () => dashboard({ variables: [variable.intervals("span", [])] }),
      summary: "the variable has no values",
    },
  ],
  "definition/unknown-version": [
    {
      wrong: () => system("shop", {}),
      config: { versions: { prometheus: "latest" } },
      summary: '"latest" is not a version of prometheus',
      fix: 'write a version such as "3.5"',
    },
  ],
  "definition/unsupported": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, group: shop.group("late", { queryOffset: "1m" }) })),
      config: { versions: { prometheus: "2.52" } },
      summary: "Prometheus 2.52 has no query_offset",
    },
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, keepFiringFor: "1m" })),
      config: { versions: { prometheus: "2.41" } },
      summary: "Prometheus 2.41 has no keep_firing_for",
    },
    {
      wrong: () => defining((shop) => shop.service("cart", { size: gauge("queue.size", { help: "…" }) })),
      config: { versions: { prometheus: "2.55" } },
      summary: 'Prometheus 2.55 cannot store the metric name "queue.size"',
      fix: 'target Prometheus 3.0 or later, or write the name as it is stored: "queue_size"',
    },
    {
      wrong: () => system("shop", { routes: { warning: [receiver.webhook("hook", { url: secret("URL") })] } }),
      config: { versions: { alertmanager: "0.25" } },
      summary: 'Alertmanager 0.25 cannot read "url" from a file',
    },
    {
      wrong: () => {
        const tier = variable.list("tier", ["free"]);
        return dashboard({
          variables: [tier],
          tabs: [tab("$tier", { key: "tier", repeat: tier, rows: [row("A", [stat("A", up)])] })],
        });
      },
      summary: "a classic dashboard cannot repeat a tab that has rows: rows are not nested there",
      fix: "remove `repeat` or the rows; to leave it out of this environment, write `only`",
    },
    {
      wrong: () => {
        const tier = variable.list("tier", ["free"]);
        const tabs = [tab("A", { panels: stat("A", up) })];
        return dashboard({ variables: [tier], rows: [row("$tier", [], { key: "tier", repeat: tier, tabs })] });
      },
      summary: "a classic dashboard cannot repeat a row that has tabs: rows are not nested there",
    },
    {
      wrong: () => {
        const nest = (levels: number): Row =>
          row(`Level ${levels}`, levels > 1 ? [] : stat("A", up), levels > 1 ? { rows: [nest(levels - 1)] } : {});
        return dashboard({ rows: [nest(5)] });
      },
      config: resources,
      summary: "the row is 5 levels deep, and Grafana nests rows and tabs up to 4 levels",
    },
    {
      wrong: () => dashboard({ rows: [row("A", [], { showIf: { timeRangeAtMost: "1h" } })] }),
      summary: "a classic dashboard cannot hide a row: it is always shown",
      fix: "remove `showIf`; to leave it out of this environment, write `only`",
    },
    {
      wrong: () => dashboard({ rows: [row("A", [], { showIf: { timeRangeAtMost: "1h" } })] }),
      config: bothForms,
      summary: "a classic dashboard cannot hide a row: it is always shown",
    },
    {
      wrong: () => dashboard({ panels: [stat("A", up, { hideIf: { hasData: false } })] }),
      config: resources,
      summary: "Grafana cannot hide a panel that has a place in a grid",
      fix: "write `layout: autoGrid()` for its row, tab or dashboard, or hide the whole row",
    },
    {
      wrong: () => dashboard({ rows: [row("A", [], { showIf: { hasData: true } })] }),
      config: resources,
      summary: "a row has no data",
    },
    {
      wrong: () => dashboard({ panels: [text("A", "B", { showIf: { hasData: true } })], layout: autoGrid() }),
      config: resources,
      summary: "the panel has no queries, and so no data",
      fix: "compare a variable, or the time range",
    },
    {
      wrong: () => dashboard({ variables: [tier], tabs: [tab("A", { showIf: { variable: tier, matches: /^PRO/i } })] }),
      config: resources,
      summary: 'Grafana cannot compare with the flag "i" of a regular expression',
    },
    {
      wrong: () => dashboard({ tabs: [tab("A", { showIf: { timeRangeAtMost: "1500ms" } })] }),
      config: resources,
      summary: "Grafana cannot compare the time range with 1500ms",
    },
  ],
};
