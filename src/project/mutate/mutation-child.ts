import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type MutationMessage, type MutationRequest, requestVariable } from "./mutation-messages.js";

interface VitestNode {
  startVitest(mode: "test", filters: readonly string[], options: Readonly<Record<string, unknown>>): Promise<unknown>;
}

interface VitestProject {
  readonly name: string;
  readonly config: { runner?: string };
}

interface TestSpecification {
  readonly moduleId: string;
  readonly project: VitestProject;
}

// Runs the project's own Vitest, once, with a runner that goes on to run the tests with each mutant.
const request = JSON.parse(readFileSync(process.env[requestVariable] ?? "", "utf8")) as MutationRequest;
/** A machine that is busy with mutants must not fail a test. A test can set a limit of its own. */
const maxMilliseconds = 60_000;
const runner = fileURLToPath(new URL("mutation-runner.js", import.meta.url));
const { startVitest } = (await import(request.vitest)) as VitestNode;
const reporter = {
  /** The projects of a configuration do not take the runner from the command. */
  onInit({ projects }: { readonly projects: readonly VitestProject[] }): void {
    for (const { config } of projects) config.runner = runner;
  },
  /** Each project runs its files in a thread of its own, which must know when it has run all of them. */
  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const counts: Record<string, number> = {};
    for (const { project } of specifications) counts[project.name] = (counts[project.name] ?? 0) + 1;
    writeFileSync(request.fileCounts, JSON.stringify(counts));
    const included = new Set(specifications.map(({ moduleId }) => moduleId));
    const [left] = request.files.filter((file) => !included.has(file));
    if (left === undefined) return;
    const message = "no project of the Vitest configuration includes it";
    const failed: MutationMessage = { kind: "failed", file: left, test: "", message };
    appendFileSync(request.messages, `${JSON.stringify(failed)}\n`);
  },
};
await startVitest("test", request.files, {
  root: request.root,
  run: true,
  watch: false,
  include: ["**/*.test.{ts,mts,js,mjs}"],
  runner,
  testTimeout: maxMilliseconds,
  hookTimeout: maxMilliseconds,
  // One thread that keeps its modules runs all files, so that a mutant is tried against tests of any file.
  pool: "threads",
  isolate: false,
  fileParallelism: false,
  maxWorkers: 1,
  minWorkers: 1,
  reporters: [reporter],
  silent: true,
  coverage: { enabled: false },
});
// All messages are written: waiting for threads to end would only take time.
process.exit();
