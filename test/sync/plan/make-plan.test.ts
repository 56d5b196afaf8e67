import { describe, expect, test } from "vitest";
import type { DesiredObject, LiveObject } from "../../../src/sync/objects/object.js";
import { makePlan, type PlanOptions } from "../../../src/sync/plan/make-plan.js";
import { defaultPruneLimits, findPruneProblem } from "../../../src/sync/plan/prune-limits.js";
import { selectOnly } from "../../../src/sync/plan/select.js";
import { selectDrift } from "../../../src/sync/plan/select-drift.js";
import { desired, live } from "./objects.js";

const place = { target: "here", identity: "a place" };

function actions(wanted: readonly DesiredObject[], existing: readonly LiveObject[], options: PlanOptions = {}) {
  return makePlan(place, wanted, existing, options).changes.map(({ action, id }) => `${action} ${id}`);
}

describe("a plan", () => {
  test.each<[string, readonly DesiredObject[], readonly LiveObject[], readonly string[]]>([
    ["creates what is missing", [desired("a", 1)], [], ["create a"]],
    ["updates what differs and is ours", [desired("a", 2)], [live("a", 1)], ["update a"]],
    ["writes nothing that is equal", [desired("a", 1)], [live("a", 1)], ["none a"]],
    ["leaves alone what somebody edited", [desired("a", 2)], [live("a", 1, "edited")], ["conflict a"]],
    ["needs no write where somebody made the same edit", [desired("a", 1)], [live("a", 1, "edited")], ["none a"]],
    ["leaves alone what somebody else made", [desired("a", 1)], [live("a", 1, "foreign")], ["conflict a"]],
    ["counts objects of others", [], [live("a", 1, "foreign")], ["unmanaged a"]],
    ["deletes nothing", [], [live("a", 1)], ["orphan a"]],
  ])("%s", (_, wanted, existing, expected) => expect(actions(wanted, existing)).toEqual(expected));

  test("overwrites edits with force, but not what somebody else made", () => {
    const existing = [live("a", 1, "edited"), live("b", 1, "foreign")];
    expect(actions([desired("a", 2), desired("b", 2)], existing, { force: true })).toEqual(["update a", "conflict b"]);
  });

  test("takes over what somebody else made only if told to", () => {
    expect(actions([desired("a", 2)], [live("a", 1, "foreign")], { adopt: true })).toEqual(["update a"]);
  });

  test("prunes what is ours and no longer defined, and nothing else", () => {
    const existing = [live("a", 1), live("b", 1), live("c", 1, "foreign"), live("d", 1, "edited")];
    const pruned = actions([desired("a", 2), desired("e", 1)], existing, { prune: true });
    expect(pruned).toEqual(["none a", "delete b", "unmanaged c", "conflict d"]);
  });

  test("never adopts while it prunes", () => {
    const options = { prune: true, adopt: true };
    expect(actions([desired("a", 2)], [live("a", 1, "foreign")], options)).toEqual(["conflict a"]);
  });

  test("does not touch what cannot be changed at all", () => {
    const obstacle = { ...live("a", 1), obstacle: "it is a folder" };
    expect(actions([desired("a", 2)], [obstacle], { force: true, adopt: true })).toEqual(["conflict a"]);
  });

  test("is about the selected objects only", () => {
    const wanted = [desired("dashboards/a", 1), desired("dashboards/b", 1), desired("rules/a", 1, "rules")];
    const only = (...patterns: string[]) => actions(wanted, [], { isSelected: selectOnly(patterns) });
    expect(only("rules")).toEqual(["create rules/a"]);
    expect(only("*/a")).toEqual(["create dashboards/a", "create rules/a"]);
    expect(only("dashboards/(a|b)")).toEqual([]);
  });
});

test("drift is what others changed or deleted, not what the definitions changed", () => {
  const existing = [live("a", 1), live("b", 1, "edited"), live("c", 1)];
  const plan = makePlan(place, [desired("a", 2), desired("b", 2), desired("c", 1), desired("d", 1)], existing);
  expect(selectDrift(plan).changes.map(({ action, id }) => `${action} ${id}`)).toEqual([
    "conflict b",
    "none c",
    "missing d",
  ]);
});

describe("a prune is refused", () => {
  const prune = (wanted: readonly DesiredObject[], existing: readonly LiveObject[]) =>
    findPruneProblem(makePlan(place, wanted, existing, { prune: true }), wanted, defaultPruneLimits);
  const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `o${from + index}`);

  test("if the definitions describe nothing", () => {
    const problem = prune([], [live("a", 1)]);
    expect(problem?.summary).toContain("all of it would be deleted");
    expect(problem?.fix).not.toContain("--max-deletes");
  });

  test("if it deletes too many objects, or too large a part", () => {
    const kept = many(200).map((id) => desired(id, 1));
    const existing = (deleted: number) => [...many(200), ...many(deleted, 200)].map((id) => live(id, 1));
    expect(prune(kept, existing(50))).toBeUndefined();
    expect(prune(kept, existing(51))?.summary).toContain("more than 50");
    expect(prune(kept.slice(0, 2), existing(0).slice(0, 5))?.summary).toContain("more than 50%");
    expect(prune(kept.slice(0, 2), existing(0).slice(0, 4))).toBeUndefined();
  });
});
