import fc from "fast-check";
import { expect, test } from "vitest";
import { isWrite } from "../../../src/sync/plan/plan.js";
import { type GrafanaDouble, type Personality, startGrafana } from "./double/grafana-double.js";
import { contentOf, planContent, syncContent, type TestDashboard } from "./open-double.js";

const rounds = 25 * Number(process.env.TELLTALE_ROUNDS ?? 1);
const seed = Number(process.env.TELLTALE_SEED ?? 1);

const uid = fc.constantFrom("a", "b", "c", "d", "e", "f");
const dashboards = fc.uniqueArray(fc.record({ uid, refresh: fc.constantFrom("1m", "5m", "10m") }), {
  selector: (one: TestDashboard) => one.uid,
  maxLength: 6,
});
const event = fc.record({ uid, does: fc.constantFrom("edits", "deletes", "creates") });

/** Lets somebody else work in Grafana. Returns the objects that must stay as they are from then on. */
function play({ store }: GrafanaDouble, events: readonly { readonly uid: string; readonly does: string }[]) {
  const theirs = new Set<string>();
  for (const { uid: name, does } of events) {
    const exists = store.get("Dashboard", name) !== undefined;
    if (does === "deletes") {
      store.delete("Dashboard", name);
      theirs.delete(name);
    } else if (does === "edits" && exists) {
      store.editInBrowser(name, (spec) => (spec.refresh = "7s"));
      theirs.add(name);
    } else if (does === "creates" && !exists) {
      const fields = { kind: "Dashboard", annotations: {}, labels: {}, storedVersion: "v1beta1" } as const;
      store.put({ ...fields, name, spec: { title: name, refresh: "9s" } });
      theirs.add(name);
    }
  }
  return theirs;
}

test.each<Personality>(["apis", "api"])(
  "any state converges, and what others did stays: /%s",
  { timeout: 240_000 },
  async (personality) => {
    await fc.assert(
      fc.asyncProperty(dashboards, fc.array(event, { maxLength: 6 }), dashboards, async (first, events, second) => {
        const grafana = await startGrafana(personality);
        await syncContent(grafana, contentOf(first));
        const theirs = play(grafana, events);
        const version = (name: string) => grafana.store.get("Dashboard", name)?.resourceVersion;
        const before = new Map([...theirs].map((name) => [name, version(name)]));
        expect((await syncContent(grafana, contentOf(second))).failure).toBeUndefined();
        const { plan } = await planContent(grafana, contentOf(second));
        expect(plan.changes.filter(isWrite)).toEqual([]);
        grafana.forget();
        await syncContent(grafana, contentOf(second));
        expect(grafana.writes()).toEqual([]);
        await syncContent(grafana, contentOf(second), { prune: true });
        for (const [name, seen] of before) expect(version(name), name).toBe(seen);
        const wanted = second.filter((one) => !theirs.has(one.uid));
        for (const one of wanted) expect(grafana.store.get("Dashboard", one.uid)?.spec.refresh).toBe(one.refresh);
        const expected = new Set([...wanted.map((one) => one.uid), ...theirs]);
        expect(new Set(grafana.store.list("Dashboard").map(({ name }) => name))).toEqual(expected);
        await grafana.close();
      }),
      { numRuns: rounds, seed },
    );
  },
);
