import type { Varying } from "../../model/definition/per-environment.js";
import type { DataLink } from "./field-options.js";
import type { Thresholds, ValueMappings } from "./thresholds.js";

/** The value for the environment that is compiled. One that is missing is reported as `subject` and left out. */
export type Resolve = (value: Varying<number>, subject: string) => number | undefined;

/** Grafana's field defaults, as far as panels set them. */
export interface FieldDefaults {
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  readonly noValue?: string;
  readonly displayName?: string;
  readonly links?: readonly { readonly title: string; readonly url: string; readonly targetBlank: boolean }[];
  readonly mappings?: readonly ValueMapping[];
  readonly thresholds?: ThresholdsConfig;
  readonly color?: { readonly mode: "palette-classic" | "thresholds" | "fixed"; readonly fixedColor?: string };
  readonly custom?: object;
}

export type ValueMapping =
  | {
      readonly type: "value";
      readonly options: {
        readonly [value: string]: { readonly text: string; readonly color?: string; readonly index: number };
      };
    }
  | {
      readonly type: "special";
      readonly options: {
        readonly match: "null+nan";
        readonly result: { readonly text: string; readonly color: string; readonly index: number };
      };
    };

export interface ThresholdsConfig {
  readonly mode: "absolute";
  /** In ascending order; the first holds the base colour and has no value. */
  readonly steps: readonly { readonly value: number | null; readonly color: string }[];
}

/** Sets properties of the fields that match. */
export interface FieldOverride {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

/** Renders the steps in ascending order, as Grafana needs them, on top of the base colour. */
export function renderThresholds({ base, steps }: Thresholds, resolve: Resolve): ThresholdsConfig {
  const resolved = steps.flatMap(({ from, color }) => {
    const value = resolve(from, "a threshold");
    return value === undefined ? [] : [{ value, color }];
  });
  resolved.sort((left, right) => left.value - right.value);
  return { mode: "absolute", steps: [{ value: null, color: base ?? "green" }, ...resolved] };
}

export function renderMappings(mappings: ValueMappings): readonly ValueMapping[] {
  const options = Object.fromEntries(
    Object.entries(mappings).map(([value, { text, color }], index) => [
      value,
      { text, ...(color !== undefined && { color }), index },
    ]),
  );
  return [{ type: "value", options }];
}

export function renderDataLink({ title, url, newTab = false }: DataLink) {
  return { title, url, targetBlank: newTab };
}
