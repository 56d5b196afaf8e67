import { posix } from "node:path";
import { CheckMemory, checkProject } from "../../check/index.js";
import type { Artifact, CompiledRunbook } from "../../compile/compiled.js";
import {
  CompileMemory,
  compileProject,
  generatedPages,
  Memo,
  type ReferencePage,
  type RoutingPage,
  renderArtifact,
  renderReference,
  renderRoutingPages,
} from "../../compile/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Config } from "../../model/project/config.js";
import type { Project } from "../../model/project/project.js";
import { allFindings } from "../all-findings.js";
import { appliedPolicies } from "../check/applied-policies.js";
import { levelsOf, setLevels } from "../check/finding-levels.js";
import { findAlertmanagerConflicts } from "../config/alertmanager-problems.js";
import { defaultFolders } from "../config/default-folders.js";
import { checkEnvironmentNames } from "../config/environment-names.js";
import { findSharedGrafana } from "../config/shared-grafana.js";
import { checkBudgets } from "../cost/check-budgets.js";
import { CostMemory, renderCostPages } from "../cost/cost-page.js";
import { estimateCosts } from "../cost/project-costs.js";
import { loadFindings } from "../findings.js";
import type { LoadedProject } from "../load/load-project.js";
import type { OutputFile } from "../output/plan-output.js";
import { type RenderedPage, renderRunbooks } from "./render-runbooks.js";
import { runbookFolder, runbookPath, writtenPages } from "./runbook-folder.js";
import { renderSloTests } from "./slo-tests.js";

export interface RenderOptions {
  /** @default all environments */
  readonly environments?: readonly string[] | undefined;
  /** The date on which allowances expire or not: `2026-11-21`. */
  readonly today: string;
}

/** The files of a project, and its findings. */
export interface RenderedFiles {
  readonly diagnostics: readonly Diagnostic[];
  /** The files to write; undefined if there are errors. */
  readonly files: readonly OutputFile[] | undefined;
  /** The pages to write, and their folder. */
  readonly runbooks: PageFolder | undefined;
  /** The pages of the reference, and their folder; undefined without one. */
  readonly reference: PageFolder | undefined;
}

/** A folder of pages, relative to the project. */
interface PageFolder {
  readonly path: string;
  readonly files: readonly OutputFile[];
}

/** Compiled artifacts and rendered files, kept for the next build of a process. */
export class RenderMemory {
  readonly compile = new CompileMemory();
  readonly check = new CheckMemory();
  readonly files = new WeakMap<Artifact, OutputFile>();
  readonly pages = new WeakMap<CompiledRunbook, RenderedPage>();
  readonly reference = new Memo<readonly ReferencePage[]>();
  readonly routing = new Memo<RoutingPage>();
  readonly cost = new CostMemory();
}

/** Compiles and checks a loaded project, and renders its files if there are no errors. */
export function renderFiles(
  project: Project,
  loaded: LoadedProject,
  options: RenderOptions,
  memory?: RenderMemory,
): RenderedFiles {
  const { diagnostics, artifacts, pages, reference } = compileAndCheck(project, loaded, options, memory);
  if (hasErrors(diagnostics)) return { diagnostics, files: undefined, runbooks: undefined, reference: undefined };
  const runbooks = { path: runbookPath(project.config), files: pages };
  return { diagnostics, files: renderArtifacts(artifacts, memory?.files), runbooks, reference };
}

