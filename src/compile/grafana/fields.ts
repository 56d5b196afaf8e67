import type { FieldConfig } from "../../formats/grafana/types.js";
import type { Panel } from "../../model/panel.js";
import type { Thresholds, ValueMappings } from "../../model/threshold.js";
import { type Scope, type Subject, valueHere } from "../scope.js";
import type { Draw } from "./draws.js";

/** A property that an override sets, or a rule for which fields it sets them. */
export type Override = {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
};

/** What holds for every value of a panel, whatever draws it. */
export function compileFields(scope: Scope, subject: Subject, panel: Panel, draws: readonly Draw[]): FieldConfig {
  const { options } = panel;
  // The cells of a heatmap are counts: its unit and bounds are those of its y axis.
  if (panel.type === "heatmap") return {};
  const unit = unitOf(panel, draws);
  const min = options.min ?? (isNeverNegative(panel, draws) ? 0 : undefined);
  const max = options.max ?? (hasFixedScale(panel) ? largest(draws) : undefined);
  return {
    ...(unit !== undefined && { unit }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(options.decimals !== undefined && { decimals: options.decimals }),
    ...(options.mappings && { mappings: compileMappings(options.mappings) }),
    ...(options.thresholds && { thresholds: compileThresholds(scope, subject, options.thresholds) }),
  };
}

/** What the options say, else what the signals say, else what the expressions are measured in: if all agree. */
export function unitOf(panel: Panel, draws: readonly Draw[]): string | undefined {
  if (panel.options.unit !== undefined) return panel.options.unit;
  const units = new Set(draws.map(({ signal, measured }) => signal?.unit ?? measured.unit));
  return units.size === 1 ? [...units][0] : undefined;
}

function isNeverNegative({ type, options }: Panel, draws: readonly Draw[]): boolean {
  const hasScale = type === "timeseries" || type === "gauge" || type === "bargauge";
  if (!hasScale || options.logScale !== undefined || draws.length === 0) return false;
  return draws.every(({ measured }) => measured.neverNegative);
}

/** A line shows best on a scale made for it; what fills up needs to know when it is full. */
function hasFixedScale({ type }: Panel): boolean {
  return type === "gauge" || type === "bargauge";
}

function largest(draws: readonly Draw[]): number | undefined {
  const known = draws.flatMap(({ signal }) => signal?.max ?? []);
  return draws.length > 0 && known.length === draws.length ? Math.max(...known) : undefined;
}

/** The steps in ascending order, as Grafana needs them, on top of the base colour. */
export function compileThresholds(scope: Scope, subject: Subject, thresholds: Thresholds) {
  const steps = thresholds.steps.flatMap(({ from, color }) => {
    const value = valueHere(scope, subject, "a threshold", from);
    return value === undefined ? [] : [{ value, color: color as string }];
  });
  steps.sort((left, right) => left.value - right.value);
  return { mode: "absolute" as const, steps: [{ value: null, color: thresholds.base ?? "green" }, ...steps] };
}

export function compileMappings(mappings: ValueMappings) {
  const options = Object.fromEntries(
    Object.entries(mappings).map(([value, { text, color }], index) => [
      value,
      { text, ...(color !== undefined && { color }), index },
    ]),
  );
  return [{ type: "value" as const, options }];
}
