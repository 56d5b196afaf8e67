import { get, isJson, type Json, objectsOf } from "../plain-json.js";

/**
 * Completes the elements of a converted dashboard, in place. What classic panels may leave out, Grafana converts to
 * nothing, and then refuses in a resource.
 */
export function completeElements(elements: Json): void {
  for (const element of objectsOf(Object.values(elements))) {
    const panel = get(element, "spec");
    for (const transformation of objectsOf(get(panel, "data", "spec", "transformations"))) {
      if (isJson(transformation.spec)) transformation.spec.options ??= {};
    }
    const defaults = get(panel, "vizConfig", "spec", "fieldConfig", "defaults");
    if (isJson(defaults)) completeField(defaults);
  }
}

function completeField(defaults: Json): void {
  const { thresholds, color, mappings } = defaults;
  if (isJson(thresholds) && thresholds.mode === "") thresholds.mode = "absolute";
  if (isJson(color) && color.mode === "") color.mode = "thresholds";
  // A mapping that matches nothing has no effect.
  if (Array.isArray(mappings))
    defaults.mappings = objectsOf(mappings).filter((one) => get(one, "options", "match") !== "");
}
