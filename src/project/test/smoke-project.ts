import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import { testFindings } from "../../simulate/findings.js";
import { isRunFailed } from "../../simulate/report/run-counts.js";
import type { TestRun } from "../../simulate/report/test-run.js";
import type { LoadOptions } from "../config/open-project.js";
import { loadProject } from "../load/load-project.js";
import type { TestResult } from "./test.js";

export interface SmokeProjectOptions extends LoadOptions {
  /** Names of systems. @default all */
  readonly systems: readonly string[];
  /** Fail on warnings, too. */
  readonly strict?: boolean | undefined;
  /** The date on which allowances expire or not: `2026-11-21`. */
  readonly today: string;
}

/**
 * Evaluates every expression of a project's rules and panels on series generated from its catalogues.
 *
 * @example
 * const { passed, run } = await smokeProject({ cwd: process.cwd(), systems: ["shop"], today: "2026-11-21" });
 */
export async function smokeProject(options: SmokeProjectOptions): Promise<TestResult> {
  const start = performance.now();
  const loading = loadProject(options);
  const [{ compileProject }, { smoke }, { root, project, diagnostics, sourceFiles }] = await Promise.all([
    import("../../compile/index.js"),
    import("../../simulate/smoke/index.js"),
    loading,
  ]);
  const finish = (diagnostics: readonly Diagnostic[], outcome?: TestRun["smoke"]): TestResult => {
    const milliseconds = performance.now() - start;
    const none = { files: [], typescript: undefined, coverage: undefined };
    const run: TestRun = { ...none, diagnostics, smoke: outcome, milliseconds };
    return { run, passed: !isRunFailed(run, options.strict === true), root, readSource: sourceFiles.read };
  };
  if (!project || hasErrors(diagnostics)) return finish(diagnostics);
  const { today, systems } = options;
  const names = project.systems.map(({ name }) => name);
  const unknown = systems.filter((name) => !names.includes(name));
  if (unknown.length > 0) return finish(unknown.map((name) => unknownSystem(name, names)));
  const compiled = compileProject(project, { sources: sourceFiles });
  if (hasErrors(compiled.diagnostics)) return finish(compiled.diagnostics);
  return finish([], smoke(compiled, { today, ...(systems.length > 0 && { systems }) }));
}

function unknownSystem(name: string, names: readonly string[]): Diagnostic {
  return {
    ...finding(testFindings, "test/none-found"),
    summary: `the project has no system "${name}"`,
    fix: suggestion(name, names),
  };
}
