import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../diagnostics/order.js";
import { findAlertmanager } from "../model/project/alertmanagers.js";
import { environmentsOf, type Project, resolveSettings } from "../model/project/project.js";
import { soundProject } from "../model/project/sound-project.js";
import { SourceFiles } from "../source/source-files.js";
import { compileSubtree, composeAlertmanagers, type Subtree } from "./alertmanager/index.js";
import { checkOptions } from "./check-options.js";
import type { Artifact, CompileResult } from "./compiled.js";
import { compileDashboards, type Dashboards } from "./grafana/index.js";
import { compileRules } from "./prometheus/rules.js";
import { QueryCache } from "./query/query-cache.js";
import { checkQuotedNames } from "./query/quoted-names.js";
import { RunbookCollector } from "./runbooks/index.js";
import { createScope, reportError, type Scope, type Subject } from "./scope.js";
import { checkServices } from "./services.js";
import { sortBy } from "./sort-by.js";

export interface CompileOptions {
  /** Default: all environments. */
  readonly environments?: readonly string[] | undefined;
  /** The source files, so that problems point into them. */
  readonly sources?: SourceFiles;
}

/**
 * Compiles a project to its artifacts, for every environment. The same definitions give the same artifacts, in any
 * order.
 *
 * @example
 * const { artifacts, diagnostics } = compileProject({ config, systems: [qnt9] });
 * for (const artifact of artifacts) console.log(artifact.path, renderArtifact(artifact));
 */
export function compileProject(project: Project, options: CompileOptions = {}): CompileResult {
  const { sources = new SourceFiles(() => undefined), environments } = options;
  const artifacts: Artifact[] = [];
  const queries = new QueryCache();
  const runbooks = new RunbookCollector();
  const selected = Object.keys(project.config.environments).filter((name) => environments?.includes(name) ?? true);
  const sound = soundProject(project);
  const diagnostics: Diagnostic[] = [...checkOptions(project, sources), ...checkServices(sound, selected, sources)];
  const systems = sortBy(sound.systems, ({ name }) => name);
  const subtrees: Subtree[] = [];
  for (const environment of selected) {
    const settings = resolveSettings(project.config, environment);
    const uids = new Map<string, Subject>();
    let folders: readonly Artifact[] = [];
    for (const system of systems) {
      if (!environmentsOf(system, project.config).includes(environment)) continue;
      const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
      const scope = createScope(system, systems, settings, { sources, queries, report });
      checkQuotedNames(scope);
      const dashboards = compileDashboards(scope);
      reportDuplicateUids(scope, dashboards, uids);
      const rules = compileRules(scope, dashboards);
      runbooks.add(scope, rules, dashboards);
      artifacts.push(...dashboards.artifacts, ...dashboards.copies, ...rules);
      const subtree = compileSubtree(scope, rules, findAlertmanager(project.config, environment, system.name));
      if (subtree) subtrees.push(subtree);
      if (folders.length === 0) folders = dashboards.folders;
    }
    artifacts.push(...folders);
  }
  artifacts.push(...composeAlertmanagers(project.config, subtrees));
  return {
    artifacts: sortBy(artifacts, ({ path }) => path),
    // Simulations need no pages.
    get runbooks() {
      return runbooks.build();
    },
    runbookQueries: runbooks.queries,
    diagnostics: sortDiagnostics(diagnostics),
    sources,
  };
}

/** Uids are global in Grafana, and some file systems ignore case. */
function reportDuplicateUids(scope: Scope, { identities }: Dashboards, seen: Map<string, Subject>): void {
  for (const { uid, subject } of identities) {
    const first = seen.get(uid.toLowerCase());
    if (!first) {
      seen.set(uid.toLowerCase(), subject);
      continue;
    }
    const span = first.origin?.span;
    reportError(scope, "definition/duplicate-uid", subject, {
      summary: `the uid "${uid}" is also that of ${first.name}`,
      details: "A uid is derived from the system's name and the dashboard's key; Grafana keeps one dashboard per uid.",
      fix: 'set another key on one of them: key: "…"',
      related: [{ message: "the first one", ...(span && { span }) }],
    });
  }
}
