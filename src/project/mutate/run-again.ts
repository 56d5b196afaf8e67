/** The parts of Vitest's test that running it again takes. */
export interface RunnableTest {
  readonly name: string;
  readonly file: HookedSuite & { readonly filepath: string };
  readonly suite?: HookedSuite;
  readonly context: unknown;
  readonly result?: TaskResult;
  readonly fails?: boolean;
}

/** A suite, or the file that holds all others. */
export interface HookedSuite {
  readonly name: string;
  readonly suite?: HookedSuite;
  readonly filepath?: string;
  readonly result?: TaskResult;
}

interface TaskResult {
  readonly state?: string;
  readonly duration?: number;
  readonly errors?: readonly { readonly message?: string }[];
}

type Callback = (...parameters: readonly unknown[]) => unknown;

interface Hooks {
  readonly beforeAll: readonly Callback[];
  readonly afterAll: readonly Callback[];
  readonly beforeEach: readonly Callback[];
  readonly afterEach: readonly Callback[];
}

/** Vitest's accessors of the functions behind a test. */
export interface TestFunctions {
  getFn(test: unknown): Callback;
  getHooks(suite: unknown): Hooks;
}

interface TryHooks {
  onBeforeTryTask?(test: unknown, options?: unknown): unknown;
  onAfterTryTask?(test: unknown, options?: unknown): unknown;
}

/** Finds the accessors in this release of Vitest: static members of its runner since 4.1. */
export async function testFunctions(vitest: object): Promise<TestFunctions> {
  const { TestRunner } = vitest as {
    readonly TestRunner?: {
      readonly getTestFn: TestFunctions["getFn"];
      readonly getSuiteHooks: TestFunctions["getHooks"];
    };
  };
  if (TestRunner) return { getFn: TestRunner.getTestFn, getHooks: TestRunner.getSuiteHooks };
  return (await import("vitest/suite")) as unknown as TestFunctions;
}

/** Runs a test with all hooks around it, as the first run did. Returns true if it passes. */
export async function runAgain(
  test: RunnableTest,
  runner: TryHooks,
  { getFn, getHooks }: TestFunctions,
): Promise<boolean> {
  const suites = suitesOf(test).map((suite) => ({ suite, hooks: getHooks(suite) }));
  const cleanups: Callback[] = [];
  let hasPassed = true;
  const attempt = async (act: () => unknown) => {
    try {
      const returned = await act();
      if (typeof returned === "function") cleanups.push(returned as Callback);
    } catch {
      hasPassed = false;
    }
  };
  for (const { suite, hooks } of suites) {
    for (const hook of hooks.beforeAll) if (hasPassed) await attempt(() => hook(suite));
  }
  if (hasPassed) {
    await attempt(() => runner.onBeforeTryTask?.(test, { retry: 0, repeats: 0 }));
    for (const { suite, hooks } of suites) {
      for (const hook of hooks.beforeEach) if (hasPassed) await attempt(() => hook(test.context, suite));
    }
    if (hasPassed) await attempt(async () => void (await getFn(test)()));
    if (hasPassed) await attempt(() => runner.onAfterTryTask?.(test, { retry: 0, repeats: 0 }));
  }
  // A test that is marked to fail notices a change by passing.
  const isAsExpected = test.fails === true ? !hasPassed : hasPassed;
  for (const { suite, hooks } of suites.toReversed()) {
    for (const hook of hooks.afterEach) await attempt(() => hook(test.context, suite));
  }
  for (const cleanup of cleanups.splice(0).toReversed()) await attempt(() => cleanup());
  for (const { suite, hooks } of suites.toReversed())
    for (const hook of hooks.afterAll) await attempt(() => hook(suite));
  return isAsExpected;
}

/** The suites around a test, outermost first. */
function suitesOf(test: RunnableTest): readonly HookedSuite[] {
  const suites: HookedSuite[] = [];
  for (let suite = test.suite; suite; suite = suite.suite) suites.unshift(suite);
  return suites[0] === test.file ? suites : [test.file, ...suites];
}
