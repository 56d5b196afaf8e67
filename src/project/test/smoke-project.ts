import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { testFindings } from "../../simulate/findings.js";
import { isRunFailed } from "../../simulate/report/run-counts.js";
import type { TestRun } from "../../simulate/report/test-run.js";
import { type LoadOptions, loadProject } from "../load/load-project.js";
import type { Tested } from "./test.js";

export interface SmokeProjectOptions extends LoadOptions {
  /** Only these systems. @default all */
  readonly systems: readonly string[];
  /** Warnings fail, too. */
  readonly strict?: boolean | undefined;
  /** The day that allowances with a date are judged by: `2026-11-21`. */
  readonly today: string;
}

/**
 * Runs every expression of a project's rules and panels over series that are made up from its catalogues.
 *
 * @example
 * const { passed, run } = await smokeProject({ cwd: process.cwd(), systems: ["shop"], today: "2026-11-21" });
 */
export async function smokeProject(options: SmokeProjectOptions): Promise<Tested> {
  const began = performance.now();
  const loading = loadProject(options);
  const [{ compileProject }, { smoke }, { root, project, diagnostics, sourceFiles }] = await Promise.all([
    import("../../compile/index.js"),
    import("../../simulate/smoke/index.js"),
    loading,
  ]);
  const finish = (found: readonly Diagnostic[], outcome?: TestRun["smoke"]): Tested => {
    const milliseconds = performance.now() - began;
    const none = { files: [], typescript: undefined, coverage: undefined };
    const run: TestRun = { ...none, diagnostics: found, smoke: outcome, milliseconds };
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
    fix: `its systems are ${names.join(", ")}`,
  };
}
