import type * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import type { InJson } from "../../model/definition/in-json.js";
import type { Varying } from "../../model/definition/per-environment.js";

/** The value for the environment that is compiled. One that is missing is reported as `subject` and left out. */
export type Resolve = (value: Varying<number>, subject: string) => number | undefined;

/** Grafana's field defaults, as far as panels set them. */
export interface FieldDefaults {
  readonly displayName?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly noValue?: string;
  readonly links?: readonly { readonly title: string; readonly url: string; readonly targetBlank: boolean }[];
  readonly actions?: readonly ActionConfig[];
  readonly mappings?: readonly ValueMappingConfig[];
  readonly thresholds?: ThresholdsConfig;
  readonly color?: { readonly mode: "palette-classic" | "thresholds" | "fixed"; readonly fixedColor?: string };
  readonly custom?: object;
}

export type ValueMappingConfig = InJson<sdk.ValueMapping>;
export type MappedTextConfig = InJson<sdk.ValueMappingResult>;
export type ActionConfig = InJson<sdk.Action>;
/** Its steps are in ascending order; the first holds the base colour and has no value. */
export type ThresholdsConfig = InJson<sdk.ThresholdsConfig>;

/** Sets properties of the fields that match. */
export interface FieldOverride {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

/** The properties of an override, by Grafana's id. */
export function toProperties(values: object): FieldOverride["properties"] {
  return Object.entries(values).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]));
}
