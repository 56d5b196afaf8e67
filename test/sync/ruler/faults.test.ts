import { describe, expect, test } from "vitest";
import { type ApplyReport, applyPlan } from "../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../src/sync/apply/journal.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { makePlan } from "../../../src/sync/plan/make-plan.js";
import { isWrite } from "../../../src/sync/plan/plan.js";
import { SyncError } from "../../../src/sync/sync-error.js";
import { MimirAlertmanagerTarget } from "../../../src/sync/targets/mimir-alertmanager/mimir-alertmanager-target.js";
import type { NamedGroup } from "../../../src/sync/targets/ruler/ruler-group.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import { endWithTest } from "../double/end-with-test.js";
import type { Fault } from "../double/recorded-request.js";
import { startServer } from "../double/server.js";
import { skipRetryDelays } from "../double/skip-retry-delays.js";
import { answerAlertmanager } from "./answer-alertmanager.js";
import { ownPrefix, planGroups, syncGroups } from "./open-ruler-double.js";
import { type RulerDouble, type RulerPersonality, startRuler } from "./ruler-double.js";

const faults: readonly Fault[] = ["busy", "waking", "unauthorized", "drop-before", "drop-after", "truncate", "edit"];

/** Work that faults may end with a message. */
async function orFailure<T>(work: Promise<T>): Promise<T | SyncError> {
  return work.catch((error: unknown) => {
    if (error instanceof SyncError) return error;
    throw error;
  });
}

describe.each<RulerPersonality>(["mimir", "loki"])("in the ruler of %s", (personality) => {
  const namespace = `${ownPrefix}shop-alerts`;
  const group = (name: string, hold: string): NamedGroup => {
    return { namespace, group: { name, rules: [{ alert: name, expr: "vector(1) > 0", for: hold }] } };
  };
  const before = [group("changes", "1m"), group("stays", "1m"), group("goes", "1m")];
  const after = [group("changes", "5m"), group("stays", "1m"), group("comes", "1m")];
  const decoy = { name: "decoy", rules: [{ record: "a:b", expr: "1" }] };

  async function prepare(): Promise<RulerDouble> {
    const ruler = await startRuler(personality);
    ruler.namespaces.set("infra", new Map([["decoy", decoy]]));
    await syncGroups(ruler, personality, before);
    ruler.forget();
    return ruler;
  }

  /** A sync, and a prune of what is left. */
  async function deploy(ruler: RulerDouble): Promise<ApplyReport> {
    const report = await syncGroups(ruler, personality, after);
    return report.failure ? report : syncGroups(ruler, personality, after, { prune: true });
  }

  const holds = ({ namespaces }: RulerDouble) =>
    [...(namespaces.get(namespace) ?? [])].map(([name, { rules }]) => [name, (rules as { for: string }[])[0]!.for]);

  test.each(faults)("a fault at any request loses and doubles nothing: %s", { timeout: 240_000 }, async (fault) => {
    skipRetryDelays();
    const healthy = await prepare();
    await deploy(healthy);
    const requests = healthy.requests.length;
    const expected = holds(healthy).sort();
    expect(expected).toEqual([
      ["changes", "5m"],
      ["comes", "1m"],
      ["stays", "1m"],
    ]);
    for (let number = 1; number <= requests; number++) {
      const ruler = await prepare();
      ruler.faults.set(number, fault);
      const outcome = await orFailure(deploy(ruler));
      const place = `request ${number}: ${ruler.requests[number - 1]?.method} ${ruler.requests[number - 1]?.path}`;
      const isDone = !(outcome instanceof SyncError) && outcome.failure === undefined;
      if (fault !== "edit") expect(isDone, `${place}: ${JSON.stringify(outcome)}`).toBe(true);
      if (fault !== "edit") expect(holds(ruler).sort(), place).toEqual(expected);
      ruler.forget();
      expect((await deploy(ruler)).failure, place).toBeUndefined();
      expect(holds(ruler).sort(), place).toEqual(expected);
      for (const prune of [false, true]) {
        const { plan } = await planGroups(ruler, personality, after, { prune });
        expect(plan.changes.filter(isWrite), place).toEqual([]);
      }
      expect(ruler.namespaces.get("infra"), place).toEqual(new Map([["decoy", decoy]]));
      await ruler.close();
    }
  });
});

describe("in the Alertmanager of a tenant", () => {
  const edit = "# by hand\n";

  async function setUp() {
    const state: Parameters<typeof answerAlertmanager>[0] = { stored: undefined };
    const server = endWithTest(
      await startServer(
        (request) => answerAlertmanager(state, request),
        () => (state.stored = state.stored?.replace("route:", `${edit}  route:`)),
      ),
    );
    const client = openClient(server.url, {}, ".", { "x-scope-orgid": "shop" });
    const place = { name: "alerts", client, tenant: "shop", manager: "telltale-shop", root: "." };
    const sync = async (receiver: string) => {
      const config = { route: { receiver }, receivers: [{ name: receiver }] };
      const target = new MimirAlertmanagerTarget(place, { config, templates: {}, secretsFolder: "/secrets" });
      const { desired, live } = await target.read();
      const plan = makePlan({ target: "alerts", identity: target.identity }, desired, live);
      const report = await applyPlan(target, plan, { journal: new Journal(temporaryFolder(), "alerts") });
      return { plan, report };
    };
    await sync("one");
    server.forget();
    return { state, server, sync };
  }

  test.each(faults)("a fault at any request loses nothing: %s", { timeout: 120_000 }, async (fault) => {
    skipRetryDelays();
    const healthy = await setUp();
    await healthy.sync("two");
    const requests = healthy.server.requests.length;
    expect(requests).toBeGreaterThan(2);
    for (let number = 1; number <= requests; number++) {
      const { state, server, sync } = await setUp();
      server.faults.set(number, fault);
      const outcome = await orFailure(sync("two"));
      const isDone = !(outcome instanceof SyncError) && outcome.report.failure === undefined;
      const place = `request ${number}: ${JSON.stringify(outcome)}`;
      if (fault !== "edit") expect(isDone, place).toBe(true);
      server.forget();
      const { plan } = await sync("two");
      // What somebody edited stays as it is.
      const isEdited = state.stored!.includes(edit);
      if (fault !== "edit") expect(isEdited, place).toBe(false);
      if (isEdited) expect(plan.changes.map(({ action }) => action)).toEqual(["conflict"]);
      else expect(state.stored, place).toContain("two");
      server.forget();
      await sync("two");
      expect(server.writes()).toEqual([]);
      await server.close();
    }
  });
});
