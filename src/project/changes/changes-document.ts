import { documentComparison } from "../route/render-comparison.js";
import type { ProjectChanges } from "./change.js";

/** The version of the form. Fields may be added; none is renamed or removed while it stays the same. */
export const changesFormatVersion = 1;

/** Renders the changes of a project for programs. */
export function renderChangesJson(changes: ProjectChanges, revision: string): string {
  const { alerts, slos, recordingRules, dashboards, recipients, notifications, costs } = changes;
  const document = {
    format_version: changesFormatVersion,
    revision,
    ...{ alerts, slos, recordingRules, dashboards, recipients: documentComparison(recipients), notifications, costs },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
