import { counter, gauge, promql, row, stat, system, timeseries, type Variable, variable, window } from "telltale";
import { expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import type { DashboardOptions } from "../../../src/model/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { config } from "../../compile/project.js";

const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
const cart = shop.service("cart", {
  requests: counter("cart_requests_total", { help: "Requests" }),
  size: gauge("cart_size", { help: "Size" }),
});
const total = promql`sum(rate(${cart.requests}[${window}]))`;
const pod = variable.label("pod", cart.requests, "pod");

/** The findings about variables and their expressions. */
function findings(options: DashboardOptions) {
  const owner = system("owner", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
  owner.dashboard("One", { description: "?", ...options });
  const project = { config, systems: [owner, shop] };
  const compiled = compileProject(project);
  expect(compiled.diagnostics).toEqual([]);
  const found = checkProject(project, compiled, { today: "2026-06-01", findings: allFindings });
  return found
    .filter(({ id, subject }) => id.includes("variable") || subject?.startsWith("variable"))
    .map(({ id }) => id);
}

const unused = ["dashboard/unused-variable"];
const declare = (...variables: Variable[]) => ({ variables, panels: [stat("A", total)] });

test("a variable of any kind must be used", () => {
  expect(findings(declare(pod))).toEqual(unused);
  expect(findings(declare(variable.query("pod", total)))).toEqual(unused);
  expect(findings(declare(variable.dataSource("source", "prometheus")))).toEqual(unused);
});

test("repeated rows, data sources and the expressions of variables use one", () => {
  expect(findings({ variables: [pod], rows: [row("Pod", [stat("A", total)], { repeat: pod })] })).toEqual([]);
  const source = variable.dataSource("source", "prometheus");
  expect(findings({ variables: [source], panels: [timeseries("A", total, { dataSource: source })] })).toEqual([]);
  const chained = variable.query(
    "busy",
    promql`topk(1, sum by (pod) (rate(${cart.requests.where({ pod })}[${window}])))`,
  );
  expect(findings(declare(pod, chained))).toEqual(unused);
});

test("Grafana applies filters and grouping by itself", () => {
  expect(findings(declare(variable.filters("filters"), variable.groupBy("by")))).toEqual([]);
});

test("the expressions of variables are checked as those of panels are", () => {
  const wrong = variable.query("busy", promql`sum by (pod) (rate(${cart.size}[5m]))`);
  const panels = [stat("A", promql`sum(${cart.requests.where({ pod: wrong })})`)];
  expect(findings({ variables: [wrong], panels })).toContain("promql/rate-on-gauge");
});
