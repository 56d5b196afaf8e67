import { availableParallelism } from "node:os";
import { compileProject } from "../../compile/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { nearest } from "../../diagnostics/nearest.js";
import { collectMutants } from "../../mutate/collect-mutants.js";
import { mutationFindings } from "../../mutate/findings.js";
import type { Mutant } from "../../mutate/mutant.js";
import { isMutationFailed, type MutationRun } from "../../mutate/report/mutation-run.js";
import { testFindings } from "../../simulate/findings.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { loadProject } from "../load/load-project.js";
import { resolveVitest } from "../test/child-process.js";
import { findGivenTests, findProjectTests } from "../test/find-tests.js";
import { type FailedTest, runMutants } from "./run-mutants.js";

export interface MutateOptions extends LoadOptions {
  /** The name of an alert, a recording rule or a system to change. @default everything */
  readonly name?: string | undefined;
  /**
   * Test files, folders and patterns; only the systems that they simulate are changed. @default the tests of the project
   */
  readonly files: readonly string[];
  /** Called while it runs. */
  readonly onProgress: (progress: MutationProgress) => void;
}

export interface MutationProgress {
  readonly done: number;
  readonly total: number;
  readonly survived: number;
}

/** The outcome of mutation testing. */
export interface MutateResult {
  readonly run: MutationRun;
  readonly passed: boolean;
  /** The folder that relative paths in findings start from. */
  readonly root: string;
  readonly readSource: ReadSource;
}

/**
 * Changes the rules and routes of a project, one small change at a time, and finds the changes that no TypeScript test
 * notices.
 *
 * @example
 * const { run } = await mutateProject({ cwd: process.cwd(), files: [], onProgress: () => {} });
 */
export async function mutateProject(options: MutateOptions): Promise<MutateResult> {
  const start = performance.now();
  const { root, project, folders, diagnostics, sourceFiles } = await loadProject(options);
  const minimum = project?.config.mutation?.minimum ?? 0;
  const finish = (found: readonly Diagnostic[], outcome: Pick<MutationRun, "results" | "tests">): MutateResult => {
    const run = { ...outcome, diagnostics: found, minimum, milliseconds: performance.now() - start };
    return { run, passed: !isMutationFailed(run), root, readSource: sourceFiles.read };
  };
  const fail = (found: readonly Diagnostic[]) => finish(found, { results: [], tests: 0 });
  if (!project || hasErrors(diagnostics)) return fail(diagnostics);
  const compiled = compileProject(project, { sources: sourceFiles });
  if (hasErrors(compiled.diagnostics)) return fail(compiled.diagnostics);
  const found = options.files.length > 0 ? findGivenTests(options.files, options.cwd) : findProjectTests(folders, root);
  if (found.typescript.length === 0) return fail([...found.diagnostics, noTests()]);
  const all = collectMutants(compiled, sourceFiles);
  const mutants = selectMutants(all, options.name);
  if (mutants.length === 0) return fail([nothingToChange(options.name, all)]);
  const vitest = resolveVitest(root);
  if (vitest === undefined) return fail([noVitest()]);
  const processes = Math.min(availableParallelism(), mutants.length);
  const { onProgress } = options;
  const onlySimulated = options.files.length > 0;
  const outcome = await runMutants({
    ...{ vitest, root, files: found.typescript, onlySimulated, mutants, processes, onProgress },
  });
  if (outcome.failed.length === 0 && outcome.results.length === 0) return fail([nothingSimulated(options.name)]);
  return finish(outcome.failed.map(testFails), outcome);
}

/** Selects the changes to a rule, and to what it reads, or those of a system; all, without a name. */
function selectMutants(mutants: readonly Mutant[], name: string | undefined): readonly Mutant[] {
  if (name === undefined) return mutants;
  if (mutants.every(({ owner }) => owner !== name)) return mutants.filter(({ system }) => system === name);
  const keys = new Set(mutants.filter(({ owner }) => owner === name).flatMap(({ alerts }) => alerts));
  const isOwn = ({ owner, alerts }: Mutant) => owner === name || alerts.some((alert) => keys.has(alert));
  return mutants.filter((mutant) => isOwn(mutant) && mutant.alerts.some((alert) => keys.has(alert)));
}

function noTests(): Diagnostic {
  return {
    ...finding(testFindings, "test/none-found"),
    summary: "there are no TypeScript tests to notice a change",
    fix: "write one beside the definitions: a *.test.ts with telltale/testing",
  };
}

function noVitest(): Diagnostic {
  return {
    ...finding(mutationFindings, "mutation/tests-fail"),
    summary: "Vitest is not installed",
    fix: "run `npm install --save-dev vitest`",
  };
}

function nothingToChange(name: string | undefined, mutants: readonly Mutant[]): Diagnostic {
  const meant =
    name === undefined
      ? undefined
      : nearest(name, [...new Set(mutants.flatMap(({ owner, system }) => [owner, system]))]);
  return {
    ...finding(mutationFindings, "mutation/nothing-to-change"),
    summary:
      name === undefined
        ? "the project has no alerts and no routes"
        : `the project has no alert and no system "${name}"`,
    ...(meant !== undefined && { fix: `did you mean "${meant}"?` }),
  };
}

function nothingSimulated(name: string | undefined): Diagnostic {
  const changed = name === undefined ? "a system of the project" : `the system of "${name}"`;
  return {
    ...finding(mutationFindings, "mutation/nothing-to-change"),
    summary: `none of the given tests simulates ${changed}`,
    fix: "give the tests that do, or leave the files out to run all",
  };
}

function testFails({ file, test, message }: FailedTest): Diagnostic {
  const [line = ""] = message.split("\n");
  return {
    ...finding(mutationFindings, "mutation/tests-fail"),
    summary: `${test === "" ? "a file of tests" : `"${test}"`} fails without any change: ${line}`,
    details: "A test that fails anyway cannot tell whether a change is noticed.",
    fix: "run `telltale test` and mend it first",
    ...(file !== "" && { span: { file, start: { line: 1, column: 1 } } }),
  };
}
