import type { RecordingRule } from "../../model/alert/recording-rule.js";
import type { Settings } from "../../model/project/project.js";

/**
 * The label by which the series of an SLO say their environment: several environments may share a data source. It is that
 * of alerts, with the value that Prometheus adds outside if there is one, so that both are the same. An objective that is
 * grouped by this label has it already.
 */
export function environmentLabel(
  { environment, alertLabels, externalLabels }: Settings,
  { group }: Pick<RecordingRule, "group">,
): Readonly<Record<string, string>> {
  const name = alertLabels.environment;
  if (!group?.isOfSlo || name === undefined || group.resultLabels?.includes(name)) return {};
  return { [name]: externalLabels[name] ?? environment };
}
