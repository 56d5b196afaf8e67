import { readFileSync } from "node:fs";
import {
  gauge,
  type LabelRoute,
  not,
  promql,
  type Query,
  receiver,
  type System,
  type SystemOptions,
  secret,
  system,
} from "telltale";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { SourceFiles } from "../../../src/source/source-files.js";
import { compiled, config } from "../../compile/project.js";

const chat = receiver.slack("chat", { url: secret("URL"), channel: "#chat" });
const options = { for: "5m", severity: "warning", summary: "…" } as const;
const sources = new SourceFiles((path) => readFileSync(path, "utf8"));

/** The findings about the routes of a system: the id, the text at the position, and the summary. */
function findings(given: Partial<SystemOptions>) {
  const shop = system("shop", { routes: { warning: [chat] }, ...given });
  for (const tenant of ["acme", "globex"]) {
    shop.alert(`${tenant}Waits`, {
      ...options,
      when: promql`sum by (job, queue) (waiting) > 1`,
      labels: { tenant },
      owner: "Logistics",
    });
  }
  return findingsOf(shop);
}

function findingsOf(shop: System) {
  const systems = [shop];
  const result = compiled(systems, {}, { sources });
  const all = checkProject({ config, systems }, result, { today: "2026-06-01", findings: {} });
  return all.filter(({ id }) => id.startsWith("alertmanager/")).map(({ id, summary }) => `${id}: ${summary}`);
}

const route = (more: Partial<LabelRoute>): LabelRoute => ({ match: { tenant: "acme" }, to: [chat], ...more });

describe("the checks of Alertmanager's configurations run on the routes of definitions", () => {
  test("and find nothing wrong with plain ones", () => {
    expect(findings({})).toEqual([]);
    expect(findings({ routesByLabel: [route({})], owners: { Logistics: { warning: [chat] } } })).toEqual([]);
  });

  test("a route that an earlier one shadows", () => {
    const shadowed = route({ match: { tenant: "acme", severity: "warning" } });
    expect(findings({ routesByLabel: [route({}), shadowed] })).toEqual([
      'alertmanager/unreachable-route: this route never gets an alert: an earlier one takes tenant="acme"',
    ]);
    expect(findings({ routesByLabel: [route({ continue: true }), shadowed] })).toEqual([]);
  });

  test("a repeat that is shorter than the group interval", () => {
    expect(findings({ routes: { warning: { to: [chat], repeatInterval: "1m" } } })).toEqual([
      "alertmanager/short-repeat: a notification cannot be repeated every 1m: its group is flushed every 5m",
    ]);
  });

  test("labels that no alert has", () => {
    expect(findings({ routesByLabel: [route({ match: { tenent: "acme" } })] })).toEqual([
      'alertmanager/route-without-alerts: no alert has tenent="acme"',
    ]);
    expect(findings({ routesByLabel: [route({ match: { tenant: ["a", "b"] } })] })).toEqual([
      'alertmanager/route-without-alerts: no alert has tenant=~"a|b"',
    ]);
    // Series may have any value of a label.
    expect(findings({ routesByLabel: [route({ match: { queue: "orders" } })] })).toEqual([]);
    expect(findings({ routesByLabel: [route({ match: { tenant: "acme", owner: "Sales" } })] })).toEqual([
      'alertmanager/route-without-alerts: no alert has owner="Sales"',
    ]);
  });

  test("a value that no alert can have", () => {
    const find = (match: LabelRoute["match"]) => findings({ routesByLabel: [route({ match })] });
    const unknown = (value: string) => `alertmanager/unknown-match-value: no alert can have ${value}`;
    expect(find({ severity: "warnin" })).toEqual([unknown('severity="warnin"')]);
    expect(find({ tenant: ["acme", "globx"] })).toEqual([unknown('tenant="globx"')]);
    expect(find({ tenant: "acme", owner: not("Logistcs") })).toEqual([unknown('owner="Logistcs"')]);
    expect(find({ tenant: "acme", severity: /warn|crit/ })).toEqual([
      unknown('severity="crit"'),
      unknown('severity="warn"'),
    ]);
    expect(find({ tenant: "acme", severity: /warn.?/ })).toEqual([unknown('severity="warn.?"')]);
    // A watchdog has this severity, and an alert that lacks a label has the empty value.
    expect(find({ tenant: "acme", severity: ["warning", "none"] })).toEqual([]);
    expect(find({ tenant: "acme", severity: /warn.*/, owner: not("") })).toEqual([]);
  });

  test("a value that the catalogue does not list", () => {
    const find = (region: string, declared: readonly string[] | number) => {
      const shop = system("shop", {
        routes: { warning: [chat] },
        routesByLabel: [route({ match: { region, severity: "warning" } }), route({ match: { region: not(region) } })],
      });
      const labels = { region: declared };
      const store = shop.service("store", { waiting: gauge("store_waiting", { help: "Waiting", labels }) });
      shop.alert("Waits", { ...options, when: promql`sum by (job, region) (${store.waiting}) > 1` });
      return findingsOf(shop);
    };
    expect(find("eu", ["eu", "us"])).toEqual([]);
    expect(find("ue", ["eu", "us"])).toEqual([
      'alertmanager/unknown-match-value: no alert can have region="ue"',
      'alertmanager/unknown-match-value: no alert can have region="ue"',
    ]);
    expect(find("ue", 2)).toEqual([]);
  });

  test("grouping by labels that no alert has, and of all services", () => {
    expect(findings({ groupBy: ["alertname", "job", "quue"] })).toEqual([
      'alertmanager/absent-group-label: no alert of this route has the label "quue": grouping by it has no effect',
    ]);
    expect(findings({ groupBy: ["alertname"] })).toEqual([
      "alertmanager/mixed-group: alerts of all services are in one notification: the route does not group by job",
    ]);
    expect(findings({ routesByLabel: [route({ groupBy: ["tenant"] })] })).toEqual([
      "alertmanager/mixed-group: alerts of all services are in one notification: the route does not group by job",
    ]);
    expect(findings({ groupBy: ["..."] })).toEqual([]);
  });
});

