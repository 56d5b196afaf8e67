import { basename } from "node:path";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { describeSystemError } from "../files/system-error.js";
import { outputFindings } from "../findings.js";
import { manifestName, manifestText, pendingName } from "./manifest.js";
import { OutputFolder } from "./output-folder.js";
import { acquireLock } from "./output-lock.js";
import { type OutputFile, type OutputPlan, type PlanOptions, planOutput } from "./plan-output.js";

/** The changed files; none if there are errors. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes the files of a build that changed, and deletes files of earlier builds that are no longer generated. Writes
 * nothing if a file to overwrite or delete was edited, or was not written by a build.
 */
export function writeOutput(path: string, files: readonly OutputFile[], options: PlanOptions = {}): WriteResult {
  const folder = new OutputFolder(path);
  let lock: ReturnType<typeof acquireLock> | undefined;
  try {
    const preview = planOutput(folder, files, options);
    if (hasErrors(preview.diagnostics)) return refuse(preview.diagnostics);
    lock = acquireLock(path);
    if ("heldBy" in lock) return refuse([locked(path, lock.heldBy)]);
    const plan = planOutput(folder, files, options);
    if (hasErrors(plan.diagnostics)) return refuse(plan.diagnostics);
    return deferSignals(() => executePlan(folder, plan));
  } catch (error) {
    return refuse([cannotWrite(folder, describeSystemError(error))]);
  } finally {
    if (lock && "release" in lock) lock.release();
  }
}

/** Saves the new manifest first, so that the build after a killed one knows which files are its own. */
function executePlan(folder: OutputFolder, plan: OutputPlan): WriteResult {
  const wasInterrupted = folder.read(pendingName).kind !== "missing";
  const hasChanges = plan.write.length + plan.remove.length > 0;
  const manifest = manifestText(plan.manifest);
  if (wasInterrupted) for (const path of plan.manifest.keys()) folder.removeTemporary(path);
  if (hasChanges) folder.write(pendingName, manifest);
  for (const { path, text } of plan.write) folder.write(path, text);
  for (const path of plan.remove) folder.remove(path);
  const before = folder.read(manifestName);
  const isSame = before.kind === "file" && before.bytes.equals(Buffer.from(manifest));
  if (!isSame) folder.write(manifestName, manifest);
  if (hasChanges || wasInterrupted) folder.remove(pendingName);
  return {
    written: plan.write.map((file) => file.path),
    unchanged: plan.unchanged,
    deleted: plan.remove,
    diagnostics: [],
  };
}

/**
 * Defers Ctrl-C and other signals until the work, which is short, is done. Node delivers a signal between two turns of
 * the event loop, so only in the second turn after the work has it certainly arrived.
 */
function deferSignals<T>(work: () => T): T {
  let received: NodeJS.Signals | undefined;
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const hold = (signal: NodeJS.Signals) => {
    received = signal;
  };
  const unhandled = signals.filter((signal) => process.listenerCount(signal) === 0);
  for (const signal of unhandled) process.on(signal, hold);
  const release = () => {
    for (const signal of unhandled) process.off(signal, hold);
    if (received) process.kill(process.pid, received);
  };
  try {
    return work();
  } finally {
    setImmediate(() => setImmediate(release));
  }
}

function refuse(diagnostics: readonly Diagnostic[]): WriteResult {
  return { written: [], unchanged: [], deleted: [], diagnostics };
}

/** The next build knows the files that this one has already written. */
function cannotWrite({ path }: OutputFolder, message: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/cannot-write"),
    summary: `cannot write to the output folder "${basename(path)}"`,
    details: message,
    fix: "check its permissions and the free space on its disk",
  };
}

function locked(path: string, holder: number): Diagnostic {
  return {
    ...finding(outputFindings, "build/locked"),
    summary: "another build is writing to the output folder",
    details: holder === 0 ? `It holds ${path}/.telltale.lock.` : `Its process id is ${holder}.`,
    fix: "wait until it has finished, or stop it",
  };
}
