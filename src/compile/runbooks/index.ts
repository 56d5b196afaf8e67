import type { Alert } from "../../model/alert/alert.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { AnyRulesArtifact, CompiledAlert, CompiledRunbook, RunbookQuery } from "../compiled.js";
import type { Dashboards } from "../grafana/index.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { sortBy } from "../sort-by.js";
import { type AlertFacts, collectFacts } from "./alert-facts.js";
import { buildPage } from "./build-page.js";
import { runbookPage } from "./page-path.js";
import type { AlertOfSystem } from "./references.js";

/** Collects the alerts of all environments, and builds their pages. */
export class RunbookCollector {
  readonly #facts = new Map<string, AlertFacts[]>();
  readonly #alerts = new Map<string, AlertOfSystem[]>();
  #runbooks: readonly CompiledRunbook[] | undefined;
  readonly queries: RunbookQuery[] = [];

  /** Adds the alerts of a system in one environment. Compiles the expressions of their runbooks, and reports mistakes. */
  add(scope: Scope, artifacts: readonly AnyRulesArtifact[], dashboards: Dashboards): void {
    const { name: system } = scope.system;
    const { environment } = scope.settings;
    for (const alert of artifacts.flatMap(({ rules }) => rules).filter(isAlert)) {
      const { definition, about } = alert;
      push(this.#alerts, system, { definition, services: about.services });
      if (typeof definition.runbook !== "object") continue;
      const facts = collectFacts(scope, alert, dashboards);
      for (const query of facts.queries) this.queries.push({ alert: definition, query, environment, system });
      const path = runbookPage(system, definition.name);
      const namesake = this.#facts.get(path)?.[0]?.definition;
      if (namesake && namesake.name !== definition.name) reportSamePath(scope, definition, namesake, path);
      else push(this.#facts, path, facts);
    }
  }

  /** Builds the pages, once. */
  build(): readonly CompiledRunbook[] {
    this.#runbooks ??= this.#buildAll();
    return this.#runbooks;
  }

  #buildAll(): readonly CompiledRunbook[] {
    const runbooks = Array.from(this.#facts, ([path, all]): CompiledRunbook => {
      const { name, system } = all[0]!.definition;
      const files = all.flatMap(({ definition }) => definition.origin.position?.file ?? []);
      const page = buildPage(name, all, this.#alerts.get(system)!);
      return { path, page, files: [...new Set(files)].sort() };
    });
    return sortBy(runbooks, ({ path }) => path);
  }
}

/** The pages that a project generates, in whatever environments. */
export function generatedPages(systems: readonly SystemFacts[]): ReadonlySet<string> {
  return new Set(
    systems.flatMap(({ definitions }) =>
      definitions
        .flatMap((one) => (one.kind === "alert" ? [one] : one.kind === "slo" ? one.alerts : []))
        .flatMap(({ runbook, system, name }) => (typeof runbook === "object" ? [runbookPage(system, name)] : [])),
    ),
  );
}

function isAlert(rule: AnyRulesArtifact["rules"][number]): rule is CompiledAlert {
  return rule.kind === "alert";
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function reportSamePath(scope: Scope, alert: Alert, first: Alert, path: string): void {
  const span = first.origin.span;
  reportError(scope, "definition/duplicate-file", createSubject("alert", alert.name, alert), {
    summary: `the runbooks of "${alert.name}" and "${first.name}" have the same path, ${path}.md`,
    fix: "rename one of the alerts",
    related: [{ message: "the first one", ...(span && { span }) }],
  });
}
