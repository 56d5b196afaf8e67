import * as telltale from "telltale";
import { variable } from "telltale";
import { type Call, call, cart, list, up } from "./fixtures.js";

/** Calls of the functions for dashboards. */
export const dashboardCalls: readonly Call[] = [
  call("variable.label", variable.label, "app", cart.open, "app", {
    label: "App",
    description: "D",
    allow: {},
    only: ["prod"],
    multiple: true,
    all: true,
    initial: "a",
  }),
  call("variable.list", variable.list, "v", ["a", "b"], { label: "V", multiple: true, all: true, initial: "a" }),
  call("variable.query", variable.query, "v", up, { label: "V", regex: /a/, multiple: true }),
  call("variable.dataSource", variable.dataSource, "v", "prometheus", { label: "V", regex: /a/ }),
  call("variable.filters", variable.filters, "v", { label: "V" }),
  call("variable.groupBy", variable.groupBy, "v", { label: "V" }),
  call("variable.intervals", variable.intervals, "v", ["1m"], { label: "V" }),
  call("variable.text", variable.text, "v", "a", { label: "V" }),
  call("variable.constant", variable.constant, "v", "a", { label: "V" }),
  call("row", telltale.row, "R", [telltale.text("A", "a"), [telltale.text("B", "b")]], {
    key: "k",
    collapsed: true,
    only: ["prod"],
    layout: telltale.autoGrid(),
    variables: [list],
    showIf: { all: [{ variable: list, is: "a" }, { timeRangeAtMost: "1h" }] },
  }),
  call("tab", telltale.tab, "T", {
    key: "k",
    only: ["prod"],
    layout: "grid",
    panels: telltale.stat("A", up, { showIf: { hasData: true } }),
    rows: [telltale.row("R", [telltale.text("A", "a")])],
    variables: [list],
    hideIf: { variable: list, matches: /^a/ },
  }),
  call("autoGrid", telltale.autoGrid, { maxColumns: 2, columnWidth: 100, rowHeight: "short", fillScreen: true }),
  call("annotation", telltale.annotation, "A", up, { color: "red", title: "T", only: ["prod"] }),
  call("deployments", telltale.deployments, cart.open, "pod", { color: "green", name: "D", text: "T", tags: ["a"] }),
  call("taggedAnnotation", telltale.taggedAnnotation, "A", ["release"], { color: "red", matchAny: true, limit: 3 }),
  call("panelJson", telltale.panelJson, { type: "text", title: "A" }, { key: "k", allow: {}, only: ["prod"] }),
  call("redAbove", telltale.redAbove, 1, { warn: 0.5 }),
  call("redBelow", telltale.redBelow, 1, { warn: 2 }),
];
