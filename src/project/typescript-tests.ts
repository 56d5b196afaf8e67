import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { TypeScriptError, TypeScriptRun, TypeScriptTest } from "../simulate/report/tested.js";
import { parseJson } from "./parse-json.js";
import type { VitestAsk } from "./vitest-child.js";

export interface TypeScriptTestOptions {
  readonly root: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** A regular expression that the names of tests must match. */
  readonly run: string | undefined;
  /** Where what Vitest prints while it runs goes: its standard output is this descriptor. */
  readonly output: number;
}

const child = fileURLToPath(new URL("./vitest-child.js", import.meta.url));

/** Runs tests that are written in TypeScript, in the Vitest that the project has installed. */
export async function runTypeScriptTests(options: TypeScriptTestOptions): Promise<TypeScriptRun> {
  const vitest = vitestOf(options.root);
  if (vitest === undefined) return failed("Vitest is not installed in this project: npm install --save-dev vitest");
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-test-"));
  const results = join(folder, "results.json");
  try {
    const { root, files, run, output } = options;
    const ask: VitestAsk = { vitest, root, files, run, results };
    const stdio = ["ignore", output, "inherit"] as const;
    const exit = await ended(spawn(process.execPath, [child, JSON.stringify(ask)], { cwd: root, stdio: [...stdio] }));
    const written = parseJson(textOf(results) ?? "");
    return isResults(written) ? runOf(written, exit) : failed(`Vitest ended with exit code ${exit}, without results`);
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

/** Waits for the end of a process. Ctrl-C ends it, and what waits for it. */
function ended(process_: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const signals = ["SIGINT", "SIGTERM"] as const;
    const stop = (signal: NodeJS.Signals) => process_.kill(signal);
    for (const signal of signals) process.on(signal, stop);
    process_.once("error", reject);
    process_.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, stop);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** What Vitest's reporter for programs writes, as far as it is of use here. */
interface VitestResults {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: "passed" | "failed";
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly duration?: number | null;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

function isResults(value: unknown): value is VitestResults {
  return typeof value === "object" && value !== null && Array.isArray((value as VitestResults).testResults);
}

function runOf({ testResults, success }: VitestResults, exit: number): TypeScriptRun {
  const tests: TypeScriptTest[] = [];
  const errors: TypeScriptError[] = [];
  for (const { name: file, status, message, assertionResults } of testResults) {
    for (const { fullName: name, status: state, duration, failureMessages } of assertionResults) {
      tests.push({ file, name, state: stateOf(state), milliseconds: duration ?? 0, messages: failureMessages ?? [] });
    }
    const isTold = assertionResults.some((result) => result.status === "failed");
    if (status === "failed" && !isTold) errors.push({ file, message: message || "the file cannot be run" });
  }
  const isTold = errors.length > 0 || tests.some(({ state }) => state === "failed");
  if (!isTold && (!success || exit !== 0)) {
    errors.push({ file: undefined, message: `Vitest ended with exit code ${exit}, though no test failed` });
  }
  return { tests, errors };
}

function stateOf(status: string): TypeScriptTest["state"] {
  return status === "passed" || status === "failed" ? status : "skipped";
}

function failed(message: string): TypeScriptRun {
  return { tests: [], errors: [{ file: undefined, message }] };
}