/** Returns only what is left to do, so that the memory of the rest is free while files are rendered. */
export function compileAndCheck(
  project: Project,
  loaded: LoadedProject,
  { today, ...options }: RenderOptions,
  memory?: RenderMemory,
) {
  const { config, systems } = project;
  const { root, sourceFiles } = loaded;
  const unknown = checkEnvironmentNames(options.environments ?? [], config);
  const environments = unknown.length === 0 ? options.environments : undefined;
  const compiled = compileProject(project, { environments, sources: sourceFiles, memory: memory?.compile });
  const complete = loaded.diagnostics.length === 0;
  const pages = new Set([...generatedPages(systems), ...writtenPages(runbookFolder(root, runbookPath(config)))]);
  const checked = checkProject(project, compiled, {
    today,
    findings: allFindings,
    complete,
    pages,
    memory: memory?.check,
    ...appliedPolicies(config, root),
  });
  const none = complete ? noneFound(loaded.files, config) : [];
  const place = { root, configPath: loaded.configPath!, sourceFiles };
  const shared = findSharedGrafana(compiled.artifacts, place);
  const conflicts = complete ? findAlertmanagerConflicts(project, place) : [];
  const hasBudgets = complete && config.cost?.systems !== undefined;
  const budgets = hasBudgets
    ? checkBudgets(project, place, estimateCosts(project, compiled.artifacts, memory?.cost.costs))
    : [];
  const found = [
    ...loaded.diagnostics,
    ...budgets,
    ...none,
    ...unknown,
    ...shared,
    ...conflicts,
    ...compiled.diagnostics,
    ...checked,
  ];
  const rendered = renderRunbooks(compiled.runbooks, config, place, loaded.sources, memory?.pages);
  const diagnostics = setLevels([...found, ...rendered.diagnostics], levelsOf(config, root));
  const reference = hasErrors(diagnostics) ? undefined : referenceOf(compiled.artifacts, project, memory);
  const artifacts = writtenArtifacts(compiled.artifacts, environments);
  return { diagnostics, artifacts, pages: rendered.files, reference };
}

/**
 * The pages that list the alerts, metrics and objectives of each system and what they cost, and the routes of each
 * Alertmanager, if the configuration has a folder for them.
 */
function referenceOf(
  artifacts: readonly Artifact[],
  project: Project,
  memory: RenderMemory | undefined,
): PageFolder | undefined {
  const { config } = project;
  if (config.reference === undefined) return undefined;
  const path = posix.normalize(config.reference.output).replace(/\/+$/, "");
  const pages = renderReference(artifacts, posix.relative(path, runbookPath(config)), memory?.reference);
  const costs = renderCostPages(project, artifacts, memory?.cost);
  return { path, files: [...pages, ...costs, ...renderRoutingPages(artifacts, config, memory?.routing)] };
}

/** An Alertmanager of several environments is written with all of them: a build of some leaves it alone. */
function writtenArtifacts(artifacts: readonly Artifact[], environments: readonly string[] | undefined): Artifact[] {
  const isWritten = ({ path }: Artifact) => environments?.includes(path.slice(0, path.indexOf("/"))) ?? true;
  return artifacts.filter(isWritten);
}

/** Takes the artifacts out of their list one by one: a large project has memory for their data or for their text. */
function renderArtifacts(artifacts: Artifact[], known?: WeakMap<Artifact, OutputFile>): readonly OutputFile[] {
  const files: OutputFile[] = artifacts.flatMap(renderSloTests);
  const copied = new Set(artifacts.map(originalOf).filter((original, index) => original !== artifacts[index]));
  const texts = new Map<Artifact, string>();
  artifacts.reverse();
  for (let artifact = artifacts.pop(); artifact; artifact = artifacts.pop()) {
    const original = originalOf(artifact);
    const file = known?.get(artifact) ?? { path: artifact.path, text: texts.get(original) ?? renderArtifact(original) };
    if (copied.has(original)) texts.set(original, file.text);
    known?.set(artifact, file);
    files.push(file);
  }
  return files;
}

/** The artifact whose text a file of a collection repeats, or itself. */
function originalOf(artifact: Artifact): Artifact {
  return (artifact.kind === "collection file" && artifact.copyOf) || artifact;
}

/** A project without definitions builds nothing, which would look like success. */
function noneFound(files: readonly string[], { definitions }: Config): readonly Diagnostic[] {
  if (files.length > 0) return [];
  return [
    {
      ...finding(loadFindings, "definition/none-found"),
      summary: "the project has no definition file",
      details: `Telltale searches ${(definitions ?? defaultFolders).join(", ")} for .ts, .mts, .js and .mjs files.`,
      fix:
        definitions === undefined
          ? "write one there, or name other folders with `definitions` in the configuration"
          : "write one there, or correct `definitions` in the configuration",
    },
  ];
}
