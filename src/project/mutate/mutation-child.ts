import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type MutationRequest, requestVariable } from "./mutation-messages.js";

interface VitestNode {
  startVitest(mode: "test", filters: readonly string[], options: Readonly<Record<string, unknown>>): Promise<unknown>;
}

// Runs the project's own Vitest, once, with a runner that goes on to run the tests with each mutant.
const request = JSON.parse(readFileSync(process.env[requestVariable] ?? "", "utf8")) as MutationRequest;
const { startVitest } = (await import(request.vitest)) as VitestNode;
await startVitest("test", request.files, {
  root: request.root,
  run: true,
  watch: false,
  include: ["**/*.test.{ts,mts,js,mjs}"],
  runner: fileURLToPath(new URL("mutation-runner.js", import.meta.url)),
  // One thread that keeps its modules runs all files, so that a mutant is tried against tests of any file.
  pool: "threads",
  isolate: false,
  fileParallelism: false,
  maxWorkers: 1,
  minWorkers: 1,
  reporters: [{}],
  silent: true,
  coverage: { enabled: false },
});
// All messages are written: waiting for threads to end would only take time.
process.exit();
