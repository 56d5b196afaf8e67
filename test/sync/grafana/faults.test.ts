import { describe, expect, test } from "vitest";
import { isWrite } from "../../../src/sync/plan/plan.js";
import { SyncError } from "../../../src/sync/sync-error.js";
import type { Fault } from "../double/recorded-request.js";
import { skipRetryDelays } from "../double/skip-retry-delays.js";
import { type GrafanaDouble, type Personality, startGrafana } from "./double/grafana-double.js";
import { contentOf, planContent, syncContent } from "./open-double.js";

const before = contentOf([
  { uid: "changes", refresh: "1m" },
  { uid: "stays", refresh: "1m" },
  { uid: "goes", refresh: "1m" },
]);
const after = contentOf([
  { uid: "changes", refresh: "5m" },
  { uid: "stays", refresh: "1m" },
  { uid: "comes", refresh: "1m" },
]);

const faults: readonly Fault[] = ["busy", "waking", "unauthorized", "drop-before", "drop-after", "truncate", "edit"];

async function prepare(personality: Personality): Promise<GrafanaDouble> {
  const grafana = await startGrafana(personality);
  const decoy = { kind: "Dashboard", name: "decoy", annotations: {}, labels: {}, storedVersion: "v1beta1" } as const;
  grafana.store.put({ ...decoy, spec: { title: "Decoy" } });
  await syncContent(grafana, before);
  grafana.forget();
  return grafana;
}

function snapshot({ store }: GrafanaDouble) {
  return store.list("Dashboard").map(({ name, spec }) => `${name} ${String(spec.refresh)}`);
}

describe.each<Personality>(["apis", "api"])("with /%s", (personality) => {
  test.each(faults)("a fault at any request loses and doubles nothing: %s", { timeout: 240_000 }, async (fault) => {
    skipRetryDelays();
    const healthy = await prepare(personality);
    await syncContent(healthy, after);
    const requests = healthy.requests.length;
    expect(requests).toBeGreaterThan(4);
    for (let number = 1; number <= requests; number++) {
      const grafana = await prepare(personality);
      const decoy = grafana.store.get("Dashboard", "decoy")!.resourceVersion;
      grafana.faults.set(number, fault);
      const outcome = await syncContent(grafana, after).catch((error: unknown) => {
        if (error instanceof SyncError) return error;
        throw error;
      });
      const place = `request ${number}: ${grafana.requests[number - 1]?.method} ${grafana.requests[number - 1]?.path}`;
      const isDone = !(outcome instanceof SyncError) && outcome.failure === undefined;
      const edited = fault === "edit" ? snapshot(grafana).filter((line) => line.endsWith(" 7s")) : [];
      if (isDone) expect(snapshot(grafana), place).toContain("comes 1m");
      else if (edited.length === 0) expect(snapshot(grafana), place).not.toContain("comes 1m");
      expect(grafana.store.get("Dashboard", "decoy")!.resourceVersion, place).toBe(decoy);
      if (fault !== "edit" && isDone) {
        expect(grafana.store.get("Dashboard", "changes")!.version, place).toBe(2);
        expect(grafana.store.get("Dashboard", "comes")!.version, place).toBe(1);
      }
      if (fault !== "edit") expect(isDone, `${place}: ${JSON.stringify(outcome)}`).toBe(true);
      await expectConvergence(grafana, place);
    }
  });
});

/** A sync without faults completes the work, but leaves alone what somebody edited. */
async function expectConvergence(grafana: GrafanaDouble, place: string): Promise<void> {
  grafana.forget();
  expect((await syncContent(grafana, after)).failure, place).toBeUndefined();
  const { plan } = await planContent(grafana, after);
  expect(plan.changes.filter(isWrite), place).toEqual([]);
  const lines = snapshot(grafana);
  expect(lines, place).toContain("comes 1m");
  expect(
    lines.filter((line) => line.startsWith("changes ")),
    place,
  ).toHaveLength(1);
}
