import { counter, defineConfig, firing, promql, receiver, scrape, secret, system, timeseries } from "telltale";
import { expect, test } from "vitest";
import { type Artifact, CompileMemory, compileProject, renderArtifact } from "../../../src/compile/index.js";
import { define } from "../../../src/model/definition/definition.js";
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

test("a collection keeps its routes where only a dashboard changes", () => {
  const yard = system("yard", {
    labels: { app: ["picker"], namespace: ["yard"], pod: 3 },
    serviceLabel: "app",
    routes: { critical: [receiver.slack("team", { url: secret("SLACK_URL"), channel: "#yard" })] },
  });
  const picker = yard.service("picker", { port: 8080, picks: counter("picker_picks_total", { help: "Items picked" }) });
  yard.alert("NothingPicked", { when: promql`rate(${picker.picks}[5m]) == 0`, severity: "critical", summary: "idle" });
  yard.collect("operator", {
    jobs: [scrape(picker)],
    operator: { namespace: "yard", labels: { release: "stack" }, alertmanagerConfig: "None" },
  });
  const [first, second] = ["First", "Second"].map((description) => {
    const panels = [timeseries("Picks", promql`rate(${picker.picks}[5m])`, { description: "Items." })];
    const described = define({ kind: "dashboard", system: "yard", title: "Picks", description, panels });
    const whole = define(
      { ...yard, definitions: [...yard.definitions, described] },
      yard.origin,
    ) as unknown as SystemFacts;
    deepFreeze([whole]);
    return whole;
  });
  const memory = new CompileMemory();
  compileWith(memory, first!);
  const paths = (artifacts: readonly Artifact[]) => artifacts.map(({ path }) => path);
  expect(paths(compileWith(memory, second!))).toEqual(paths(compileWith(new CompileMemory(), second!)));
});
