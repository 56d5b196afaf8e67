import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Returns the URL of the module `vitest/node` that a project has installed; undefined if it has none. */
export function resolveVitest(root: string): string | undefined {
  try {
    return pathToFileURL(createRequire(join(root, "package.json")).resolve("vitest/node")).href;
  } catch (error) {
    if (!/^(?:MODULE_NOT_FOUND|ERR_)/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return undefined;
  }
}

export interface ProcessExit {
  readonly exit: number;
  /** The signal that was received meanwhile and passed on to the process. */
  readonly stopped: NodeJS.Signals | undefined;
}

/** Waits for a process to end. Signals to this process end that one. */
export function waitForExit(started: ChildProcess): Promise<ProcessExit> {
  return new Promise((resolve, reject) => {
    let stopped: NodeJS.Signals | undefined;
    const signals = ["SIGINT", "SIGTERM"] as const;
    const stop = (signal: NodeJS.Signals) => {
      stopped = signal;
      started.kill(signal);
    };
    for (const signal of signals) process.on(signal, stop);
    started.once("error", reject);
    started.once("exit", (code) => {
      for (const signal of signals) process.off(signal, stop);
      resolve({ exit: code ?? 1, stopped });
    });
  });
}

/** Exits as the signal would have, after the temporary files have been removed. */
export function exitBySignal(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  return new Promise(() => {});
}
