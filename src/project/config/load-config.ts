import { dirname } from "node:path";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { Config } from "../../model/project/config.js";
import type { ReadSource } from "../../source/locate.js";
import { bundle } from "../modules/bundle.js";
import { evaluate } from "../modules/evaluate.js";
import { meaningProblems } from "./config-meaning.js";
import { placeInConfig } from "./config-place.js";
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
export async function loadConfig(path: string, readSource: ReadSource): Promise<LoadedConfig> {
  const root = dirname(path);
  const compiled = await bundle(root, [path], readSource);
  try {
    const evaluation = await evaluate(root, compiled, [path]);
    const sources = [...new Set([path, ...compiled.modules.keys()])];
    const failed = [...compiled.diagnostics, ...evaluation.diagnostics];
    const module = evaluation.modules[0];
    if (!module || hasErrors(failed)) return { config: undefined, sources, diagnostics: failed };
    const value = module.exports.default;
    const diagnostics: Diagnostic[] = [];
    for (const problem of problemsOf(value)) diagnostics.push(await diagnosticOf(problem, path, readSource));
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
const aboutValues: ReadonlySet<string> = new Set([
  "config/bad-duration",
  "config/bad-output",
  "config/bad-version",
  "config/unknown-data-source",
  "config/unknown-environment",
  "config/wrong-type",
  "config/wrong-value",
]);

async function diagnosticOf(
  { id, path, summary, details, fix }: ConfigProblem,
  file: string,
  readSource: ReadSource,
): Promise<Diagnostic> {
  return {
    id,
    severity: "error",
    summary,
    ...(details === undefined ? {} : { details }),
    ...(fix === undefined ? {} : { fix }),
    span: await placeInConfig(file, readSource(file) ?? "", path, aboutValues.has(id) ? "value" : "key"),
  };
}
