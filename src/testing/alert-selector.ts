import { nearest } from "../diagnostics/nearest.js";
import type { Alert } from "../model/alert/alert.js";
import { buildCatalogue } from "../model/system/catalogue.js";
import { identify } from "../model/system/identity.js";
import type { AlertHistory } from "../simulate/run/history.js";
import type { AlertRule } from "../simulate/run/rule-sources.js";
import type { Simulation } from "../simulate/run/simulation.js";

/** An alert as its definition gives it, several of them, or the name of one that is in a rule file. */
export type AlertSelector = Alert | readonly Alert[] | string;

/** The rules that are meant. A test has its own instance of a definition, so that what it says decides. */
export function selectRules(run: Simulation, selector: AlertSelector | undefined): readonly AlertRule[] {
  if (selector === undefined) return run.rules;
  if (typeof selector === "string") return requireRules(run, `"${selector}"`, selector, rulesByName(run, selector));
  const alerts = Array.isArray(selector) ? (selector as readonly Alert[]) : [selector as Alert];
  if (alerts.length === 0) throw new Error("the list of alerts is empty");
  return alerts.flatMap((alert) =>
    requireRules(run, `"${alert.name}" defined as this one is`, alert.name, rulesOfDefinition(run, alert)),
  );
}

/** What became of the alerts of rules. */
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

function rulesByName({ rules }: Simulation, name: string): readonly AlertRule[] {
  return rules.filter((rule) => rule.name === name);
}

/** Alerts of one name are told apart by their key or the services they look at, and then by their labels. */
function rulesOfDefinition(run: Simulation, alert: Alert): readonly AlertRule[] {
  const catalogue = buildCatalogue(run.system);
  const identity = identify(alert, catalogue);
  const alike = run.rules.filter(
    ({ compiled }) => compiled !== undefined && identify(compiled.definition, catalogue) === identity,
  );
  const labels = JSON.stringify(alert.labels ?? {});
  const same = alike.filter(({ compiled }) => JSON.stringify(compiled?.definition.labels ?? {}) === labels);
  return same.length > 0 ? same : alike;
}

function requireRules(run: Simulation, what: string, name: string, rules: readonly AlertRule[]): readonly AlertRule[] {
  if (rules.length > 0) return rules;
  const near = nearest(
    name,
    run.rules.map((rule) => rule.name),
  );
  const hint = near === undefined || near === name ? "is it exported?" : `did you mean "${near}"?`;
  throw new Error(`the system "${run.system.name}" has no alert ${what}: ${hint}`);
}
