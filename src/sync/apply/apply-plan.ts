import { type Change, isWrite, type Plan } from "../plan/plan.js";
import { describeFailure } from "../sync-error.js";
import type { SyncTarget, Write } from "../targets/target.js";
import type { Journal } from "./journal.js";
import { type Batch, orderWrites } from "./order.js";
import { runBatch } from "./run-batch.js";

export interface ApplyOptions {
  readonly journal: Journal;
  /** Aborted to stop: what was written is put back. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface Failure {
  readonly summary: string;
  readonly fix: string | undefined;
}

/** The outcome of a sync to one target. */
export interface ApplyReport {
  /** The changes that hold now. */
  readonly done: readonly Change[];
  /** The reason why the sync stopped. Undefined if all changes were written. */
  readonly failure: Failure | undefined;
  /** The changes that were written and put back. */
  readonly undone: readonly Change[];
  /** The changes that could not be put back, and why. */
  readonly stuck: readonly { readonly change: Change; readonly reason: string }[];
}

/** A change that was written, and the version that it has since. */
interface Written {
  readonly change: Change;
  readonly version: string | undefined;
}

/**
 * Writes the changes of a plan in the order of their stages. If one fails, or the sync is interrupted, it writes no more,
 * and puts back what it wrote, in reverse, where nobody changed it since.
 */
export async function applyPlan(target: SyncTarget, plan: Plan, options: ApplyOptions): Promise<ApplyReport> {
  const changes = plan.changes.filter(isWrite);
  const { journal } = options;
  if (changes.length === 0) {
    // Nothing is left to do of a sync that did not end.
    if (journal.readInterruption()) journal.end();
    return { done: [], failure: undefined, undone: [], stuck: [] };
  }
  const report = await writeOrPutBack(target, changes, options);
  const endFailure = (await failureOf(() => target.end())) ?? (await failureOf(() => journal.end()));
  return { ...report, failure: report.failure ?? endFailure };
}

async function writeOrPutBack(
  target: SyncTarget,
  changes: readonly Change[],
  options: ApplyOptions,
): Promise<ApplyReport> {
  const written: Written[] = [];
  const beginFailure = await failureOf(async () => {
    options.journal.start();
    await target.begin(changes);
  });
  if (beginFailure) return { done: [], failure: beginFailure, undone: [], stuck: [] };
  const failure = await writeAll(target, changes, written, options);
  return failure ? putBack(target, written, failure) : { done: changes, failure, undone: [], stuck: [] };
}

/** Does some work. Returns the failure that it ends in. */
async function failureOf(work: () => Promise<void> | void): Promise<Failure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return describeFailure(error);
  }
}

async function writeAll(
  target: SyncTarget,
  changes: readonly Change[],
  written: Written[],
  { journal, signal, onProgress }: ApplyOptions,
): Promise<Failure | undefined> {
  const isStopped = () => signal?.aborted === true;
  const writeOne = async (change: Change) => {
    const write = writeOf(change);
    journal.record(write);
    try {
      written.push({ change, version: await target.write(write) });
    } catch (error) {
      throw Object.assign(error as Error, { message: `${change.kind} "${change.name}": ${(error as Error).message}` });
    }
    onProgress?.(written.length, changes.length);
  };
  const failure = await failureOf(async () => {
    for (const batch of orderWrites(changes)) await runBatch(batch.changes, limit(target, batch), writeOne, isStopped);
    if (!isStopped()) await target.activate();
  });
  return failure ?? (isStopped() ? { summary: "interrupted", fix: undefined } : undefined);
}

/** Restores what was written. The journal has its ids already, and a journal that cannot be written stops nothing here. */
async function putBack(target: SyncTarget, written: readonly Written[], failure: Failure): Promise<ApplyReport> {
  const undone: Change[] = [];
  const stuck: { change: Change; reason: string }[] = [];
  const versions = new Map(written.map(({ change, version }) => [change, version]));
  const undoOne = async (change: Change) => {
    const failure = await failureOf(async () => {
      await target.write(inverseOf(change, versions.get(change)));
    });
    if (failure) stuck.push({ change, reason: failure.summary });
    else undone.push(change);
  };
  const batches = orderWrites(written.map(({ change }) => change)).toReversed();
  for (const batch of batches) await runBatch(batch.changes, limit(target, batch), undoOne);
  if (undone.length > 0) await activateAgain(target, stuck, undone);
  return { done: [], failure, undone, stuck };
}

/** Makes what was put back effective. Its failure must not hide the first one. */
async function activateAgain(
  target: SyncTarget,
  stuck: { change: Change; reason: string }[],
  undone: readonly Change[],
): Promise<void> {
  const failure = await failureOf(() => target.activate());
  if (failure) stuck.push({ change: undone[0]!, reason: `it was put back, but ${failure.summary}` });
}

function limit(target: SyncTarget, batch: Batch): number {
  return batch.isExclusive ? 1 : target.concurrency;
}

function writeOf({ action, id, kind, name, desired, live }: Change): Write {
  return { action: action as Write["action"], id, kind, name, payload: desired?.payload, expected: live?.version };
}

/** The write that restores the state before a change. */
function inverseOf({ action, id, kind, name, live }: Change, version: string | undefined): Write {
  const undo = { create: "delete", update: "update", delete: "create" } as const;
  return { action: undo[action as Write["action"]], id, kind, name, payload: live?.payload, expected: version };
}
