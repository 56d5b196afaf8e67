import {
  type AlertOptions,
  counter,
  type DashboardOptions,
  promql,
  receiver,
  row,
  secret,
  stat,
  system,
  type TimeInterval,
  table,
  timeseries,
} from "telltale";
import { hasKind } from "../../src/model/definition/definition.js";
import type { SystemFacts } from "../../src/model/system/system.js";

const hook = receiver.webhook("hook", { url: secret("HOOK") });
const up = promql`up`;

/** A system that uses the result of a call, as far as its kind tells how. */
export function placeResult(result: unknown): readonly SystemFacts[] {
  if (typeof result !== "object" || result === null) return [];
  if ("owningSystem" in result) return [result.owningSystem as SystemFacts];
  if (hasKind(result, "system")) return [result as SystemFacts];
  const to = hasKind(result, "receiver") ? (result as typeof hook) : hook;
  const hours = hasKind(result, "timeInterval") ? { active: [result as TimeInterval] } : {};
  const placed = system("placed", { labels: { app: 2 }, routes: { critical: { to: [to], ...hours } } });
  const dashboard = (options: object) =>
    placed.dashboard("Board", { description: "Board", ...options } as DashboardOptions);
  const alert = (when: unknown) =>
    placed.alert("Alert", { when, severity: "critical", summary: "Alert" } as AlertOptions<"critical", never>);
  const value = result as never;
  switch (Array.isArray(result) ? "panels" : (result as { kind?: unknown }).kind) {
    case "panels":
    case "panel":
    case "foreignPanel":
      dashboard({ rows: [row("Row", value)] });
      break;
    case "override":
      dashboard({ panels: [timeseries("Panel", { a: up }, { overrides: [value] })] });
      break;
    case "transformation":
      dashboard({ panels: [table("Panel", { a: up }, { columns: {}, transformations: [value] })] });
      break;
    case "dataQuery":
    case "traceStream":
      dashboard({ panels: [timeseries("Panel", value), table("Table", { a: value, b: up }, { columns: {} })] });
      break;
    case "signal":
    case "query":
      dashboard({ panels: [timeseries("Panel", value)] });
      placed.recordingRule("a:b", value);
      alert((result as ReturnType<typeof promql>).above(1));
      break;
    case "condition":
      alert(result);
      break;
    case "metric":
    case "series":
    case "histogramSeries":
    case "capability":
    case "logStream":
      placed.service("service", { part: result });
      dashboard({ panels: [stat("Panel", promql`${value}`)] });
      break;
    case "variable":
      dashboard({ variables: [result], panels: [stat("Panel", up)] });
      break;
    case "row":
      dashboard({ rows: [result] });
      break;
    case "tab":
      dashboard({ tabs: [result] });
      break;
    case "autoGrid":
      dashboard({ rows: [row("Row", [stat("Panel", up)], { layout: value })] });
      break;
    case "annotation":
      dashboard({ annotations: [result] });
      break;
    case "perEnvironment":
      alert(up.above(value));
      break;
    case "not": {
      const metric = counter("a_total", { help: "A", labels: { b: 1 } });
      dashboard({ panels: [stat("Panel", promql`${metric.where({ b: value })}`)] });
      break;
    }
    default:
      if ("exporter" in result) placed.service("service", value);
      if ("steps" in result) dashboard({ panels: [stat("Panel", up, { thresholds: value })] });
      alert(up.above(1));
  }
  return [placed];
}
