import type { Alert } from "../../model/alert/alert.js";
import { isIn } from "../../model/definition/only.js";
import { resolve } from "../../model/definition/per-environment.js";
import type { ComposedQuery } from "../../model/expression/compose.js";
import { inferConstantLabelsOfText } from "../../model/expression/own-series.js";
import type { Selector } from "../../model/metric/metric.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import { analyzeAlert } from "./alert-labels.js";

/**
 * Selects the series of an alert among those of other alerts of its name: by the label of its system, and where the project has
 * several alerts of the name, by its severity, its own labels and those that its expression selects, too.
 */
export function selectAlert(scope: Scope, alert: Alert): Selector {
  const known = memoised.get(scope) ?? new Map<Alert, Selector>();
  memoised.set(scope, known);
  const selector = known.get(alert) ?? findSelector(scope, alert);
  known.set(alert, selector);
  return selector;
}

/** Memoises by scope: an overview reads the state of the same alert in many places. */
const memoised = new WeakMap<Scope, Map<Alert, Selector>>();

function findSelector(scope: Scope, alert: Alert): Selector {
  const { alertLabels, externalLabels, environment } = scope.settings;
  const own = plainLabels(alert, environment);
  const { text, carries } = analyzeAlert(alert, scope.catalogue, { environment, dialect: scope.dialects.rule });
  const isOne = scope.alerts.isUnique(alert.name);
  const name = alertLabels.system;
  const system: Selector =
    name === undefined || name in externalLabels || carries(name) ? {} : { [name]: own[name] ?? alert.system };
  return isOne ? system : { ...inferConstantLabelsOfText(text), ...own, ...system };
}

/** The severity and the labels of an alert that are the same whenever it fires. */
function plainLabels({ severity, labels = {} }: Alert, environment: string): Selector {
  const all = { severity: resolve(severity, environment), ...resolve(labels, environment) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, varying]) => {
      const value = varying === undefined ? undefined : resolve(varying, environment);
      return typeof value !== "string" || value.includes("{{") ? [] : [[name, value]];
    }),
  );
}

/** Reports alerts that an expression reads and the environment leaves out: their series never exist there. */
export function reportMissingAlerts(scope: Scope, subject: Subject, { references }: ComposedQuery): void {
  const { environment } = scope.settings;
  for (const alert of references.alerts) {
    if (exists(scope, alert)) continue;
    reportError(scope, "definition/missing-alert", subject, {
      summary: `the environment "${environment}" has no alert "${alert.name}"`,
      details: "The alert is left out there: it never fires, and the expression finds nothing.",
      fix: `leave this out, too, with \`only\`, or vary it: perEnvironment({ ${environment}: … })`,
      option: ["when"],
    });
  }
}

function exists({ settings: { environment }, alerts }: Scope, alert: Alert): boolean {
  const isLeftOut = !isIn(alert, environment) || (alert.group !== undefined && !isIn(alert.group, environment));
  return alerts.isBuilt(alert.system) && !isLeftOut;
}
