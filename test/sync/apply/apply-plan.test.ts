import { expect, test } from "vitest";
import { applyPlan } from "../../../src/sync/apply/apply-plan.js";
import { Journal } from "../../../src/sync/apply/journal.js";
import { makePlan } from "../../../src/sync/plan/make-plan.js";
import type { SyncTarget } from "../../../src/sync/targets/target.js";
import { temporaryFolder } from "../../project/temporary-folder.js";
import { desired } from "../plan/objects.js";

const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
const refused = Object.assign(new Error("the server refuses"), { code: "EREFUSED" });

/** A target that takes two objects, and refuses the third. */
class ThreeObjects implements SyncTarget {
  readonly name = "three";
  readonly identity = "three";
  readonly concurrency = 1;
  readonly held = new Set<string>();
  isEnded = false;
  readonly objects = ["a", "b", "c"].map((id) => desired(id, {}, "rules"));
  async read() {
    return { desired: this.objects, live: [] };
  }
  describe() {
    return {};
  }
  async begin() {}
  async write({ action, id }: { readonly action: string; readonly id: string }) {
    if (id === "c") throw refused;
    if (action === "delete") this.held.delete(id);
    else this.held.add(id);
    return action === "delete" ? undefined : "1";
  }
  async activate() {}
  async end() {
    this.isEnded = true;
  }
}

/** A journal on a disk that is full once it has a number of writes. */
class FullJournal extends Journal {
  private left: number;
  constructor(left: number) {
    super(temporaryFolder(), "three");
    this.left = left;
  }
  override record(...parameters: Parameters<Journal["record"]>) {
    if (this.left === 0) throw full;
    this.left -= 1;
    super.record(...parameters);
  }
}

async function apply(target: ThreeObjects, journal: Journal) {
  return applyPlan(target, makePlan({ target: "three", identity: "three" }, target.objects, []), { journal });
}

test.each([
  ["as the third object is written", 3],
  ["before the third object is written", 2],
])("everything is put back if the disk is full %s, and the first failure is reported", async (_, left) => {
  const target = new ThreeObjects();
  const { done, failure, undone, stuck } = await apply(target, new FullJournal(left));
  expect(failure?.summary).toBe(left === 3 ? 'rules "c": the server refuses' : "no space left on device");
  expect({ done, undone: undone.length, stuck, held: target.held.size }).toEqual({
    ...{ done: [], undone: 2, stuck: [], held: 0 },
  });
});

test("a failure at the end does not hide that of a write", async () => {
  const target = new ThreeObjects();
  target.end = async () => {
    throw full;
  };
  const { failure, undone } = await apply(target, new Journal(temporaryFolder(), "three"));
  expect(failure?.summary).toContain("the server refuses");
  expect(undone).toHaveLength(2);
});

test("a target that cannot begin is ended, and its failure reported", async () => {
  const target = new ThreeObjects();
  target.begin = async () => {
    throw full;
  };
  const report = await apply(target, new Journal(temporaryFolder(), "three"));
  expect(report).toMatchObject({ done: [], failure: { summary: "no space left on device" }, undone: [] });
  expect(target.isEnded).toBe(true);
});

test("a journal that cannot be written is a failure of its target", async () => {
  const target = new ThreeObjects();
  const journal = new Journal(temporaryFolder({ ".telltale": "a file" }), "three");
  const report = await apply(target, journal);
  expect(report.failure?.summary).toMatch(/ENOTDIR|EEXIST/);
  expect(target.held.size).toBe(0);
});
