import type { Alert } from "../../model/alert/alert.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { AnyRulesArtifact, CompiledAlert, CompiledRunbook, RunbookQuery } from "../compiled.js";
import type { Dashboards } from "../grafana/index.js";
import { areSame } from "../in-environment.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { sortBy } from "../sort-by.js";
import { type AlertFacts, collectFacts } from "./alert-facts.js";
import { buildPage } from "./build-page.js";
import { runbookPage } from "./page-path.js";
import type { AlertOfSystem } from "./references.js";

/** The alerts of a system in one environment, and what their pages say. */
export interface SystemRunbooks {
  readonly alerts: readonly AlertOfSystem[];
  readonly facts: readonly AlertFacts[];
  readonly queries: readonly RunbookQuery[];
}

/** Compiles the expressions of the runbooks of a system in one environment, and reports mistakes. */
export function collectRunbooks(
  scope: Scope,
  artifacts: readonly AnyRulesArtifact[],
  dashboards: Dashboards,
): SystemRunbooks {
  const { name: system } = scope.system;
  const { environment } = scope.settings;
  const alerts = artifacts.flatMap(({ rules }) => rules).filter(isAlert);
  const documented = alerts.filter(({ definition }) => typeof definition.runbook === "object");
  const facts = documented.map((alert) => collectFacts(scope, alert, dashboards));
  return {
    alerts: alerts.map(({ definition, about }) => ({ definition, services: about.services })),
    facts,
    queries: facts.flatMap(({ definition: alert, queries }) =>
      queries.map((query) => ({ alert, query, environment, system })),
    ),
  };
}

/** A page, and what it was built from. */
export interface BuiltPage {
  readonly facts: readonly AlertFacts[];
  readonly alerts: readonly AlertOfSystem[];
  readonly runbook: CompiledRunbook;
}

/** Collects the alerts of all environments, and builds their pages. */
export class RunbookCollector {
  readonly #facts = new Map<string, AlertFacts[]>();
  readonly #alerts = new Map<string, AlertOfSystem[]>();
  readonly #known: Map<string, BuiltPage>;
  #runbooks: readonly CompiledRunbook[] | undefined;
  readonly queries: RunbookQuery[] = [];

  /** `known` are the pages that were built before. */
  constructor(known: Map<string, BuiltPage>) {
    this.#known = known;
  }

  /** Adds the alerts of a system in one environment. Reports pages of the same path. */
  add(scope: Scope, { alerts, facts, queries }: SystemRunbooks): void {
    const { name: system } = scope.system;
    for (const alert of alerts) push(this.#alerts, system, alert);
    this.queries.push(...queries);
    for (const one of facts) {
      const path = runbookPage(system, one.definition.name);
      const namesake = this.#facts.get(path)?.[0]?.definition;
      if (namesake && namesake.name !== one.definition.name) reportSamePath(scope, one.definition, namesake, path);
      else push(this.#facts, path, one);
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
      const systems = new Set([system, ...all.flatMap(({ dependsOn }) => dependsOn.map((needed) => needed.system))]);
      const alerts = [...systems].flatMap((one) => this.#alerts.get(one) ?? []);
      const before = this.#known.get(path);
      if (before && areSame(before.facts, all) && areSame(before.alerts, alerts)) return before.runbook;
      const files = all.flatMap(({ definition }) => definition.origin.position?.file ?? []);
      const page = buildPage(name, all, alerts);
      const runbook = { path, page, files: [...new Set(files)].sort() };
      this.#known.set(path, { facts: all, alerts, runbook });
      return runbook;
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
