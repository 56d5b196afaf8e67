import type { Artifact, CompiledAlert } from "../compiled.js";
import { pageOf } from "../runbooks/page-path.js";
import { sortBy } from "../sort-by.js";

/** The alerts of a name that have the same severity, duration and description. */
export interface AlertRow {
  readonly name: string;
  readonly severity: string;
  readonly for: string;
  readonly description: string;
  /** The services whose metrics they read. */
  readonly services: string;
  /** The page in the folder of runbooks, without `.md`; empty for none. */
  readonly runbook: string;
}

/** Lists the alerts of a system by name, those of SLOs too. */
export function alertRows(artifacts: readonly Artifact[]): readonly AlertRow[] {
  const alerts = artifacts.flatMap((artifact) =>
    artifact.kind === "prometheus rules" || artifact.kind === "loki rules" ? artifact.rules.filter(isAlert) : [],
  );
  const groups = new Map<string, CompiledAlert[]>();
  for (const alert of alerts) {
    const { alert: name, labels, for: pending, annotations } = alert.data;
    const key = JSON.stringify([name, labels?.severity, pending, annotations?.description]);
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return sortBy(Array.from(groups.values(), alertRow), ({ name }) => name);
}

function isAlert(rule: { readonly kind: string }): rule is CompiledAlert {
  return rule.kind === "alert";
}

function alertRow(alerts: readonly CompiledAlert[]): AlertRow {
  const { data, definition } = alerts[0]!;
  const { labels = {}, annotations = {} } = data;
  return {
    name: data.alert,
    severity: labels.severity ?? "",
    for: data.for ?? "",
    description: annotations.description ?? annotations.summary ?? "",
    services: [...new Set(alerts.flatMap(({ about }) => about.services))].join(", "),
    runbook: pageOf(definition) ?? "",
  };
}
