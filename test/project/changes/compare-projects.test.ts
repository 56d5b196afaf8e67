import { describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import {
  type Config,
  counter,
  env,
  eventRatio,
  perEnvironment,
  promql,
  receiver,
  redAbove,
  row,
  stat,
  system,
  timeseries,
} from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { isUnchanged, type NamedChange } from "../../../src/project/changes/change.js";
import { compareRevisions } from "../../../src/project/changes/compare-projects.js";
import { renderChanges } from "../../../src/project/changes/render-changes.js";
import { renderChangesMarkdown } from "../../../src/project/changes/render-changes-markdown.js";

const dataSources = { prom: { type: "prometheus", uid: "p" } } as const;
const config: Config = { environments: { staging: { dataSources }, prod: { dataSources } } };
const onCall = receiver.pagerduty("on-call", { key: env("KEY") });
const team = receiver.slack("team", { url: env("URL"), channel: "#shop" });

function compile(define: (shop: ReturnType<typeof empty>) => void, environments: Config = config) {
  const shop = empty();
  define(shop);
  const project = { config: environments, systems: [shop as SystemFacts] };
  const { artifacts, diagnostics } = compileProject(project);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return { root: "/", project, artifacts };
}

function empty() {
  return system("shop", { labels: { pod: 2 }, routes: { critical: [onCall, team], warning: [team] }, overview: false });
}

type Define = Parameters<typeof compile>[0];

const compare = (before: Define, after: Define) => compareRevisions({ before: compile(before), after: compile(after) });

const describeAll = (changes: readonly NamedChange[]) =>
  changes.map(({ action, name, formerly, fields }) => {
    const texts = fields.map(({ path, before = "nothing", after = "nothing" }) => `${path}: ${before} → ${after}`);
    return [`${action} ${formerly === undefined ? "" : `${formerly} → `}${name}`, ...texts].join("; ");
  });

describe("alerts and recording rules", () => {
  const fields = { for: "5m", severity: "warning", summary: "Bad" } as const;
  const alert =
    (name: string, when = promql`up == 0`, options: object = {}): Define =>
    (shop) => {
      shop.alert(name, { when, ...fields, ...options });
    };

  test("nothing differs between a project and itself", () => {
    const changes = compare(alert("Down"), alert("Down"));
    expect(isUnchanged(changes)).toBe(true);
    expect(renderChangesMarkdown(changes, "main")).toBe(
      "### Telltale: no difference from main\n\nAlerts, recipients, dashboards and cost are the same.\n",
    );
  });

  test("fields that differ are listed one by one, once for the environments that agree", () => {
    const { alerts } = compare(
      alert("Down"),
      alert("Down", promql`up == 1`, {
        ...{ for: perEnvironment({ staging: "10m", prod: "5m" }), severity: "critical", labels: { area: "cart" } },
      }),
    );
    expect(alerts.map(({ environments, severity }) => [environments, severity])).toEqual([
      [["prod"], "critical"],
      [["staging"], "critical"],
    ]);
    const shared = "changed Down; severity: warning → critical; expr: up == 0 → up == 1";
    expect(describeAll(alerts)).toEqual([
      `${shared}; labels.area: nothing → cart`,
      `${shared}; for: 5m → 10m; labels.area: nothing → cart`,
    ]);
  });

  test("an alert with the same expression under another name was renamed, and moves nobody", () => {
    const { alerts, recipients } = compare(alert("Down"), alert("Gone"));
    expect(describeAll(alerts)).toEqual(["renamed Down → Gone"]);
    expect(alerts[0]?.environments).toEqual(["prod", "staging"]);
    expect(recipients.moved).toEqual([]);
    const severe = compare(alert("Down"), alert("Gone", promql`up == 0`, { severity: "critical" })).recipients.moved;
    expect(severe.map(({ before, after }) => [before, after])).toEqual([
      [["team"], ["on-call", "team"]],
      [["team"], ["on-call", "team"]],
    ]);
  });

  test("alerts of one name are told apart by their severity", () => {
    const both =
      (limit: number): Define =>
      (shop) => {
        alert("Down")(shop);
        alert("Down", promql`up < ${limit}`, { severity: "critical" })(shop);
      };
    const { alerts } = compare(both(1), both(2));
    expect(describeAll(alerts)).toEqual(["changed Down; expr: up < 1 → up < 2"]);
    expect(alerts[0]?.severity).toBe("critical");
  });

  test("an environment that is new has everything", () => {
    const one = compile(alert("Down"), { environments: { prod: { dataSources } } });
    const { alerts } = compareRevisions({ before: one, after: compile(alert("Down")) });
    expect(alerts.map(({ action, environments }) => [action, environments])).toEqual([["added", ["staging"]]]);
    const reverse = compareRevisions({ before: compile(alert("Down")), after: one });
    expect(reverse.alerts.map(({ action, environments }) => [action, environments])).toEqual([
      ["removed", ["staging"]],
    ]);
  });

  test("a recording rule is known by its name, or by its expression", () => {
    const rule =
      (name: string, range: "5m" | "10m"): Define =>
      (shop) => {
        shop.recordingRule(name, promql`sum(rate(process_cpu_seconds_total[${range}]))`);
      };
    expect(describeAll(compare(rule("a:b:c", "5m"), rule("a:b:c", "10m")).recordingRules)).toEqual([
      "changed a:b:c; expr: sum(rate(process_cpu_seconds_total[5m])) → sum(rate(process_cpu_seconds_total[10m]))",
    ]);
    expect(describeAll(compare(rule("a:b:c", "5m"), rule("a:b:d", "5m")).recordingRules)).toEqual([
      "renamed a:b:c → a:b:d",
    ]);
  });
});

test("an SLO has its objective and its events", () => {
  const orders = counter("orders_total", { help: "Orders", labels: { status: ["ok", "error", "late"] } });
  const slo =
    (objective: "99%" | "99.5%", failed: "error" | "late"): Define =>
    (shop) => {
      const cart = shop.service("cart", { port: 80, orders });
      const indicator = eventRatio({ failed: cart.orders.where({ status: failed }), of: cart.orders });
      shop.slo("orders", { description: "Orders succeed.", indicator, objective, window: "30d" });
    };
  const { slos, alerts } = compare(slo("99%", "error"), slo("99.5%", "late"));
  expect(slos[0]?.environments).toEqual(["staging", "prod"]);
  expect(describeAll(slos)).toEqual([
    expect.stringMatching(/^changed orders; objective: 99% → 99.5%; failed events: .*"error".* → .*"late"[^;]*$/),
  ]);
  // The expressions of its alerts differ in the name of the environment alone.
  expect(alerts.map(({ environments }) => environments)).toEqual(alerts.map(() => ["prod", "staging"]));
});

describe("dashboards", () => {
  const orders = counter("orders_total", { help: "Orders" });
  const count = (title: string, unit: "ops" | "short" = "ops", options: object = {}) =>
    timeseries(title, promql`rate(orders_total[5m])`, { unit, ...options });
  const dashboard =
    (content: object, title = "Cart"): Define =>
    (shop) => {
      shop.service("cart", { port: 80, orders });
      shop.dashboard(title, { description: "Orders", key: "cart", ...content });
    };
  const panelsOf = (before: object, after: object) =>
    describeAll(compare(dashboard(before), dashboard(after)).dashboards.flatMap(({ panels }) => panels));
  const one = (title: string) => stat(title, promql`up`, { unit: "short" });
  const [a, b, c, d] = [one("A"), one("B"), one("C"), one("D")] as const;

  test("are known by their uid; a new title is another name", () => {
    const { dashboards } = compare(dashboard({ panels: [a] }), dashboard({ panels: [a] }, "Basket"));
    expect(describeAll(dashboards)).toEqual(["renamed Cart → Basket"]);
    expect(dashboards[0]?.environments).toEqual(["prod", "staging"]);
  });

  test("have panels with units, queries and thresholds", () => {
    const latency = (limit: number, range: "5m" | "10m") =>
      stat("Rate", promql`rate(orders_total[${range}])`, { unit: "ops", thresholds: redAbove(limit) });
    expect(
      panelsOf(
        { panels: [count("Orders"), latency(1, "5m")] },
        { panels: [count("Orders", "short"), latency(2, "10m")] },
      ),
    ).toEqual([
      "changed Orders; unit: ops → short",
      'changed Rate; query "A": rate(orders_total[5m]) → rate(orders_total[10m]); thresholds: green, red from 1 → green, red from 2',
    ]);
  });

  test("a panel under another title was renamed if it has the same queries or the same key", () => {
    expect(panelsOf({ panels: [count("Orders")] }, { panels: [count("Sales")] })).toEqual(["renamed Orders → Sales"]);
    const keyed = (title: string, range: "5m" | "10m") =>
      stat(title, promql`rate(orders_total[${range}])`, { unit: "ops", key: "orders" });
    expect(panelsOf({ panels: [keyed("Orders", "5m")] }, { panels: [keyed("Sales", "10m")] })).toEqual([
      'renamed Orders → Sales; query "A": rate(orders_total[5m]) → rate(orders_total[10m])',
    ]);
  });

  test("a panel that others come before has not moved; one in another order or row has", () => {
    expect(panelsOf({ rows: [row("One", [b, c])] }, { rows: [row("One", [a, b, c])] })).toEqual([
      expect.stringMatching(/^added A/),
    ]);
    expect(panelsOf({ rows: [row("One", [b, c])] }, { rows: [row("Two", [b, c])] })).toEqual(["renamed One → Two"]);
    expect(panelsOf({ rows: [row("One", [a, b, c, d])] }, { rows: [row("One", [b, c, d, a])] })).toEqual([
      'moved A; position: first → after "D"',
    ]);
    expect(
      panelsOf(
        { rows: [row("One", [a, b]), row("Two", [c, d])] },
        { rows: [row("One", [a]), row("Two", [b, c, d])] },
      ).filter((text) => text.includes("row:")),
    ).toEqual([expect.stringMatching(/^moved B; row: One → Two/)]);
  });
});

describe("a report", () => {
  const hostile = "@team <img src=x> | `code` ```` [a](b) \u202e\u001b[31m #1";

  test("shows names literally, in Markdown and on a terminal", () => {
    const changes = compare(
      () => {},
      (shop) => {
        shop.alert(hostile, { when: promql`up == 0`, for: "5m", severity: "warning", summary: "a\n```\n</details>" });
      },
    );
    const markdown = renderChangesMarkdown(changes, "feature/`x`@y");
    const [open, folded] = markdown.split("<details>", 2) as [string, string];
    expect(open).toContain("compared with feature/\\`x\\`&#64;y");
    expect(open).toContain("&#64;team &#60;img src=x&#62; \\| \\`code\\`");
    expect(open).not.toMatch(/@team|<img|\u001b|\u202e/);
    // The fence is longer than any run of backticks inside of it.
    expect(folded).toContain("\n`````diff\n");
    expect(folded).not.toMatch(/^(?:```\n|<\/details>[^\n])/m);
    expect(renderChanges(changes, { revision: "main", color: false })).not.toMatch(/[\u001b\u202e]/);
  });

  test("takes half the room of a comment of GitHub, however much differs, and a part of every section", () => {
    const many: Define = (shop) => {
      for (let index = 0; index < 600; index++) {
        shop.alert(`Alert${index}`, { when: promql`up == ${index}`, severity: "warning", summary: "Bad ".repeat(100) });
        shop.recordingRule(`a:b:c${index}`, promql`sum(up) + ${index}`);
      }
      shop.dashboard("Cart", { description: "Up", panels: [stat("Up", promql`sum(up)`, { unit: "short" })] });
    };
    const markdown = renderChangesMarkdown(
      compare(() => {}, many),
      "main",
    );
    expect(markdown.length).toBeLessThanOrEqual(32_768);
    expect(markdown.length).toBeGreaterThan(20_000);
    expect(markdown.match(/<summary>.*<\/summary>/g)).toEqual(
      ["Alerts", "Recipients", "Recording rules", "Dashboards"].map((title) => `<summary>${title}</summary>`),
    );
    expect(markdown).toContain("- and 590 more, below");
    expect(markdown).toMatch(/… and \d+ lines more: run `telltale diff`\./);
    expect(markdown.match(/^```/gm)).toHaveLength(8);
  });
});

describe("notifications", () => {
  const fields = { for: "5m", summary: "Bad" } as const;

  test("an inhibition is named by both sides, without the labels of the system", () => {
    const alerts: Define = (shop) => {
      shop.alert("Slow", { when: promql`up < 2`, ...fields, severity: "warning" });
      return shop.alert("Down", { when: promql`up == 0`, ...fields, severity: "critical" });
    };
    const inhibit: Define = (shop) => {
      shop.alert("Slow", { when: promql`up < 2`, ...fields, severity: "warning" });
      const down = shop.alert("Down", { when: promql`up == 0`, ...fields, severity: "critical" });
      shop.inhibit({ when: down, equal: ["instance"] });
    };
    const { notifications } = compare(alerts, inhibit);
    expect(notifications.map(({ system, environments }) => [system, environments])).toEqual([
      ["shop", ["prod", "staging"]],
    ]);
    const [added] = describeAll(notifications);
    expect(added).toBe(
      'added Down{severity="critical"} silences Slow{severity="warning"}; equal: nothing → ["instance","environment","system"]',
    );
    expect(describeAll(compare(inhibit, alerts).notifications)[0]).toMatch(/^removed Down\{.*\} silences Slow/);
  });

  test("settings of routes and receivers are compared field by field, in all environments as one", () => {
    const withRoute =
      (channel: string, groupWait: "30s" | "5m") =>
      (environments = config) => {
        const slack = receiver.slack("team", { url: env("URL"), channel });
        const shop = system("shop", { routes: { warning: { to: [slack], groupWait } }, overview: false });
        shop.alert("Slow", { when: promql`up < 2`, ...fields, severity: "warning" });
        const project = { config: environments, systems: [shop as SystemFacts] };
        return { root: "/", project, artifacts: compileProject(project).artifacts };
      };
    const changes = compareRevisions({ before: withRoute("#a", "30s")(), after: withRoute("#b", "5m")() });
    expect(describeAll(changes.notifications)).toEqual([
      "changed receiver shop/team; slack_configs[0].channel: #a → #b",
      'changed route of severity="warning"; group_wait: 30s → 5m',
    ]);
    const text = renderChanges(changes, { revision: "main", color: false });
    expect(text).toContain("Notifications\n~ receiver shop/team of shop in prod, staging");
  });
});
