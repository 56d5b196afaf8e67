import { writeFileSync } from "node:fs";
import { convertResults, type VitestFile } from "./vitest-results.js";

/** The JSON argument of this process, which runs the project's own Vitest and writes a `TypeScriptRun`. */
export interface VitestRequest {
  /** The URL of the project's module `vitest/node`. */
  readonly vitest: string;
  readonly root: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** A regular expression that selects tests by name. */
  readonly run: string | undefined;
  /** Milliseconds that a test or a hook may take. @default as the project configures it */
  readonly timeout?: number | undefined;
  /** The file to write the results to. */
  readonly results: string;
}

interface VitestNode {
  startVitest(mode: "test", filters: readonly string[], options: Readonly<Record<string, unknown>>): Promise<Vitest>;
}

interface Vitest {
  readonly state: { getFiles(): readonly VitestFile[]; getUnhandledErrors(): readonly unknown[] };
  close(): Promise<void>;
}

const request = JSON.parse(process.argv[2] ?? "") as VitestRequest;
const { startVitest } = (await import(request.vitest)) as VitestNode;
const vitest = await startVitest("test", request.files, {
  root: request.root,
  run: true,
  watch: false,
  // The configuration of Vitest may include other tests only.
  include: ["**/*.test.{ts,mts,js,mjs}"],
  ...(request.run === undefined ? {} : { testNamePattern: request.run }),
  ...(request.timeout === undefined ? {} : { testTimeout: request.timeout, hookTimeout: request.timeout }),
});
const { state } = vitest;
writeFileSync(request.results, JSON.stringify(convertResults(state.getFiles(), state.getUnhandledErrors())));
await vitest.close();
