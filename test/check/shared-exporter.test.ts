import { defineConfig, kubeStateMetrics, promql, restarts, system } from "telltale";
import { expect, test } from "vitest";
import { checkProject } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { allFindings } from "../../src/project/all-findings.js";
import { smoke } from "../../src/simulate/smoke/index.js";

const config = defineConfig({ environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } } });
const today = "2026-06-01";

test("a system uses an exporter that another system defines", () => {
  const platform = system("platform", {});
  const kubernetes = platform.service("kube-state-metrics", kubeStateMetrics());
  const shop = system("shop", {});
  shop.alert("Restarts", {
    when: restarts(kubernetes, { over: "15m", where: { namespace: "shop" } }).above(-1),
    for: "5m",
    severity: "warning",
    summary: "{{ $labels.pod }} restarts",
  });
  shop.alert("Phase", {
    when: promql`sum by (pod) (${kubernetes.pod.phase.where({ phase: "Failed" })}) >= 0`,
    for: "5m",
    severity: "warning",
    summary: "{{ $labels.pod }} fails",
  });
  const project = { config, systems: [platform, shop] as unknown as readonly SystemFacts[] };
  const compiled = compileProject(project);
  const checked = checkProject(project, compiled, { today, findings: allFindings });
  const found = [...compiled.diagnostics, ...checked, ...smoke(compiled, { today }).diagnostics];
  expect(found.filter(({ id }) => !id.startsWith("alert/")).map(({ id, summary }) => `${id}: ${summary}`)).toEqual([]);
});
