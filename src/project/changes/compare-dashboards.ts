import type { DashboardArtifact } from "../../compile/compiled.js";
import { objectsOf } from "../../formats/grafana/plain-json.js";
import type { CompiledProject, ProjectRevisions } from "../git/compile-both.js";
import type { DashboardChange, NamedChange } from "./change.js";
import { comparePanels } from "./compare-panels.js";
import { compareItems, type Described, describePair, pairItems } from "./pair.js";
import { comparePlaces, type Place } from "./per-environment.js";

interface DescribedDashboard extends Described {
  readonly artifact: DashboardArtifact;
}

/** Compares the dashboards of two revisions: by their uid, or by their title if that has changed. */
export function compareDashboards(revisions: ProjectRevisions): readonly DashboardChange[] {
  return comparePlaces(revisions, listDashboards, (before, after) =>
    pairItems(before, after, [({ artifact }) => artifact.value.uid, ({ name }) => name]).flatMap((pair) => {
      const panels = comparePanels(pair.before?.artifact.value.panels, pair.after?.artifact.value.panels);
      const variables = compareVariables(pair.before?.artifact, pair.after?.artifact);
      const own = describePair(pair);
      if (own === undefined && panels.length + variables.length === 0) return [];
      const unchanged = { action: "changed", name: pair.after?.name ?? "", fields: [] } as const;
      return [{ ...(own ?? unchanged), panels, variables }];
    }),
  );
}

function* listDashboards({ artifacts }: CompiledProject): Generator<readonly [Place, DescribedDashboard]> {
  for (const artifact of artifacts) {
    if (artifact.kind !== "grafana dashboard") continue;
    const { system, settings, value } = artifact;
    // The title is its name; panels and variables are compared by themselves.
    const { title, panels: _, templating: __, schemaVersion: ___, ...fields } = value;
    yield [
      { system: system.name, environment: settings.environment },
      { artifact, name: title, fields },
    ];
  }
}

function compareVariables(
  before: DashboardArtifact | undefined,
  after: DashboardArtifact | undefined,
): readonly NamedChange[] {
  const describe = (artifact: DashboardArtifact | undefined): readonly Described[] =>
    objectsOf(artifact?.value.templating?.list).map(({ name, ...fields }) => ({ name: String(name), fields }));
  return compareItems(describe(before), describe(after), [({ name }) => name]);
}
