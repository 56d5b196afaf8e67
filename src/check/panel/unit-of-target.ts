import type { OverrideSetting, PanelSettings, Setting, TargetSetting } from "../check.js";
import { mayHave, valueNames } from "./field-names.js";

/** The unit that the values of a target are shown in; undefined if it is missing or uncertain. */
export function unitOfTarget(target: TargetSetting, settings: PanelSettings): Setting<string> | undefined {
  let unit = settings.unit;
  for (const override of settings.overrides) {
    const own = override.properties.find(({ id }) => id === "unit");
    if (!own) continue;
    const matches = matchesTarget(override, target, settings);
    if (matches === undefined) return undefined;
    if (matches) unit = typeof own.value === "string" ? { value: own.value, path: own.path } : undefined;
  }
  return unit;
}

/** True if an override is for all values of a target, false if for none; undefined where it is uncertain. */
function matchesTarget(
  { matcher: { id, options } }: OverrideSetting,
  target: TargetSetting,
  settings: PanelSettings,
): boolean | undefined {
  if (id === "byFrameRefID") return options === target.refId;
  if (id === "byType") return options === "number" ? undefined : false;
  if (id !== "byName" || typeof options !== "string") return undefined;
  const names = valueNames(target, settings);
  if (names.exact.has(options)) return names.patterns.length === 0 && !names.isOpen ? true : undefined;
  return mayHave(names, options) ? undefined : false;
}
