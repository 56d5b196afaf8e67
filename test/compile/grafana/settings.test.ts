import { counter, gauge, promql, row, stat, system, text, variable } from "telltale";
import { expect, test } from "vitest";
import type { DashboardOptions } from "../../../src/model/index.js";
import { compiled, dashboardsOf } from "../project.js";

const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
const cart = shop.service("cart", { requests: counter("cart_requests_total", { help: "Requests" }) });
const pod = variable.label("pod", cart.requests, "pod");

function compile(options: DashboardOptions) {
  const owner = system("owner", {});
  owner.dashboard("One", { key: "one", ...options });
  return compiled(owner);
}

function dashboard(options: DashboardOptions) {
  const result = compile(options);
  expect(result.diagnostics).toEqual([]);
  return dashboardsOf(result)[0]!;
}

test("time, its choices, and what readers can change", () => {
  expect(
    dashboard({
      last: { from: "now/d", to: "now/d" },
      timeZone: "utc",
      weekStart: "monday",
      fiscalYearStartMonth: "april",
      editable: true,
      tooltip: "tooltip",
      liveNow: true,
      preload: true,
      refreshChoices: ["1m", "1h"],
      quickRanges: { Shift: "8h", Yesterday: { from: "now-1d/d", to: "now-1d/d" }, Week: { from: "now/w" } },
      nowDelay: "30s",
      hideTimePicker: true,
    }),
  ).toMatchObject({
    time: { from: "now/d", to: "now/d" },
    timezone: "utc",
    weekStart: "monday",
    fiscalYearStartMonth: 3,
    editable: true,
    graphTooltip: 2,
    liveNow: true,
    preload: true,
    timepicker: {
      hidden: true,
      refresh_intervals: ["1m", "1h"],
      quick_ranges: [
        { display: "Shift", from: "now-8h", to: "now" },
        { display: "Yesterday", from: "now-1d/d", to: "now-1d/d" },
        { display: "Week", from: "now/w", to: "now" },
      ],
      nowDelay: "30s",
    },
  });
});

test("settings have defaults", () => {
  expect(dashboard({})).toMatchObject({ timezone: "browser", editable: false, graphTooltip: 1, refresh: "1m" });
  expect(dashboard({ refresh: false, tooltip: "none" })).toMatchObject({ graphTooltip: 0 });
  expect(dashboard({ refresh: false })).not.toHaveProperty("refresh");
});

test("misspelled settings and links are reported", () => {
  const wrong = {
    tooltip: "crosshairs",
    weekStart: "munday",
    links: [{ title: "A", url: "https://a.example", newtab: true }],
  };
  expect(compile(wrong as never).diagnostics.map(({ summary }) => summary)).toEqual([
    'unknown option "newtab" in "links.0"',
    '"crosshairs" is not a valid value of "tooltip"',
    '"munday" is not a valid value of "weekStart"',
  ]);
});

test("links have an icon, a tooltip, a target, and keep what they should", () => {
  const { links } = dashboard({
    links: [
      { title: "Manual", url: "https://a.example", icon: "doc", tooltip: "Read me", newTab: false, keepTime: true },
      { dashboard: "One", newTab: true, keepVariables: false },
      { title: "Team", tag: "team", asDropdown: false, keepTime: false },
    ],
  });
  expect(links).toMatchObject([
    { icon: "doc", tooltip: "Read me", targetBlank: false, keepTime: true, includeVars: false },
    { icon: "dashboard", targetBlank: true, keepTime: true, includeVars: false },
    { type: "dashboards", asDropdown: false, keepTime: false, includeVars: true },
  ]);
});

test("a link of a panel keeps in its URL what it should", () => {
  const panel = (link: object) =>
    dashboard({ panels: [stat("A", promql`vector(1)`, { links: [{ dashboard: "One", ...link }] })] }).panels[0];
  expect(panel({})).toMatchObject({ links: [{ url: "/d/owner-one?${__url_time_range}&${__all_variables}" }] });
  expect(panel({ keepVariables: false, newTab: true })).toMatchObject({
    links: [{ url: "/d/owner-one?${__url_time_range}", targetBlank: true, keepTime: false }],
  });
  expect(panel({ keepVariables: false, keepTime: false })).toMatchObject({ links: [{ url: "/d/owner-one" }] });
});

test("rows and panels repeat for a declared variable", () => {
  const orders = promql`sum(${gauge("orders", { help: "…" })})`;
  const repeated = (options: object) => stat("A", orders, { repeat: pod, ...options });
  expect(
    dashboard({ variables: [pod], rows: [row("$pod", [repeated({ maxPerRow: 2 })], { repeat: pod })] }).panels,
  ).toMatchObject([
    { type: "row", repeat: "pod" },
    { repeat: "pod", repeatDirection: "h", maxPerRow: 2 },
  ]);
  const [vertical] = dashboard({ variables: [pod], panels: [repeated({ repeatDirection: "vertical" })] }).panels;
  expect(vertical).toMatchObject({ repeat: "pod", repeatDirection: "v" });
  expect(vertical).not.toHaveProperty("maxPerRow");
  expect(compile({ rows: [row("$pod", [text("A", "…")], { repeat: pod })] }).diagnostics).toMatchObject([
    {
      id: "definition/unknown-variable",
      summary: 'the row repeats for "pod", which is not a variable of the dashboard',
    },
  ]);
});

test("annotations of Grafana itself can be left out", () => {
  expect(dashboard({}).annotations.list).toMatchObject([{ builtIn: 1, enable: true }]);
  expect(dashboard({ grafanaAnnotations: false }).annotations.list).toMatchObject([{ builtIn: 1, enable: false }]);
});
