import type { AlertFacts } from "./alert-facts.js";

/** The facts of one alert in one environment, and the name that tells it from others on its page. */
export interface NamedFacts {
  readonly alert: string;
  readonly facts: AlertFacts;
}

/** Ways to tell apart several alerts of one name, the best first. */
const namings: readonly ((alerts: readonly (readonly AlertFacts[])[]) => readonly string[])[] = [
  (alerts) => alerts.map(([first]) => first!.services.join(", ")),
  (alerts) => alerts.map(([first]) => first!.labels.slo_tier ?? ""),
  differingLabels,
  (alerts) => alerts.map((facts) => facts.map(({ environment }) => environment).join(", ")),
];

function differingLabels(alerts: readonly (readonly AlertFacts[])[]): readonly string[] {
  const labels = alerts.map(([first]) => first!.labels);
  const names = new Set(labels.flatMap((one) => Object.keys(one)));
  const differing = [...names].filter((name) => new Set(labels.map((one) => one[name])).size > 1);
  return labels.map((one) => differing.flatMap((name) => one[name] ?? []).join(", "));
}

/** Names the alerts of a page by what differs between them: their services, their labels, their environments. */
export function nameAlerts(all: readonly AlertFacts[]): readonly NamedFacts[] {
  const alerts: AlertFacts[][] = [];
  for (const facts of all) {
    const known = alerts.find(([first]) => isSameAlert(first!, facts));
    if (known) known.push(facts);
    else alerts.push([facts]);
  }
  const names = namings
    .map((naming) => naming(alerts))
    .find((candidates) => new Set(candidates).size === alerts.length && !candidates.includes(""));
  return alerts.flatMap((facts, index) =>
    facts.map((one) => ({ alert: names?.[index] ?? `alert ${index + 1}`, facts: one })),
  );
}

/** True for one alert in two environments. The alerts of an SLO come from one place, and differ by their tier. */
function isSameAlert(one: AlertFacts, other: AlertFacts): boolean {
  return one.definition.origin === other.definition.origin && one.labels.slo_tier === other.labels.slo_tier;
}
