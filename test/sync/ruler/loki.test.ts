import { expect, test } from "vitest";
import { applyPlan } from "../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../src/sync/apply/journal.js";
import { openClient } from "../../../src/sync/http/open-client.js";
import { makePlan } from "../../../src/sync/plan/make-plan.js";
import { RulerApi } from "../../../src/sync/targets/ruler/ruler-api.js";
import type { NamedGroup } from "../../../src/sync/targets/ruler/ruler-group.js";
import { RulerTarget } from "../../../src/sync/targets/ruler/ruler-target.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import { type RulerDouble, startRuler, tenant } from "./ruler-double.js";

const rule = { alert: "Errors", expr: 'sum(count_over_time({app="cart"} |= "error" [5m])) > 3', for: "5m" };

function group(name: string, fields: object = {}): NamedGroup {
  return { namespace: "telltale-shop.prod.shop-logs", group: { name, rules: [{ ...rule, ...fields }] } };
}

async function sync(ruler: RulerDouble, groups: readonly NamedGroup[]) {
  const client = openClient(ruler.url, {}, ".", { "x-scope-orgid": tenant });
  const place = { name: "loki", tenant, prefix: "telltale-shop.prod." };
  const target = new RulerTarget(place, new RulerApi(client, "loki"), groups);
  const { desired, live } = await target.read();
  const plan = makePlan({ target: "loki", identity: target.identity }, desired, live);
  return applyPlan(target, plan, { journal: new Journal(temporaryFolder(), "loki") });
}

test("names arrive as they are, also those that Loki decodes twice", async () => {
  const ruler = await startRuler("loki");
  const names = ["plain", "with space", "a/b", "50%", "100%25", "+ü"];
  expect(
    await sync(
      ruler,
      names.map((name) => group(name)),
    ),
  ).toMatchObject({ failure: undefined });
  expect([...ruler.namespaces.get("telltale-shop.prod.shop-logs")!.keys()].sort()).toEqual([...names].sort());
  ruler.forget();
  expect(
    await sync(
      ruler,
      names.map((name) => group(name)),
    ),
  ).toMatchObject({ done: [], failure: undefined });
  expect(ruler.writes()).toEqual([]);
});

test("a field that Loki drops silently is found out, and everything is put back", async () => {
  const ruler = await startRuler("loki");
  await sync(ruler, [group("kept")]);
  const { failure, undone } = await sync(ruler, [group("kept"), group("new", { keep_firing_for: "10m" })]);
  expect(failure?.summary).toContain("stored something else");
  expect(undone).toHaveLength(1);
  expect([...ruler.namespaces.get("telltale-shop.prod.shop-logs")!.keys()]).toEqual(["kept"]);
});
