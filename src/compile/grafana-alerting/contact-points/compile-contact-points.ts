import type { Integration, IntegrationKind, Receiver as ReceiverData } from "../../../formats/alertmanager/types.js";
import type { ContactPoint } from "../../../formats/grafana-alerting/index.js";
import { deriveKey } from "../../../model/definition/key.js";
import { releaseOrDefault } from "../../../model/project/releases.js";
import { findOption, findReceiver } from "../../alertmanager/find-receiver.js";
import type { Subtree } from "../../alertmanager/index.js";
import { joinUid } from "../../grafana/uid.js";
import { createSubject, reportError } from "../../scope.js";
import { type ContactPointProblem, convertIntegration } from "./convert-integration.js";

/** Compiles a contact point from each receiver of a configuration. Reports what one cannot express, at the receiver. */
export function compileContactPoints(
  subtrees: readonly Subtree[],
  receivers: readonly ReceiverData[],
): readonly ContactPoint[] {
  const [{ scope }] = subtrees as readonly [Subtree, ...Subtree[]];
  const { settings } = scope;
  const version = releaseOrDefault("grafana", settings.versions.grafana);
  const reported = new Set<string>();
  return receivers.map((receiver) => {
    const points = listIntegrations(receiver).flatMap(({ kind, integration }, index) => {
      const suffix = index === 0 ? [] : [String(index + 1)];
      const uid = joinUid([deriveKey(receiver.name), ...suffix], settings.grafana.uidSuffix);
      const { secretsFolder } = settings;
      const converted = convertIntegration(kind, integration, { uid, version, secretsFolder });
      for (const problem of converted.problems) reportProblem(subtrees, receiver.name, kind, problem, reported);
      return converted.receiver ?? [];
    });
    return { name: receiver.name, receivers: points };
  });
}

function listIntegrations({ name: _, labels: __, ...kinds }: ReceiverData) {
  return Object.entries(kinds).flatMap(([configs, list]) =>
    (list as readonly Integration[]).map((integration) => ({
      kind: configs.replace(/_configs$/, "") as IntegrationKind,
      integration,
    })),
  );
}

/** Reports a problem once, at the definition; the root of the tree repeats the receivers of the systems. */
function reportProblem(
  subtrees: readonly Subtree[],
  name: string,
  kind: IntegrationKind,
  { field, summary, fix, isElsewhere }: ContactPointProblem,
  reported: Set<string>,
): void {
  const found = findReceiver(subtrees, name);
  if (!found) return;
  const { definition, scope } = found;
  const key = JSON.stringify([definition.origin.span, definition.name, kind, summary]);
  if (reported.has(key)) return;
  reported.add(key);
  reportError(scope, "definition/unsupported", createSubject("receiver", definition.name, definition), {
    summary,
    ...(!isElsewhere && { details: "Grafana manages the alerts of this environment." }),
    fix,
    ...(isElsewhere && { severity: "info" }),
    ...(field !== undefined && { option: [findOption(definition, field)] }),
  });
}
