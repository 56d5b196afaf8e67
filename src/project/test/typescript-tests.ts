import { type StdioOptions, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeFolder } from "../../package-folder.js";
import type { TypeScriptRun } from "../../simulate/report/test-run.js";
import { exitBySignal, resolveVitest, waitForExit } from "./child-process.js";
import type { VitestRequest } from "./vitest-child.js";

export interface TypeScriptTestOptions {
  readonly root: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** A regular expression that selects tests by name. */
  readonly run: string | undefined;
  /** The file descriptor that Vitest prints to while it runs. */
  readonly output: number;
  /** Print in colour. */
  readonly color: boolean;
  /** Environment variables of the processes that run the tests, besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds that a test or a hook may take. @default as the project configures it */
  readonly timeout?: number;
}

const child = fileURLToPath(new URL("project/test/vitest-child.js", codeFolder));

/** Runs TypeScript tests with the Vitest that the project has installed. */
export async function runTypeScriptTests(options: TypeScriptTestOptions): Promise<TypeScriptRun> {
  const vitest = resolveVitest(options.root);
  if (vitest === undefined) return failed("Vitest is not installed: run `npm install --save-dev vitest`");
  const { results, exit, stopped } = await runVitest(vitest, options);
  if (stopped) return exitBySignal(stopped);
  if (results === undefined) return failed(`Vitest exited with code ${exit} without results`);
  return checkExitCode(JSON.parse(results) as TypeScriptRun, exit);
}

async function runVitest(vitest: string, options: TypeScriptTestOptions) {
  const { root, files, run, output, color, environment, timeout } = options;
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-test-"));
  try {
    const results = join(folder, "results.json");
    const request: VitestRequest = { vitest, root, files, run, timeout, results };
    const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
    const env = { ...rest, ...(color ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }), ...environment };
    const stdio: StdioOptions = ["ignore", output, "inherit"];
    const end = await waitForExit(spawn(process.execPath, [child, JSON.stringify(request)], { cwd: root, env, stdio }));
    return { ...end, results: readOptional(results) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return undefined;
  }
}

/** Adds an error if Vitest failed although no test did. */
function checkExitCode(run: TypeScriptRun, exit: number): TypeScriptRun {
  const isReported = run.errors.length > 0 || run.tests.some(({ state }) => state === "failed");
  if (isReported || exit === 0) return run;
  return {
    ...run,
    errors: [{ file: undefined, message: `Vitest exited with code ${exit}, although no test failed` }],
  };
}

function failed(message: string): TypeScriptRun {
  return { tests: [], errors: [{ file: undefined, message }] };
}
