import { writeFileSync } from "node:fs";
import { type VitestFile, vitestResults } from "./vitest-results.js";

/**
 * What a process of its own is to run in Vitest, the project's release of it. It comes as JSON in the first argument; the
 * process writes a `TypeScriptRun`.
 */
export interface VitestAsk {
  /** The URL of the module `vitest/node` that the project has. */
  readonly vitest: string;
  readonly root: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** A regular expression that the names of tests must match. */
  readonly run: string | undefined;
  /** Where the results are written to. */
  readonly results: string;
}

interface VitestNode {
  startVitest(mode: "test", filters: readonly string[], options: Readonly<Record<string, unknown>>): Promise<Vitest>;
}

interface Vitest {
  readonly state: { getFiles(): readonly VitestFile[]; getUnhandledErrors(): readonly unknown[] };
  close(): Promise<void>;
}

const ask = JSON.parse(process.argv[2] ?? "") as VitestAsk;
const { startVitest } = (await import(ask.vitest)) as VitestNode;
const vitest = await startVitest("test", ask.files, {
  root: ask.root,
  run: true,
  watch: false,
  // What the configuration of Vitest includes may be other tests only.
  include: ["**/*.test.{ts,mts,js,mjs}"],
  ...(ask.run === undefined ? {} : { testNamePattern: ask.run }),
});
const { state } = vitest;
writeFileSync(ask.results, JSON.stringify(vitestResults(state.getFiles(), state.getUnhandledErrors())));
await vitest.close();