test("a finding points at the line of the option", () => {
  const line = new Error().stack!.split("\n")[1]!.match(/:(\d+):\d+\)?$/)![1]!;
  const shop = system("shop", {
    routes: { warning: { to: [chat], repeatInterval: "1m" } },
    routesByLabel: [
      { match: { tenant: "acme" }, to: [chat] },
      { match: { tenant: "acme", severity: "warning" }, to: [chat] },
      {
        match: { severity: ["warning", "critcal"] },
        continue: true,
        to: [chat],
      },
    ],
  });
  shop.alert("Waits", { ...options, when: promql`sum by (job) (waiting) > 1`, labels: { tenant: "acme" } });
  const result = compiled([shop], {}, { sources });
  const all = checkProject({ config, systems: [shop] }, result, { today: "2026-06-01", findings: {} });
  const found = all.filter(({ id }) => id.startsWith("alertmanager/"));
  expect(found.map(({ id, span, subject }) => [id, span!.start.line - Number(line), subject])).toEqual([
    ["alertmanager/short-repeat", 2, undefined],
    ["alertmanager/unreachable-route", 5, undefined],
    ["alertmanager/unknown-match-value", 7, undefined],
  ]);
});

describe("a label that inhibition compares, and that alerts lack", () => {
  const both = { critical: [chat], warning: [chat] };

  /** The findings about an alert of both severities, in the second of two systems, and the line that they point at. */
  function found(when: Query) {
    const other = system("other", { labels: { app: 2 }, serviceLabel: "app", routes: both });
    const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app", routes: both });
    other.alert("Waits", { ...options, when: promql`max by (app) (waiting) > 1` });
    for (const severity of ["critical", "warning"] as const) {
      shop.alert("Waits", { ...options, when, severity, key: severity });
    }
    const systems = [other, shop];
    const result = compiled(systems, {}, { sources });
    const all = checkProject({ config, systems }, result, { today: "2026-06-01", findings: {} });
    return all
      .filter(({ id }) => id === "alertmanager/absent-equal-label")
      .map(({ summary, details, span }) => {
        const line = readFileSync(span!.file, "utf8").split("\n")[span!.start.line - 1]!;
        return [summary, details, line.trim().slice(0, 12)];
      });
  }

  test("is reported at the system whose alerts they are, with their name", () => {
    expect(found(promql`max by (job) (waiting) > 1`)).toEqual([
      [
        'the label "app" is always equal: no alert on either side has it',
        "Alertmanager takes a label that both lack for equal: Waits silences more than it says.",
        "const shop =",
      ],
    ]);
  });

  test("makes no difference for an alert that has one instance, or only labels that are compared", () => {
    expect(found(promql`max(waiting) > 1`)).toEqual([]);
    expect(found(promql`max by (job) (waiting{job="cart"}) > 1`)).toEqual([]);
    expect(found(promql`max by (app) (waiting) > 1`)).toEqual([]);
  });
});
