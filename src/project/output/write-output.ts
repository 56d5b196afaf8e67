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

/** A folder, and all the files that belong in it. */
export interface OutputTarget {
  readonly folder: OutputFolder;
  readonly files: readonly OutputFile[];
  readonly options?: PlanOptions;
  /** Precedes its paths in the result. */
  readonly prefix?: string;
}

/**
 * Writes the files of a build that changed, and deletes files of earlier builds that are no longer generated. Writes
 * nothing if a file to overwrite or delete was edited, or was not written by a build.
 */
export function writeOutput(path: string, files: readonly OutputFile[], options: PlanOptions = {}): WriteResult {
  return writeOutputs([{ folder: new OutputFolder(path), files, options }]);
}

/** Writes the files of several folders, or of none of them if there is a problem in one. */
export function writeOutputs(targets: readonly OutputTarget[]): WriteResult {
  const locks: { readonly release: () => void }[] = [];
  let current = targets[0]!.folder;
  try {
    // A folder that no build has written to gets not even a lock if there is a problem.
    const previews = targets
      .filter(({ folder }) => folder.obstacle() !== undefined || folder.read(manifestName).kind === "missing")
      .flatMap(({ folder, files, options }) => planOutput(folder, files, options).diagnostics);
    if (hasErrors(previews)) return refuse(previews);
    for (const { folder } of targets) {
      current = folder;
      const lock = acquireLock(folder.path);
      if ("heldBy" in lock) return refuse([locked(folder, lock.heldBy)]);
      locks.push(lock);
    }
    const plans = targets.map((target) => ({ target, plan: planOutput(target.folder, target.files, target.options) }));
    const problems = plans.flatMap(({ plan }) => plan.diagnostics);
    if (hasErrors(problems)) return refuse(problems);
    return deferSignals(() => {
      const results = plans.map(({ target, plan }) => {
        current = target.folder;
        return executePlan(target, plan);
      });
      return {
        written: results.flatMap(({ written }) => written),
        unchanged: results.flatMap(({ unchanged }) => unchanged),
        deleted: results.flatMap(({ deleted }) => deleted),
        diagnostics: [],
      };
    });
  } catch (error) {
    return refuse([cannotWrite(current, describeSystemError(error))]);
  } finally {
    for (const { release } of locks) release();
  }
}

/** Saves the new manifest first, so that the build after a killed one knows which files are its own. */
function executePlan({ folder, prefix = "" }: OutputTarget, plan: OutputPlan): WriteResult {
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
    written: plan.write.map((file) => `${prefix}${file.path}`),
    unchanged: plan.unchanged.map((path) => `${prefix}${path}`),
    deleted: plan.remove.map((path) => `${prefix}${path}`),
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
function cannotWrite({ path, role }: OutputFolder, message: string): Diagnostic {
  return {
    ...finding(outputFindings, "build/cannot-write"),
    summary: `cannot write to the ${role.name} "${basename(path)}"`,
    details: message,
    fix: "check its permissions and the free space on its disk",
  };
}

function locked({ path, role }: OutputFolder, holder: number): Diagnostic {
  return {
    ...finding(outputFindings, "build/locked"),
    summary: `another build is writing to the ${role.name}`,
    details: holder === 0 ? `It holds ${path}/.telltale.lock.` : `Its process id is ${holder}.`,
    fix: "wait until it has finished, or stop it",
  };
}
