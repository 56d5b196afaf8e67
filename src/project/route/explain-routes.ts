import { resolve } from "node:path";
import { compileProject } from "../../compile/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { readAlertmanager } from "../../formats/alertmanager/index.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { explainRoute } from "../../routing/explain-route.js";
import type { Labels } from "../../routing/label-test.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { openSourceFiles } from "../files/source-files.js";
import { loadProject } from "../load/load-project.js";

export interface RouteOptions extends LoadOptions {
  /** A configuration of Alertmanager. @default those of the project */
  readonly file: string | undefined;
  readonly labels: Labels;
}

export interface RouteResult {
  /** Undefined if a configuration cannot be read. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly root: string;
  readonly readSource: ReadSource;
}

/** Explains the path of an alert through a configuration, or through all those of the project. */
export async function explainRoutes({ file, labels, ...options }: RouteOptions): Promise<RouteResult> {
  if (file !== undefined) return explainFile(file, labels, options);
  const { root, project, diagnostics: loading, sourceFiles } = await loadProject(options);
  const base = { root, readSource: sourceFiles.read };
  if (!project || hasErrors(loading)) return { ...base, text: undefined, diagnostics: loading };
  const { artifacts, diagnostics } = compileProject(project, { sources: sourceFiles });
  if (hasErrors(diagnostics)) return { ...base, text: undefined, diagnostics };
  const texts = artifacts.flatMap((artifact) => {
    if (artifact.kind !== "alertmanager") return [];
    const version = releaseOrDefault("alertmanager", artifact.settings.versions.alertmanager);
    return [`${artifact.path}\n${explainRoute(artifact.value, labels, version)}`];
  });
  return { ...base, text: texts.join("\n"), diagnostics: [] };
}

function explainFile(
  file: string,
  labels: Labels,
  { cwd, versions }: Pick<LoadOptions, "cwd" | "versions">,
): RouteResult {
  const { read: readSource } = openSourceFiles(cwd);
  const version = releaseOrDefault("alertmanager", versions?.alertmanager);
  const base = { root: cwd, readSource };
  const text = readSource(resolve(cwd, file));
  if (text === undefined) return { ...base, text: undefined, diagnostics: [] };
  const { config, diagnostics } = readAlertmanager(text, { file: resolve(cwd, file), version });
  if (config === undefined || hasErrors(diagnostics)) return { ...base, text: undefined, diagnostics };
  return { ...base, text: explainRoute(config.data, labels, version), diagnostics: [] };
}
