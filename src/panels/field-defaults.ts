import type { PanelOptions } from "./panel.js";
import type { FieldDefaults, RenderQuery, Resolve, Scale, ThresholdsConfig, ValueMapping } from "./panel-kind.js";
import type { Thresholds, ValueMappings } from "./thresholds.js";

/** Renders the field defaults that all kinds have in common. */
export function renderFieldDefaults(
  scale: Scale,
  options: PanelOptions,
  queries: readonly RenderQuery[],
  resolve: Resolve,
): FieldDefaults {
  if (scale === "custom") return {};
  const unit = options.unit ?? commonUnit(queries);
  const min = options.min ?? (scale !== "free" && areNeverNegative(queries) ? 0 : undefined);
  const max = options.max ?? (scale === "bounded" ? largestValue(queries) : undefined);
  return {
    ...(unit !== undefined && { unit }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(options.decimals !== undefined && { decimals: options.decimals }),
    ...(options.mappings && { mappings: renderMappings(options.mappings) }),
    ...(options.thresholds && { thresholds: renderThresholds(options.thresholds, resolve) }),
  };
}

/** The unit of the signals, or else of the expressions, if all queries have the same. */
function commonUnit(queries: readonly RenderQuery[]): string | undefined {
  const units = new Set(queries.map(({ signal, traits }) => signal?.unit ?? traits.unit));
  return units.size === 1 ? [...units][0] : undefined;
}

function areNeverNegative(queries: readonly RenderQuery[]): boolean {
  return queries.length > 0 && queries.every(({ traits }) => traits.neverNegative);
}

function largestValue(queries: readonly RenderQuery[]): number | undefined {
  const maxima = queries.flatMap(({ signal }) => signal?.max ?? []);
  return queries.length > 0 && maxima.length === queries.length ? Math.max(...maxima) : undefined;
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
