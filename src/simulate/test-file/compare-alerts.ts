import { compareText } from "../../diagnostics/order.js";
import type { AlertExpectation } from "../../formats/prometheus-tests/test-file.js";
import type { Alert } from "../rules/alert.js";
import { hasPerfectMatching } from "./bipartite-matching.js";
import type { AlertMismatch, DisplayedAlert } from "./outcome.js";

/**
 * Compares firing alerts of one name with the expected ones. With `subset`, labels and annotations that are not expected
 * are ignored.
 */
export function compareAlerts(
  expectation: AlertExpectation,
  firing: readonly Alert[],
  subset: boolean,
): AlertMismatch | undefined {
  const expected = sorted(expectation.alerts.map((alert) => expectedAlert(alert, expectation.alertname.value)));
  const got = sorted(firing.map(({ labels, annotations }) => ({ labels, annotations })));
  if (subset ? hasPerfectMatching(expected, got, fits) : areEqual(expected, got)) return undefined;
  return { kind: "alerts differ", expectation, expected, got };
}

/** Sets the tested alert's name, overriding an `alertname` in `exp_labels`. */
function expectedAlert({ labels, annotations }: DisplayedAlert, alertname: string): DisplayedAlert {
  return { labels: { ...labels, alertname }, annotations };
}

function fits(expected: DisplayedAlert, got: DisplayedAlert): boolean {
  return isSubset(expected.labels, got.labels) && isSubset(expected.annotations, got.annotations);
}

/** True if all of these labels are among those. An empty value equals a missing label. */
export function isSubset(these: DisplayedAlert["labels"], those: DisplayedAlert["labels"]): boolean {
  return Object.entries(these).every(([name, value]) => (Object.hasOwn(those, name) ? those[name] : "") === value);
}

function areEqual(expected: readonly DisplayedAlert[], got: readonly DisplayedAlert[]): boolean {
  return expected.length === got.length && expected.every((alert, index) => keyOf(alert) === keyOf(got[index]!));
}

function sorted(alerts: readonly DisplayedAlert[]): DisplayedAlert[] {
  const keyed = alerts.map((alert) => ({ alert, key: keyOf(alert) }));
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ alert }) => alert);
}

/** Returns a key that is unique for labels and annotations. */
function keyOf({ labels, annotations }: DisplayedAlert): string {
  return JSON.stringify([entriesOf(labels), entriesOf(annotations)]);
}

function entriesOf(labels: DisplayedAlert["labels"]): [string, string][] {
  return Object.entries(labels).sort(([a], [b]) => compareText(a, b));
}
