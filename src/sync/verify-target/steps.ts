import { createBackup, desireBackup, selectSaved } from "../backup/backup.js";
import type { LiveObject } from "../objects/object.js";
import { makePlan } from "../plan/make-plan.js";
import { type Change, isWrite } from "../plan/plan.js";
import { editObject } from "./edit-object.js";
import type { ScratchContent } from "./scratch-project.js";
import {
  base,
  changed,
  explain,
  failuresOf,
  neighbour,
  other,
  type Planned,
  type Verification,
} from "./verification.js";

/** A part of the verification. */
export interface Step {
  /** What the target should do, as the report says it. */
  readonly name: string;
  /** Returns what is not as expected, or the reason why the step does not apply. */
  run(verification: Verification): Promise<readonly string[] | { readonly skipped: string }>;
}

export const steps: readonly Step[] = [
  {
    name: "creates what is missing, and takes over what others had only with --adopt",
    async run(verification) {
      const first = await verification.plan(base);
      const taken = first.plan.changes.filter(({ action }) => action === "update" || action === "delete");
      return [...taken.flatMap(explain), ...(await verification.sync(base, { adopt: true }))];
    },
  },
  {
    name: "holds what was written: a second sync writes nothing",
    run: (verification) => verification.unsettled(base),
  },
  {
    name: "updates what changed",
    async run(verification) {
      const failures = await verification.sync(changed);
      return [...failures, ...(await verification.unsettled(changed))];
    },
  },
  {
    name: "keeps what somebody edited, until it is discarded with --force",
    async run(verification) {
      const edited = await editOne(verification, changed);
      const { plan, ...planned } = await verification.plan(base);
      const change = plan.changes.find(({ id }) => id === edited.id);
      const isExpected = change?.live?.isUnmarked ? change.action === "update" : change?.action === "conflict";
      const problems = isExpected ? [] : [`the edit of ${edited.id} was planned as ${change?.action ?? "nothing"}`];
      const failures = failuresOf(await verification.apply({ plan, ...planned }));
      const forced = await verification.sync(base, { force: true });
      return [...problems, ...failures, ...forced, ...(await verification.unsettled(base))];
    },
  },
  {
    name: "refuses a plan that is stale, and puts back what it wrote of it",
    async run(verification) {
      const stale = await verification.plan(changed);
      const edited = await editOne(verification, base);
      const { failure, stuck } = await verification.apply(stale);
      const after = (await verification.plan(base)).live.find(({ id }) => id === edited.id);
      const forced = await verification.sync(base, { force: true });
      return [
        ...(failure ? [] : [`the edit of ${edited.id} was overwritten by a plan made before it`]),
        ...(after?.digest === edited.digest ? [] : [`${edited.id} is not as it was edited`]),
        ...stuck.map(({ change, reason }) => `${change.id} could not be put back: ${reason}`),
        ...forced,
        ...(await verification.unsettled(base)),
      ];
    },
  },
  {
    name: "restores a backup",
    async run(verification) {
      const { target, live, plan } = await verification.plan(base);
      const desired = plan.changes.flatMap((change) => change.desired ?? []);
      const backup = createBackup(target, { desired, live });
      if (backup.objects.length === 0) return { skipped: "its objects hold secrets, and are not saved" };
      const failures = await verification.sync(changed);
      const { live: current } = await target.read();
      const restored = makePlan(plan, desireBackup(backup, target), selectSaved(backup, current));
      const report = await verification.apply({ target, plan: restored });
      return [...failures, ...failuresOf(report), ...(await verification.unsettled(base))];
    },
  },
  {
    name: "leaves alone what another project has in the same place",
    async run(verification) {
      if (verification.directory !== undefined) return { skipped: "a folder belongs to one project" };
      if (verification.before.size > 0 && !(await isFree(verification))) {
        return { skipped: "others had objects in its place before" };
      }
      const failures = [...(await verification.clear(base)), ...(await verification.sync(other))];
      const { plan } = await verification.plan(base, { force: true });
      const overwritten = plan.changes.filter((change) => change.live?.ownership === "foreign" && isWrite(change));
      const cleared = await verification.clear(other);
      return [...failures, ...overwritten.flatMap(explain), ...cleared, ...(await verification.sync(base))];
    },
  },
  {
    name: "prunes what is no longer defined, and nothing else",
    async run(verification) {
      const fewer: ScratchContent = { ...base, names: ["one"] };
      const { plan } = await verification.plan(fewer);
      const orphans = plan.changes.filter(({ action }) => action === "orphan").map(({ id }) => id);
      if (orphans.length === 0) return { skipped: "its only object is the configuration" };
      const isShared = verification.directory === undefined;
      const failures = isShared ? await verification.sync(neighbour) : [];
      const beside = isShared ? await idsAndVersions(verification, neighbour) : [];
      const pruned = await verification.sync(fewer, { prune: true });
      const after = (await verification.plan(fewer)).live.map(({ id }) => id);
      const kept = orphans.filter((id) => after.includes(id)).map((id) => `${id} is still there`);
      const lost = isShared ? await idsAndVersions(verification, neighbour) : [];
      const touched = beside.filter((one) => !lost.includes(one)).map((one) => `${one} of others was changed`);
      const cleared = isShared ? await verification.clear(neighbour) : [];
      const synced = [...(await verification.sync(fewer)), ...(await verification.unsettled(fewer))];
      return [...failures, ...pruned, ...kept, ...touched, ...cleared, ...synced];
    },
  },
];

/** Edits an object that a sync of these definitions wrote. Returns it as it is then. */
async function editOne(verification: Verification, content: ScratchContent): Promise<LiveObject> {
  const { target, live, plan }: Planned = await verification.plan(content);
  const { id } = plan.changes.find(isEditable)!;
  await editObject(target, live.find((one) => one.id === id)!, verification.directory);
  return (await target.read()).live.find((one) => one.id === id)!;
}

const editableKinds: readonly string[] = ["alertmanager configuration", "rules", "dashboard"];

function isEditable({ kind, desired, live }: Change): boolean {
  return desired !== undefined && live !== undefined && editableKinds.includes(kind);
}

/** True if nobody else had any of the objects before. */
async function isFree(verification: Verification): Promise<boolean> {
  const { plan } = await verification.plan(base);
  return plan.changes.every(({ id, desired }) => !desired || !verification.before.has(id));
}

async function idsAndVersions(verification: Verification, content: ScratchContent): Promise<readonly string[]> {
  const { live } = await verification.plan(content);
  return live.filter(({ ownership }) => ownership !== "foreign").map(({ id, version }) => `${id} ${version}`);
}
