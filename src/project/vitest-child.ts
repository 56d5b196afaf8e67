/**
 * A process of its own that runs tests in Vitest, whose version is the project's. What to run comes as JSON in the
 * first argument.
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
  startVitest(
    mode: "test",
    filters: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ close(): Promise<void> } | undefined>;
}

const ask = JSON.parse(process.argv[2] ?? "") as VitestAsk;
const { startVitest } = (await import(ask.vitest)) as VitestNode;
const vitest = await startVitest("test", ask.files, {
  root: ask.root,
  run: true,
  watch: false,
  // What the configuration of Vitest includes may be other tests only.
  include: ["**/*.test.{ts,mts,js,mjs}"],
  reporters: ["default", "json"],
  outputFile: { json: ask.results },
  ...(ask.run === undefined ? {} : { testNamePattern: ask.run }),
});
await vitest?.close();
