import { nearest } from "../diagnostics/nearest.js";
import type { Alert } from "../model/alert/alert.js";
import { catalogueOf } from "../model/system/catalogue.js";
import { identityOf } from "../model/system/identity.js";
import type { AlertHistory } from "../simulate/run/history.js";
import type { AlertRule } from "../simulate/run/rule-sources.js";
import type { Simulation } from "../simulate/run/simulation.js";

/** An alert as its definition gives it, several of them, or the name of one that is in a rule file. */
export type Meant = Alert | readonly Alert[] | string;

/** The rules that are meant. A test has its own instance of a definition, so that what it says decides. */
export function meantRules(run: Simulation, meant: Meant | undefined): readonly AlertRule[] {
  if (meant === undefined) return run.rules;
  if (typeof meant === "string") return known(run, `"${meant}"`, meant, byName(run, meant));
  const alerts = Array.isArray(meant) ? (meant as readonly Alert[]) : [meant as Alert];
  if (alerts.length === 0) throw new Error("the list of alerts is empty");
  return alerts.flatMap((alert) =>
    known(run, `"${alert.name}" defined as this one is`, alert.name, rulesOf(run, alert)),
  );
}

/** What became of the alerts of rules. */
export function historiesOf(run: Simulation, rules: readonly AlertRule[]): readonly AlertHistory[] {
  return run.alerts.filter(({ rule }) =>
    rules.some(
      ({ reference }) =>
        reference.file === rule.file && reference.group === rule.group && reference.index === rule.index,
    ),
  );
}

export function nameOf(meant: Meant | undefined): string {
  if (meant === undefined) return "any alert";
  if (typeof meant === "string") return meant;
  if (!Array.isArray(meant)) return (meant as Alert).name;
  return [...new Set(meant.map(({ name }) => name))].join(", ");
}

function byName({ rules }: Simulation, name: string): readonly AlertRule[] {
  return rules.filter((rule) => rule.name === name);
}

/** Alerts of one name are told apart by their key or the services they look at, and then by their labels. */
function rulesOf(run: Simulation, alert: Alert): readonly AlertRule[] {
  const catalogue = catalogueOf(run.system);
  const identity = identityOf(alert, catalogue);
  const alike = run.rules.filter(
    ({ compiled }) => compiled !== undefined && identityOf(compiled.definition, catalogue) === identity,
  );
  const labels = JSON.stringify(alert.labels ?? {});
  const same = alike.filter(({ compiled }) => JSON.stringify(compiled?.definition.labels ?? {}) === labels);
  return same.length > 0 ? same : alike;
}

function known(run: Simulation, what: string, name: string, rules: readonly AlertRule[]): readonly AlertRule[] {
  if (rules.length > 0) return rules;
  const near = nearest(
    name,
    run.rules.map((rule) => rule.name),
  );
  const hint = near === undefined || near === name ? "is it exported?" : `did you mean "${near}"?`;
  throw new Error(`the system "${run.system.name}" has no alert ${what}: ${hint}`);
}
