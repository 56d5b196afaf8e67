import { get, isJson, type Json, objectsOf } from "../plain-json.js";

/** Version 30: value mappings are grouped by kind, and have the colour that thresholds gave their text. */
export function convertValueMappings(panel: Json): void {
  const defaults = get(panel, "fieldConfig", "defaults");
  if (isJson(defaults) && Array.isArray(defaults.mappings)) {
    defaults.mappings = convertMappings(defaults.mappings, defaults.thresholds);
  }
  for (const override of objectsOf(get(panel, "fieldConfig", "overrides"))) {
    for (const property of objectsOf(override.properties)) {
      if (property.id === "mappings" && Array.isArray(property.value)) {
        property.value = convertMappings(property.value, undefined);
      }
    }
  }
}

function convertMappings(mappings: readonly unknown[], thresholds: unknown): readonly unknown[] {
  const values: Json = {};
  let hasValues = false;
  const others: unknown[] = [];
  for (const mapping of objectsOf(mappings)) {
    const { type } = mapping;
    if (type === "value") {
      if (!isJson(mapping.options)) continue;
      Object.assign(values, mapping.options);
      hasValues = true;
    } else if (typeof type === "string" && type !== "") {
      others.push(mapping);
    } else if (type === 1 && mapping.value !== undefined && mapping.value !== null) {
      if (mapping.value === "null") {
        others.push({ type: "special", options: { match: "null", result: resultOf(mapping, thresholds) } });
        continue;
      }
      values[String(mapping.value)] = resultOf(mapping, thresholds);
      hasValues = true;
    } else if (type === 2) {
      const [from, to] = [Number(mapping.from ?? 0) || 0, Number(mapping.to ?? 0) || 0];
      others.push({ type: "range", options: { from, to, result: resultOf(mapping, thresholds) } });
    }
  }
  if (mappings.length === 0) return mappings;
  return hasValues ? [{ type: "value", options: values }, ...others] : others;
}

function resultOf({ text }: Json, thresholds: unknown): Json {
  const color = colorOf(text, thresholds);
  return { text, ...(color !== undefined && { color }) };
}

/** The colour of the last threshold that is not above the number in a text. */
function colorOf(text: unknown, thresholds: unknown): unknown {
  if (!isJson(thresholds) || typeof text !== "string" || text.trim() === "") return undefined;
  const value = Number(text);
  if (Number.isNaN(value)) return undefined;
  const steps = objectsOf(thresholds.steps);
  if (steps.length === 0) return "#808080";
  let active = steps[0]!;
  for (const step of steps) {
    const bound = step.value === null ? 0 : step.value;
    if (typeof bound !== "number" || value < bound) break;
    active = step;
  }
  return active.color;
}

/** Version 30: the options of the tooltip have the same name in all panels. */
export function renameTooltipOptions(panel: Json): void {
  const { type, options } = panel;
  if (type !== "timeseries" && type !== "xychart" && type !== "xychart2") return;
  if (!isJson(options) || !("tooltipOptions" in options)) return;
  options.tooltip = options.tooltipOptions;
  delete options.tooltipOptions;
}
