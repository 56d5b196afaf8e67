import { readFileSync } from "node:fs";
import {
  counter,
  gauge,
  override,
  promql,
  query,
  receiver,
  redAbove,
  secret,
  stat,
  system,
  table,
  timeseries,
  transform,
  window,
} from "telltale";
import { expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import { LineTable } from "../../../src/diagnostics/positions.js";
import type { System } from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { SourceFiles } from "../../../src/source/source-files.js";

const slack = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });

function shop() {
  const shop: System = system("shop", { routes: { warning: [slack] } as Record<string, [typeof slack]> });
  const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders placed" }) });
  return { shop, few: promql`sum(rate(${cart.orders}[10m])) < 1` };
}

const readSource = (file: string) => readFileSync(file, "utf8");

/** The text of this very file that the findings of a check point at; where they point at a call, its name. */
function pointedAt(made: System, id: string): readonly string[] {
  const dataSources = { prom: { type: "prometheus", uid: "prom" }, tempo: { type: "tempo", uid: "tempo" } };
  const environments = { prod: { dataSources } } as const;
  const project = { config: { environments }, systems: [made as SystemFacts] };
  const compiled = compileProject(project, { sources: new SourceFiles(readSource) });
  return checkProject(project, compiled, { today: "2026-06-01", findings: allFindings }).flatMap((finding) => {
    if (finding.id !== id || !finding.span) return [];
    const table = new LineTable(readSource(finding.span.file));
    const start = table.offset(finding.span.start);
    const end = finding.span.end && table.offset(finding.span.end);
    return [end === undefined ? /^\w+/.exec(table.text.slice(start))![0] : table.text.slice(start, end)];
  });
}

test("a finding about a field points at its value", () => {
  const { shop: made, few } = shop();
  made.alert("Few", {
    when: few,
    severity: "wrning", // a slip
    summary: "Few orders from {{ $labels.pod }}",
    annotations: {
      description: "{{ $labels.node }}",
    },
  });
  made.recordingRule("orders", few);
  expect(pointedAt(made, "alert/unknown-severity")).toEqual(['"wrning"']);
  expect(pointedAt(made, "template/unknown-label")).toEqual([
    '"Few orders from {{ $labels.pod }}"',
    '"{{ $labels.node }}"',
  ]);
  expect(pointedAt(made, "rules/record-name")).toEqual(['"orders"']);
});

test("a finding about a missing field, or one set elsewhere, points at the call", () => {
  const { shop: made, few } = shop();
  const rest = { severity: "wrning", summary: "Few orders" };
  made.alert("Few", { ...rest, when: few });
  expect(pointedAt(made, "alert/unknown-severity")).toEqual(["alert"]);
  expect(pointedAt(made, "alert/no-runbook")).toEqual(["alert"]);
});

test("a finding about a severity points at the label that overrides it", () => {
  const { shop: made, few } = shop();
  made.alert("Few", { when: few, for: "5m", severity: "warning", labels: { severity: "wrning" }, summary: "Few" });
  expect(pointedAt(made, "alert/unknown-severity")).toEqual(['"wrning"']);
});

test("a finding about a panel points at the option that it is about", () => {
  const { shop: made } = shop();
  const worker = made.service("worker", {
    done: counter("worker_done_total", { help: "Jobs done", labels: { kind: 5 } }),
    size: gauge("worker_memory_bytes", { help: "Memory in use" }),
  });
  const done = promql`sum by (kind) (rate(${worker.done}[${window}]))`;
  const share = promql`sum(rate(${worker.done.where({ kind: "a" })}[${window}])) / sum(rate(${worker.done}[${window}]))`;
  const size = promql`sum(${worker.size})`;
  made.dashboard("Worker", {
    panels: [
      timeseries("Done", done, { legend: "{{knd}}" }),
      timeseries("All", { everything: done }, {}),
      stat("Share", share, { unit: "percent", thresholds: redAbove(5) }),
      timeseries(
        "Memory",
        { size },
        { overrides: [override.query("sice", { unit: "B" }), override.name("size", { unit: "s" })] },
      ),
      table("Kinds", { done }, { columns: { kind: {}, done: { unit: "ms" } }, sortBy: "Done" }),
      table("More", { done }, { columns: { kind: {} }, transformations: [transform.sortBy("pod")] }),
    ],
  });
  expect(pointedAt(made, "dashboard/legend-label")).toEqual(['"{{knd}}"']);
  expect(pointedAt(made, "dashboard/same-name-series")).toEqual(["everything"]);
  expect(pointedAt(made, "dashboard/wrong-unit")).toEqual(['"percent"', '"s"', '"ms"']);
  expect(pointedAt(made, "dashboard/unknown-unit")).toEqual(['"B"']);
  expect(pointedAt(made, "dashboard/unreachable-threshold")).toEqual(["redAbove(5)"]);
  expect(pointedAt(made, "dashboard/unmatched-override")).toEqual(['"sice"']);
  expect(pointedAt(made, "dashboard/unknown-field")).toEqual(['"Done"', "sortBy"]);
});

test("a finding about a query in TraceQL points at its text", () => {
  const { shop: made } = shop();
  const slow = query.tempo({ query: "{ duration > 2s && }" });
  made.dashboard("Traces", { panels: [table("Slow", slow, { columns: { traceID: {} } })] });
  expect(pointedAt(made, "traceql/syntax")).toEqual(['"{ duration > 2s && }"']);
});
