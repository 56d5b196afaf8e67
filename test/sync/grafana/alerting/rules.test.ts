import { expect, test } from "vitest";
import { type GrafanaDouble, startGrafana } from "../double/grafana-double.js";
import { planContent, syncContent } from "../open-double.js";
import { alertingOf, renderedPlan } from "./alerting-content.js";

function rulesOf({ store }: GrafanaDouble) {
  return [...store.alerting.rules.values()].map(
    ({ uid, ruleGroup, for: after }) => `${ruleGroup}/${uid} ${String(after)}`,
  );
}

test("a change of one rule leaves the others of its group as they are", async () => {
  const grafana = await startGrafana("apis");
  await syncContent(grafana, alertingOf({ groups: { cart: { one: "1m", two: "2m" } } }));
  const two = grafana.store.alerting.rules.get("two");
  const changed = alertingOf({ groups: { cart: { one: "5m", two: "2m" } } });
  expect(await renderedPlan(grafana, changed)).toContain(
    '~ rules "cart" (rules/ours/cart)\n      group "cart" › alert "one" › for: "1m" → "5m"',
  );
  expect((await syncContent(grafana, changed)).failure).toBeUndefined();
  expect(rulesOf(grafana)).toEqual(["cart/one 5m", "cart/two 2m"]);
  expect({ ...grafana.store.alerting.rules.get("two"), updated: 0 }).toEqual({ ...two, updated: 0 });
});

test("a rule that moves to another group is moved, whatever is written first", async () => {
  const grafana = await startGrafana("apis");
  await syncContent(grafana, alertingOf({ groups: { a: { one: "1m", two: "2m" }, b: { three: "3m" } } }));
  const moved = alertingOf({ groups: { a: { one: "1m" }, b: { three: "3m", two: "2m" } } });
  expect((await syncContent(grafana, moved)).failure).toBeUndefined();
  expect(rulesOf(grafana).sort()).toEqual(["a/one 1m", "b/three 3m", "b/two 2m"]);
  const back = alertingOf({ groups: { a: { one: "1m", two: "2m" }, b: { three: "3m" } } });
  expect((await syncContent(grafana, back)).failure).toBeUndefined();
  expect(rulesOf(grafana).sort()).toEqual(["a/one 1m", "a/two 2m", "b/three 3m"]);
});

test("a group that holds a rule of somebody else is left alone, and so is a rule that has a uid of ours", async () => {
  const grafana = await startGrafana("apis");
  const { rules } = grafana.store.alerting;
  await syncContent(grafana, alertingOf({ groups: { cart: { one: "1m" } } }));
  const theirs = {
    ...rules.get("one")!,
    data: [{ refId: "A", model: {} }],
    title: "Theirs",
    provenance: "none" as const,
  };
  rules.set("theirs", { ...theirs, uid: "theirs" });
  rules.set("two", { ...theirs, uid: "two", ruleGroup: "elsewhere" });
  const before = rulesOf(grafana);
  const wanted = alertingOf({ groups: { cart: { one: "5m" }, other: { two: "2m" } } });
  for (const options of [{}, { force: true }, { adopt: true }]) {
    const text = await renderedPlan(grafana, wanted, options);
    expect(text).toContain('! rules "cart" (rules/ours/cart)\n      it holds rules of somebody else: "Theirs"');
    expect(text).toContain('the uid "two" is that of a rule of somebody else, "Theirs"');
    expect((await syncContent(grafana, wanted, options)).done).toEqual([]);
  }
  const { done } = await syncContent(grafana, alertingOf({ groups: { new: { three: "3m" } } }), { prune: true });
  expect(done).toEqual([]);
  expect(rulesOf(grafana)).toEqual(before);
});

test("an edit is a conflict until it is discarded, and imported rules stay", async () => {
  const grafana = await startGrafana("apis");
  const { rules } = grafana.store.alerting;
  await syncContent(grafana, alertingOf({ groups: { cart: { one: "1m" }, imported: {} } }));
  rules.set("one", { ...rules.get("one")!, for: "9m" });
  rules.set("two", { ...rules.get("one")!, uid: "two", ruleGroup: "imported", provenance: "converted_prometheus" });
  const wanted = alertingOf({ groups: { cart: { one: "2m" }, imported: { two: "2m" } } });
  expect(await renderedPlan(grafana, wanted)).toContain("somebody changed it since the last sync");
  expect((await syncContent(grafana, wanted)).done).toEqual([]);
  expect(rulesOf(grafana)).toEqual(["cart/one 9m", "imported/two 9m"]);
  expect((await syncContent(grafana, wanted, { force: true })).failure).toBeUndefined();
  expect(rulesOf(grafana)).toEqual(["imported/two 9m", "cart/one 2m"]);
  expect(await renderedPlan(grafana, wanted, { force: true })).toContain("imported from Prometheus");
});

test("prune deletes the groups that are no longer defined, with their folder", async () => {
  const grafana = await startGrafana("apis");
  await syncContent(grafana, alertingOf({ groups: { a: { one: "1m" }, b: { two: "2m" } } }));
  const fewer = alertingOf({ groups: { a: { one: "1m" } } });
  const { plan } = await planContent(grafana, fewer);
  expect(plan.changes.filter(({ action }) => action === "orphan").map(({ id }) => id)).toEqual(["rules/ours/b"]);
  expect((await syncContent(grafana, fewer, { prune: true })).failure).toBeUndefined();
  expect(rulesOf(grafana)).toEqual(["a/one 1m"]);
  const elsewhere = { ...alertingOf({ groups: {} }), folders: [] };
  expect((await syncContent(grafana, elsewhere, { prune: true })).failure).toBeUndefined();
  expect(rulesOf(grafana)).toEqual([]);
  expect(grafana.store.get("Folder", "ours")).toBeUndefined();
});
