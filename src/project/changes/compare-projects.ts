import { isDeepStrictEqual } from "node:util";
import type { MovedAlert, RecipientsComparison } from "../../compile/index.js";
import type { LoadOptions } from "../config/open-project.js";
import { compareCosts } from "../cost/compare-costs.js";
import { estimateCosts } from "../cost/project-costs.js";
import { type CompiledProject, type CompileFailure, compileBoth, type ProjectRevisions } from "../git/compile-both.js";
import { compareRecipientsOf } from "../route/compare-routes.js";
import type { AlertChange, ProjectChanges } from "./change.js";
import { compareDashboards } from "./compare-dashboards.js";
import { compareNotifications } from "./compare-notifications.js";
import { compareAlerts, compareRecordingRules } from "./compare-rules.js";
import { compareSlos } from "./compare-slos.js";

/** Compares a project with an earlier revision: what its artifacts do, in every environment. */
export async function compareProjects(
  revision: string,
  options: LoadOptions,
): Promise<ProjectChanges | CompileFailure | { readonly problem: string }> {
  const revisions = await compileBoth(revision, options);
  return "before" in revisions ? compareRevisions(revisions) : revisions;
}

/** Compares two compiled revisions of a project. */
export function compareRevisions(revisions: ProjectRevisions): ProjectChanges {
  const costs = ({ project, artifacts }: CompiledProject) => estimateCosts(project, artifacts);
  const alerts = compareAlerts(revisions);
  return {
    alerts,
    recordingRules: compareRecordingRules(revisions),
    slos: compareSlos(revisions),
    dashboards: compareDashboards(revisions),
    recipients: followRenames(compareRecipientsOf(revisions), alerts),
    notifications: compareNotifications(revisions),
    costs: compareCosts(costs(revisions.before), costs(revisions.after)),
  };
}

/** An alert that was renamed is neither gone nor new: it has moved if it reaches others under its new name. */
function followRenames(
  { moved, compared }: RecipientsComparison,
  alerts: readonly AlertChange[],
): RecipientsComparison {
  let left = [...moved];
  for (const { system, environments, name, formerly } of alerts) {
    if (formerly === undefined) continue;
    for (const environment of environments) {
      const find = (alert: string, isOf: (one: MovedAlert) => boolean) =>
        left.find(
          (one) => one.system === system && one.environment === environment && one.alert === alert && isOf(one),
        );
      const gone = find(formerly, ({ after }) => after === undefined);
      const fresh = find(name, ({ before }) => before === undefined);
      if (gone === undefined || fresh === undefined) continue;
      const isSame = isDeepStrictEqual(gone.before, fresh.after);
      left = left.flatMap((one) => {
        if (one === gone) return [];
        return one !== fresh ? [one] : isSame ? [] : [{ ...fresh, before: gone.before }];
      });
    }
  }
  return { moved: left, compared };
}
