import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { codeFolder } from "../../package-folder.js";
import type { TypeScriptRun } from "../../simulate/report/test-run.js";
import type { VitestAsk } from "./vitest-child.js";

export interface TypeScriptTestOptions {
  readonly root: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** A regular expression that the names of tests must match. */
  readonly run: string | undefined;
  /** Where what Vitest prints while it runs goes: its standard output is this descriptor. */
  readonly output: number;
  /** Whether that is coloured. */
  readonly color: boolean;
}

const child = fileURLToPath(new URL("project/test/vitest-child.js", codeFolder));

/** Runs tests that are written in TypeScript, in the Vitest that the project has installed. */
export async function runTypeScriptTests(options: TypeScriptTestOptions): Promise<TypeScriptRun> {
  const vitest = vitestOf(options.root);
  if (vitest === undefined) return failed("Vitest is not installed in this project: npm install --save-dev vitest");
  const { results, exit, stopped } = await runVitest(vitest, options);
  if (stopped) return endBy(stopped);
  if (results === undefined) return failed(`Vitest ended with exit code ${exit}, without results`);
  return withExit(JSON.parse(results) as TypeScriptRun, exit);
}

async function runVitest(vitest: string, { root, files, run, output, color }: TypeScriptTestOptions) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-test-"));
  try {
    const results = join(folder, "results.json");
    const ask: VitestAsk = { vitest, root, files, run, results };
    const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
    const env = { ...rest, ...(color ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) };
    const stdio: StdioOptions = ["ignore", output, "inherit"];
    const end = await ended(spawn(process.execPath, [child, JSON.stringify(ask)], { cwd: root, env, stdio }));
    return { ...end, results: textOf(results) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitestOf(root: string): string | undefined {
  try {
    return pathToFileURL(createRequire(join(root, "package.json")).resolve("vitest/node")).href;
  } catch (error) {
    if (!/^(?:MODULE_NOT_FOUND|ERR_)/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return undefined;
  }
}

interface Ended {
  readonly exit: number;
  /** The signal that came in meanwhile, which was passed on to the process. */
  readonly stopped: NodeJS.Signals | undefined;
}

function ended(started: ChildProcess): Promise<Ended> {
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

/** Ends this process as the signal would have ended it, had there been nothing to clear away first. */
function endBy(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  return new Promise(() => {});
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** A run in which no test failed, but Vitest did, has an error that says so. */
function withExit(run: TypeScriptRun, exit: number): TypeScriptRun {
  const isTold = run.errors.length > 0 || run.tests.some(({ state }) => state === "failed");
  if (isTold || exit === 0) return run;
  return {
    ...run,
    errors: [{ file: undefined, message: `Vitest ended with exit code ${exit}, though no test failed` }],
  };
}

function failed(message: string): TypeScriptRun {
  return { tests: [], errors: [{ file: undefined, message }] };
}
