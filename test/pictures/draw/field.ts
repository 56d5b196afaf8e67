import type { FieldConfig, Panel } from "../../../src/formats/grafana/types.js";
import { colorOf } from "./svg.js";

/** The properties of a field that overrides set, by their ids. */
export function overridesFor(panel: Panel, field: { readonly name: string; readonly refId: string }) {
  const matching = (panel.fieldConfig?.overrides ?? []).filter(({ matcher }) => {
    if (matcher.id === "byName") return matcher.options === field.name;
    if (matcher.id === "byFrameRefID") return matcher.options === field.refId;
    if (matcher.id === "byRegexp") return patternOf(String(matcher.options)).test(field.name);
    return false;
  });
  return new Map(matching.flatMap(({ properties }) => properties.map(({ id, value }) => [id, value as unknown])));
}

/** The properties of all fields that no override sets. */
export function defaultsOf({ fieldConfig }: Panel): FieldConfig {
  return fieldConfig?.defaults ?? {};
}

function patternOf(text: string): RegExp {
  const [, body, flags] = /^\/(.*)\/(\w*)$/.exec(text) ?? [undefined, text, ""];
  return new RegExp(body!, flags);
}

type Thresholds = FieldConfig["thresholds"];

/** The colour of a value by its thresholds. */
export function thresholdColor(value: number, thresholds: Thresholds): string {
  const steps = thresholds?.steps ?? [];
  const reached = steps.filter((step) => step.value === null || value >= step.value);
  return colorOf(reached.at(-1)?.color ?? "text");
}
