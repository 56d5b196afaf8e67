import type { RecipientsComparison } from "../../compile/index.js";
import type { Difference } from "../../formats/differences/difference.js";
import type { CostDifference } from "../cost/compare-costs.js";

/** What a change of the definitions does to one thing that has a name. */
export interface NamedChange {
  readonly action: "added" | "removed" | "renamed" | "moved" | "changed";
  readonly name: string;
  /** The name before, if it was renamed. */
  readonly formerly?: string;
  /** The fields that differ; of what was added or removed, all of them. */
  readonly fields: readonly Difference[];
}

/** A change that is the same in some environments of a system. */
export interface SystemChange extends NamedChange {
  readonly system: string;
  readonly environments: readonly string[];
}

export interface AlertChange extends SystemChange {
  /** The severity after the change; that before if the alert is gone. Empty without one. */
  readonly severity: string;
}

/** A change of a panel, or of a row, by its title. */
export interface PanelChange extends NamedChange {
  readonly kind: "panel" | "row";
}

export interface DashboardChange extends SystemChange {
  readonly panels: readonly PanelChange[];
  readonly variables: readonly NamedChange[];
}

/** What a change of a project does, in all environments. */
export interface ProjectChanges {
  readonly alerts: readonly AlertChange[];
  readonly recordingRules: readonly SystemChange[];
  readonly slos: readonly SystemChange[];
  readonly dashboards: readonly DashboardChange[];
  readonly recipients: RecipientsComparison;
  /** Routes, inhibition, receivers and time intervals. */
  readonly notifications: readonly SystemChange[];
  readonly costs: readonly CostDifference[];
}

/** True if two revisions of a project do the same. */
export function isUnchanged({ recipients, ...lists }: ProjectChanges): boolean {
  return [recipients.moved, ...Object.values(lists)].every((list) => list.length === 0);
}
