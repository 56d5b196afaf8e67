import type { AlertmanagerSettings, FragmentSettings } from "../../model/project/alertmanager-settings.js";
import type { ConfigProblem } from "./config-consistency.js";

/** Finds what a kept tree excludes, fragments without a name for a prefix, and those that would take any alert. */
export function fragmentProblems(
  alertmanager: string,
  { keep, unrouted, fragments = {} }: AlertmanagerSettings,
): readonly ConfigProblem[] {
  const owned = Object.entries(fragments).flatMap(([name, settings]) => problemsOf(alertmanager, name, settings));
  if (keep === undefined || unrouted === undefined) return owned;
  const summary = `the Alertmanager "${alertmanager}" has a receiver for unrouted alerts already: that of the kept root`;
  const path = ["alertmanagers", alertmanager, "unrouted"];
  return [...owned, { id: "config/wrong-value", path, summary, fix: "leave out unrouted, or keep" }];
}

function problemsOf(alertmanager: string, name: string, { match }: FragmentSettings): readonly ConfigProblem[] {
  const path = ["alertmanagers", alertmanager, "fragments", name];
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(name)) {
    const summary = `"${name}" is not a valid name for a fragment`;
    const fix = "use letters, digits, dashes and underscores: the names of its receivers begin with it";
    return [{ id: "config/bad-name", path, summary, fix }];
  }
  const values = Object.values(match).map((value) => [value].flat());
  if (values.length > 0 && values.every((some) => some.length > 0 && !some.includes(""))) return [];
  const summary = `the fragment "${name}" would take alerts of others`;
  const details = "Without a label, or with an empty value, it matches alerts that lack the label.";
  const fix = `name the labels of its alerts: match: { system: "${name}" }`;
  return [{ id: "config/wrong-value", path: [...path, "match"], summary, details, fix }];
}
