import { expect, test } from "vitest";
import type { NamedGroup } from "../../../src/sync/targets/ruler/ruler-group.js";
import { syncGroups } from "./open-ruler-double.js";
import { type RulerDouble, startRuler } from "./ruler-double.js";

const rule = { alert: "Errors", expr: 'sum(count_over_time({app="cart"} |= "error" [5m])) > 3', for: "5m" };

function group(name: string, fields: object = {}): NamedGroup {
  return { namespace: "telltale-shop.prod.shop-logs", group: { name, rules: [{ ...rule, ...fields }] } };
}

const sync = (ruler: RulerDouble, groups: readonly NamedGroup[]) => syncGroups(ruler, "loki", groups);

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
