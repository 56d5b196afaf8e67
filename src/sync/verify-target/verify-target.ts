import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { describeFailure, SyncError } from "../sync-error.js";
import { ledgerName } from "../targets/files/ledger.js";
import { type ConfiguredTarget, openScratch } from "./scratch-project.js";
import { type Step, steps } from "./steps.js";
import { base, Verification } from "./verification.js";

/** The outcome of one step. */
export interface StepResult {
  readonly name: string;
  readonly outcome: "as expected" | "differs" | "skipped";
  /** What is not as expected; of a skipped step, the reason. */
  readonly details: readonly string[];
}

const cleanUp = "cleans up: what others had is as before, and nothing of the verification is left";

/**
 * Verifies that a target behaves as syncs expect: creates, updates, refuses, restores, prunes and deletes objects of a
 * project of its own, `telltale-verify`. Cleans up in any case. For stacks that can be thrown away.
 */
export async function verifyTarget(
  configured: ConfiguredTarget,
  onStep: (result: StepResult) => void = () => {},
): Promise<readonly StepResult[]> {
  const directory = directoryOf(configured);
  const hadLedger = directory !== undefined && existsSync(join(directory, ledgerName));
  const verification = new Verification(configured.root, directory, (content) => openScratch(configured, content));
  await rememberOthers(verification);
  const results: StepResult[] = [];
  const add = (result: StepResult) => {
    results.push(result);
    onStep(result);
  };
  for (const step of steps) {
    add(await runStep(step, verification));
    // Steps build on each other.
    if (results.length === 1 && results[0]!.outcome === "differs") break;
  }
  add(await runStep({ name: cleanUp, run: clear }, verification));
  if (directory !== undefined && !hadLedger) rmSync(join(directory, ledgerName), { force: true });
  return results;
}

/** Removes what an earlier verification left, and remembers what others have. */
async function rememberOthers(verification: Verification): Promise<void> {
  await verification.remember();
  const [failure] = await verification.clearAll();
  if (failure !== undefined) throw new SyncError(`what an earlier verification left stays: ${failure}`);
  await verification.remember();
}

async function clear(verification: Verification): Promise<readonly string[]> {
  const failures = await verification.clearAll();
  const { live } = await verification.plan(base);
  const after = new Map(live.map((object) => [object.id, object]));
  const changed = [...verification.before].filter(([id, { digest }]) => after.get(id)?.digest !== digest);
  const left = live.filter(
    ({ id, kind }) => kind !== "loaded configuration" && !verification.before.has(id) && /telltale-verify/.test(id),
  );
  return [
    ...failures,
    ...changed.map(([id]) => `${id} of others is not as it was before`),
    ...left.map(({ id }) => `${id} is still there`),
  ];
}

async function runStep(step: Step, verification: Verification): Promise<StepResult> {
  const { name } = step;
  try {
    const found = await step.run(verification);
    if ("skipped" in found) return { name, outcome: "skipped", details: [found.skipped] };
    return { name, outcome: found.length === 0 ? "as expected" : "differs", details: found };
  } catch (error) {
    return { name, outcome: "differs", details: [describeFailure(error).summary] };
  }
}

/** The folder of a target that writes files. */
function directoryOf({ root, target }: ConfiguredTarget): string | undefined {
  return "directory" in target ? resolve(root, target.directory) : undefined;
}
