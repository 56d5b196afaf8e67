import { type ApplyReport, applyPlan } from "../apply/apply-plan.js";
import { Journal } from "../apply/journal.js";
import type { DesiredObject, LiveObject } from "../objects/object.js";
import { makePlan, type PlanOptions } from "../plan/make-plan.js";
import { type Change, isWrite, type Plan } from "../plan/plan.js";
import { describeObject, differencesOf } from "../plan/render-plan.js";
import type { SyncTarget } from "../targets/target.js";
import type { ScratchContent } from "./scratch-project.js";

/** The definitions of a verification before and after a change. */
export const base: ScratchContent = { threshold: 1, names: ["one", "two"] };
export const changed: ScratchContent = { threshold: 2, names: ["one", "two"] };

/** Those of another project, whose objects are in the same places. */
export const other: ScratchContent = { ...base, project: "telltale-verify-other" };
/** Those of another project, whose objects are beside. */
export const neighbour: ScratchContent = { ...other, system: "telltale-verify-other" };

/** A target, its objects, and what a sync would do. */
export interface Planned {
  readonly target: SyncTarget;
  readonly plan: Plan;
  readonly live: readonly LiveObject[];
}

/** Plans and syncs the definitions of a verification, and says what is not as expected. */
export class Verification {
  readonly open: (content: ScratchContent) => SyncTarget;
  /** The folder of a target that writes files. */
  readonly directory: string | undefined;
  /** The objects of others that the target held before. */
  readonly before = new Map<string, LiveObject>();
  private readonly root: string;

  constructor(root: string, directory: string | undefined, open: (content: ScratchContent) => SyncTarget) {
    this.root = root;
    this.directory = directory;
    this.open = open;
  }

  async plan(content: ScratchContent, options: PlanOptions = {}): Promise<Planned> {
    const target = this.open(content);
    const { desired, live } = await target.read();
    return { target, live, plan: makePlan({ target: target.name, identity: target.identity }, desired, live, options) };
  }

  async apply({ target, plan }: Pick<Planned, "target" | "plan">): Promise<ApplyReport> {
    return applyPlan(target, plan, { journal: new Journal(this.root, `verify-${target.name}`) });
  }

  /** Syncs, and returns the reasons why it did not succeed. */
  async sync(content: ScratchContent, options: PlanOptions = {}): Promise<readonly string[]> {
    return failuresOf(await this.apply(await this.plan(content, options)));
  }

  /** Returns what a sync would still write: nothing, after a sync. */
  async unsettled(content: ScratchContent): Promise<readonly string[]> {
    const { plan } = await this.plan(content);
    return plan.changes.filter(({ action }) => isWrite({ action } as Change) || action === "conflict").flatMap(explain);
  }

  /** Remembers the objects of others, to be put back. What an earlier verification left is not theirs. */
  async remember(): Promise<void> {
    this.before.clear();
    const { live } = await this.plan(base);
    for (const object of live) if (object.ownership === "foreign") this.before.set(object.id, object);
    for (const content of this.contents.slice(1)) {
      const { live: seen } = await this.plan(content);
      for (const { id, ownership } of seen) if (ownership !== "foreign") this.before.delete(id);
    }
  }

  /** Deletes all objects of verifications, and puts back what others had in their place. */
  async clearAll(): Promise<readonly string[]> {
    const failures: string[] = [];
    for (const content of this.contents) failures.push(...(await this.clear(content)));
    return failures;
  }

  /** Deletes the objects of these definitions, and puts back what others had in their place. */
  async clear(content: ScratchContent): Promise<readonly string[]> {
    const { target, live, plan } = await this.plan(content);
    const described = new Set(plan.changes.flatMap(({ desired }) => desired?.id ?? []));
    // Grafana's older API keeps no marks on folders.
    const isAdded = ({ id, kind, ownership }: LiveObject) =>
      ownership !== "foreign" || (kind === "folder" && described.has(id) && !this.before.has(id));
    const changes = live
      .filter((object) => object.kind !== "loaded configuration" && isAdded(object))
      .map((object) => this.reversal(object));
    return failuresOf(await this.apply({ target, plan: { ...plan, changes } }));
  }

  /** A folder of files belongs to one project. */
  private get contents(): readonly ScratchContent[] {
    return this.directory === undefined ? [base, other, neighbour] : [base];
  }

  private reversal(live: LiveObject): Change {
    const { id, kind, name } = live;
    const original = this.before.get(id);
    if (!original) return { action: "delete", id, kind, name, live };
    return { action: "update", id, kind, name, live, desired: original satisfies DesiredObject };
  }
}

/** Describes why a sync did not write everything. */
export function failuresOf({ failure, stuck }: ApplyReport): readonly string[] {
  return [
    ...(failure ? [failure.summary] : []),
    ...stuck.map(({ change, reason }) => `could not put back ${describeObject(change)}: ${reason}`),
  ];
}

/** Describes a change that was not expected, field by field where both sides exist. */
export function explain(change: Change): readonly string[] {
  const words = { create: "is missing", update: "differs", delete: "is there", conflict: change.reason ?? "conflict" };
  const { action } = change;
  const word = action in words ? words[action as keyof typeof words] : action;
  const fields = differencesOf(change).map(
    ({ path, before = "nothing", after = "nothing" }) => `  ${path}: the target has ${before}, not ${after}`,
  );
  return [`${describeObject(change)}: ${word}`, ...fields];
}
