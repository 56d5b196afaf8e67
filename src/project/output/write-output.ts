import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { systemMessage } from "../files/system-error.js";
import { outputFindings } from "../findings.js";
import { manifestName, manifestText, pendingName } from "./manifest.js";
import { OutputFolder } from "./output-folder.js";
import { lockOutput } from "./output-lock.js";
import { type OutputFile, type OutputPlan, type PlanOptions, planOutput } from "./plan-output.js";

/** What writing changed. With errors, nothing was. */
export interface Written {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes the files of a build: only those that changed, then removes those that earlier builds wrote and this one does
 * not make. Files that no build wrote, or that were edited since, are refused, and then nothing is written.
 */
export function writeOutput(path: string, files: readonly OutputFile[], options: PlanOptions = {}): Written {
  const folder = new OutputFolder(path);
  const refused = planOutput(folder, files, options);
  if (hasErrors(refused.diagnostics)) return nothing(refused.diagnostics);
  let lock: ReturnType<typeof lockOutput> | undefined;
  try {
    lock = lockOutput(path);
    if ("heldBy" in lock) return nothing([locked(path, lock.heldBy)]);
    const plan = planOutput(folder, files, options);
    if (hasErrors(plan.diagnostics)) return nothing(plan.diagnostics);
    return uninterrupted(() => carryOut(folder, plan));
  } catch (error) {
    return nothing([cannotWrite(systemMessage(error))]);
  } finally {
    if (lock && "release" in lock) lock.release();
  }
}

/** Says beforehand what will be written, so that a build that is killed halfway knows its own files the next time. */
function carryOut(folder: OutputFolder, plan: OutputPlan): Written {
  const leftover = folder.read(pendingName).is !== "nothing";
  const changes = plan.write.length + plan.remove.length > 0;
  const manifest = manifestText(plan.manifest);
  if (leftover) for (const path of plan.manifest.keys()) folder.removeLeftover(path);
  if (changes) folder.write(pendingName, manifest);
  for (const { path, text } of plan.write) folder.write(path, text);
  for (const path of plan.remove) folder.remove(path);
  const before = folder.read(manifestName);
  const isSame = before.is === "file" && before.bytes.equals(Buffer.from(manifest));
  if (!isSame) folder.write(manifestName, manifest);
  if (changes || leftover) folder.remove(pendingName);
  return {
    written: plan.write.map((file) => file.path),
    unchanged: plan.unchanged,
    deleted: plan.remove,
    diagnostics: [],
  };
}

/**
 * Puts off Ctrl-C and its kin until the work is done: it is short. A signal is told of between two turns of the event
 * loop, so the second turn after the work is the first that cannot miss it.
 */
function uninterrupted<T>(work: () => T): T {
  let received: NodeJS.Signals | undefined;
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const hold = (signal: NodeJS.Signals) => {
    received = signal;
  };
  const nobodyElse = signals.filter((signal) => process.listenerCount(signal) === 0);
  for (const signal of nobodyElse) process.on(signal, hold);
  const release = () => {
    for (const signal of nobodyElse) process.off(signal, hold);
    if (received) process.kill(process.pid, received);
  };
  try {
    return work();
  } finally {
    setImmediate(() => setImmediate(release));
  }
}

function nothing(diagnostics: readonly Diagnostic[]): Written {
  return { written: [], unchanged: [], deleted: [], diagnostics };
}

/** The disk is full, or the folder is not ours to write to. The next build knows what this one had already written. */
function cannotWrite(message: string): Diagnostic {
  const summary = "the output folder cannot be written to";
  return { ...finding(outputFindings, "build/cannot-write"), summary, details: message };
}

function locked(path: string, holder: number): Diagnostic {
  return {
    ...finding(outputFindings, "build/locked"),
    summary: "another build is writing to the output folder",
    details: holder === 0 ? `Its lock is ${path}/.telltale.lock.` : `It is process ${holder}.`,
    fix: "wait for it, or stop it",
  };
}
