import { findWrittenAt } from "../../compile/alertmanager/index.js";
import type { AlertmanagerArtifact } from "../../compile/compiled.js";
import { locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { MutantDraft } from "../mutable-rule.js";
import { routingChanges } from "./routing-changes.js";

/** Changes the routing of each system of an Alertmanager, one part at a time. */
export function mutateRouting(artifact: AlertmanagerArtifact, sources: SourceFiles): readonly MutantDraft[] {
  const { path, value, owners } = artifact;
  const counts = new Map<string, number>();
  return routingChanges(value, owners).map(({ kind, system, route, before, after, config, inhibition }) => {
    // Environments have other routes besides the same ones: a change is counted among those like it.
    const change = `${system.name} routing ${kind} ${route} ${before} ${after}`;
    const number = counts.get(change) ?? 0;
    counts.set(change, number + 1);
    const severity = /severity="([^"]*)"/.exec(route)?.[1];
    const option = severity === undefined ? ["routes"] : ["routes", severity];
    const span = inhibition
      ? (findWrittenAt(inhibition)?.span() ?? system.origin.span)
      : (locateInCall(system.origin, [{ argument: 1, path: option }], sources) ?? system.origin.span);
    return {
      ...{ kind, system: system.name, before, after, alerts: [], series: undefined },
      owner: `routes of ${system.name}`,
      subject: `${inhibition ? "an inhibition" : `the route of ${route}`} in system "${system.name}"`,
      ...(span && { span }),
      key: `${change} ${number}`,
      patch: { kind: "routing", path, config },
    };
  });
}
