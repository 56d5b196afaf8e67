import { counter, defineConfig, firing, promql, system, timeseries } from "telltale";
import { expect, test } from "vitest";
import { type Artifact, CompileMemory, compileProject, renderArtifact } from "../../../src/compile/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { deepFreeze } from "../../../src/project/load/freeze.js";

const config = defineConfig({
  environments: { prod: { dataSources: { metrics: { type: "prometheus", uid: "prom" } } } },
});

/** A system with an alert, and a dashboard that shows if it fires. */
function shop(name: string, alertName: string, summary = "Orders fail"): SystemFacts {
  const built = system(name, {});
  const api = built.service("api", { failed: counter(`${name}_failed_total`, { help: "Failed orders" }) });
  const alert = built.alert(alertName, { when: promql`${api.failed} > 0`, severity: "critical", summary });
  built.dashboard("State", {
    description: "Whether orders fail.",
    panels: [timeseries("Firing", promql`count(${firing(alert)})`, { description: "Alerts that fire." })],
  });
  deepFreeze([built]);
  return built;
}

function compileWith(memory: CompileMemory, ...systems: readonly SystemFacts[]): readonly Artifact[] {
  const { artifacts, diagnostics } = compileProject({ config, systems }, { memory });
  expect(diagnostics).toEqual([]);
  return artifacts;
}

const ofDepot = (artifacts: readonly Artifact[]) =>
  artifacts.filter(({ path }) => path.startsWith("prod/depot/dashboards/") || path.startsWith("prod/depot/rules/"));

test("a system is not compiled again where an alert of another one changes", () => {
  const memory = new CompileMemory();
  const depot = shop("depot", "DepotFails");
  const before = ofDepot(compileWith(memory, shop("shop", "ShopFails"), depot));
  const after = ofDepot(compileWith(memory, shop("shop", "ShopFails", "No order arrives"), depot));
  expect(before.length).toBeGreaterThan(1);
  expect(after.every((artifact, index) => artifact === before[index])).toBe(true);
});

test("a system is compiled again where an alert that it reads is no longer the only one of its name, and back", () => {
  const memory = new CompileMemory();
  const depot = shop("depot", "OrdersFail");
  const systems = [shop("shop", "ShopFails"), shop("shop", "OrdersFail"), shop("shop", "ShopFails")];
  const texts = systems.map((other) => ofDepot(compileWith(memory, other, depot)).map((one) => renderArtifact(one)));
  const anew = systems.map((other) =>
    ofDepot(compileWith(new CompileMemory(), other, depot)).map((one) => renderArtifact(one)),
  );
  expect(texts).toEqual(anew);
  expect(texts[1]).not.toEqual(texts[0]);
});
