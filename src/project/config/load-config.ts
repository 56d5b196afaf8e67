import { dirname } from "node:path";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Config } from "../../model/project/config.js";
import { locateInExport } from "../../source/locate-in-export.js";
import type { SourceFiles } from "../../source/source-files.js";
import { configFindings } from "../findings.js";
import { bundle } from "../modules/bundle.js";
import { evaluate } from "../modules/evaluate.js";
import { meaningProblems } from "./config-meaning.js";
import { type ConfigProblem, shapeProblems } from "./config-problems.js";
import { configShape } from "./config-shape.js";

export interface LoadedConfig {
  /** Undefined when it cannot be used. */
  readonly config: Config | undefined;
  /** The configuration and the project's files that it imports. */
  readonly sources: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs a project's configuration and checks what it says. */
export async function loadConfig(path: string, sourceFiles: SourceFiles): Promise<LoadedConfig> {
  const root = dirname(path);
  const compiled = await bundle(root, [path], sourceFiles.read);
  try {
    const evaluation = await evaluate(root, compiled, [path]);
    const sources = [...new Set([path, ...compiled.modules.keys()])];
    const failed = [...compiled.diagnostics, ...evaluation.diagnostics];
    const module = evaluation.modules[0];
    if (!module || hasErrors(failed)) return { config: undefined, sources, diagnostics: failed };
    const value = module.exports.default;
    const diagnostics: Diagnostic[] = [];
    for (const problem of problemsOf(value)) diagnostics.push(diagnosticOf(problem, path, sourceFiles));
    return { config: hasErrors(diagnostics) ? undefined : (value as Config), sources, diagnostics };
  } finally {
    compiled.remove();
  }
}

function problemsOf(value: unknown): readonly ConfigProblem[] {
  if (value === undefined) {
    const summary = "the configuration has no default export";
    const fix = "write `export default defineConfig({ … })`";
    return [{ id: "config/no-default-export", path: [], summary, fix }];
  }
  const problems = shapeProblems(value, configShape, []);
  return problems.length > 0 ? problems : meaningProblems(value as Config);
}

/** What is wrong with a value, where its key is right. */
const aboutValues: ReadonlySet<ConfigProblem["id"]> = new Set([
  "config/bad-duration",
  "config/bad-output",
  "config/bad-version",
  "config/unknown-data-source",
  "config/unknown-environment",
  "config/wrong-type",
  "config/wrong-value",
]);

function diagnosticOf(
  { id, path, summary, details, fix }: ConfigProblem,
  file: string,
  sources: SourceFiles,
): Diagnostic {
  return {
    ...finding(configFindings, id),
    summary,
    ...(details === undefined ? {} : { details }),
    ...(fix === undefined ? {} : { fix }),
    span: locateInExport(file, path, aboutValues.has(id) ? "value" : "key", sources),
  };
}
