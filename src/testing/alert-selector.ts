import { nearest } from "../diagnostics/nearest.js";
import type { Alert } from "../model/alert/alert.js";
import { type EnvironmentFilter, isIn } from "../model/definition/only.js";
import { buildCatalogue, type Catalogue } from "../model/system/catalogue.js";
import { identify } from "../model/system/identity.js";
import type { SystemFacts } from "../model/system/system.js";
import type { AlertHistory } from "../simulate/run/history.js";
import type { AlertRule } from "../simulate/run/rule-sources.js";
import type { Simulation } from "../simulate/run/simulation.js";

/** An alert definition, several of them, or the name of an alert in a rule file. */
export type AlertSelector = Alert | readonly Alert[] | string;

/** The alerts to select from. */
type SelectableRules = Pick<Simulation, "rules" | "system" | "settings">;

/**
 * Selects rules: without a selector all but watchdogs, which always fire. A test has its own instances of definitions, so that
 * they are compared by content.
 */
export function selectRules(run: SelectableRules, selector: AlertSelector | undefined): readonly AlertRule[] {
  if (selector === undefined) return run.rules.filter(({ compiled }) => compiled?.definition.watchdog === undefined);
  if (typeof selector === "string")
    return requireRules(run, `"${selector}"`, { name: selector }, rulesByName(run, selector));
  const alerts = Array.isArray(selector) ? (selector as readonly Alert[]) : [selector as Alert];
  if (alerts.length === 0) throw new Error("the list of alerts is empty");
  return alerts.flatMap((alert) =>
    requireRules(run, `"${alert.name}" with this definition`, alert, rulesOfDefinition(run, alert)),
  );
}

/** Selects the histories of rules. */
export function selectHistories(run: Simulation, rules: readonly AlertRule[]): readonly AlertHistory[] {
  return run.alerts.filter(({ rule }) =>
    rules.some(
      ({ reference }) =>
        reference.file === rule.file && reference.group === rule.group && reference.index === rule.index,
    ),
  );
}

export function describeSelector(selector: AlertSelector | undefined): string {
  if (selector === undefined) return "any alert";
  if (typeof selector === "string") return selector;
  if (!Array.isArray(selector)) return (selector as Alert).name;
  return [...new Set(selector.map(({ name }) => name))].join(", ");
}

function rulesByName({ rules }: SelectableRules, name: string): readonly AlertRule[] {
  return rules.filter((rule) => rule.name === name);
}

/** Finds the rules of a definition, by name and key or services, and then by labels. */
function rulesOfDefinition(run: SelectableRules, alert: Alert): readonly AlertRule[] {
  const identities = identitiesOf(run.system);
  const identity = identities.of(alert);
  const sameIdentity = run.rules.filter(
    ({ compiled }) => compiled !== undefined && identities.of(compiled.definition) === identity,
  );
  const labels = JSON.stringify(alert.labels ?? {});
  const sameLabels = sameIdentity.filter(
    ({ compiled }) => JSON.stringify(compiled?.definition.labels ?? {}) === labels,
  );
  return sameLabels.length > 0 ? sameLabels : sameIdentity;
}

/** The identities of definitions in a system, which take a while to find. */
class Identities {
  private readonly catalogue: Catalogue;
  private readonly known = new WeakMap<Alert, string | undefined>();

  constructor(system: SystemFacts) {
    this.catalogue = buildCatalogue(system);
  }

  of(alert: Alert): string | undefined {
    let identity = this.known.get(alert);
    if (identity === undefined) {
      identity = identify(alert, this.catalogue);
      this.known.set(alert, identity);
    }
    return identity;
  }
}

/** Caches identities, since many simulations are of the same system. */
const identitiesBySystem = new WeakMap<SystemFacts, Identities>();

function identitiesOf(system: SystemFacts): Identities {
  let identities = identitiesBySystem.get(system);
  if (!identities) {
    identities = new Identities(system);
    identitiesBySystem.set(system, identities);
  }
  return identities;
}

function requireRules(
  run: SelectableRules,
  description: string,
  { name, ...filter }: { readonly name: string } & EnvironmentFilter,
  rules: readonly AlertRule[],
): readonly AlertRule[] {
  if (rules.length > 0) return rules;
  const { environment } = run.settings;
  if (!isIn(filter, environment))
    throw new Error(`the alert "${name}" is left out of the environment "${environment}"`);
  const suggestion = nearest(
    name,
    run.rules.map((rule) => rule.name),
  );
  const hint =
    suggestion === undefined || suggestion === name
      ? "is it exported from a definition file?"
      : `did you mean "${suggestion}"?`;
  throw new Error(`the system "${run.system.name}" has no alert ${description}: ${hint}`);
}
