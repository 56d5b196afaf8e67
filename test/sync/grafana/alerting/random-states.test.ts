import fc from "fast-check";
import { expect, test } from "vitest";
import { isWrite } from "../../../../src/sync/plan/plan.js";
import { startGrafana } from "../double/grafana-double.js";
import { planContent, syncContent } from "../open-double.js";
import { alertingOf, secretName, type TestAlerting } from "./alerting-content.js";
import { decoysOf, plantDecoys } from "./set-up.js";

process.env[secretName] = "https://hooks.example.com/ours";

const rounds = 15 * Number(process.env.TELLTALE_ROUNDS ?? 1);
const seed = Number(process.env.TELLTALE_SEED ?? 1);

const named = (names: readonly string[], values: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...values), { maxKeys: names.length });
const after = ["0s", "1m", "60s", "1h"];
/** No uid is in two groups. */
const groups = fc
  .dictionary(
    fc.constantFrom("one", "two", "three", "four"),
    fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom(...after)),
  )
  .map((rules) => {
    const found: Record<string, Record<string, string>> = {};
    for (const [uid, [group, wait]] of Object.entries(rules)) found[group] = { ...found[group], [uid]: wait };
    return found;
  });
const state = fc.record<TestAlerting>({
  groups,
  contactPoints: named(["team", "oncall"], ["#a", "#b"]).map((points) => ({ team: "#z", ...points })),
  policies: named(["shop", "cart", "infra stuff"], ["30s", "1m"]),
  muteTimings: named(["shop/a", "shop/b */}}"], ["2026", "2027"]),
  template: fc.constantFrom(undefined, '{{ define "t" }}1{{ end }}', '{{ define "t" }}2{{ end }}'),
});

test("any state converges, and what others have stays", { timeout: 400_000 }, async () => {
  const grafana = await startGrafana("apis");
  plantDecoys(grafana);
  const empty = grafana.store.snapshot();
  const decoys = decoysOf(grafana);
  await fc.assert(
    fc.asyncProperty(state, state, async (first, second) => {
      grafana.store.restore(empty);
      expect((await syncContent(grafana, alertingOf(first))).failure).toBeUndefined();
      expect((await syncContent(grafana, alertingOf(second))).failure).toBeUndefined();
      expect((await planContent(grafana, alertingOf(second))).plan.changes.filter(isWrite)).toEqual([]);
      grafana.forget();
      await syncContent(grafana, alertingOf(second));
      expect(grafana.writes()).toEqual([]);
      expect(decoysOf(grafana)).toEqual(decoys);
      const pruned = await syncContent(grafana, alertingOf(second), { prune: true });
      expect(pruned.failure).toBeUndefined();
      const { plan } = await planContent(grafana, alertingOf(second));
      expect(plan.changes.filter(({ action }) => action !== "none" && action !== "unmanaged")).toEqual([]);
      expect(decoysOf(grafana)).toEqual(decoys);
    }),
    { numRuns: rounds, seed },
  );
});
