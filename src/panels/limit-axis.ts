import type { FieldDefaults, ThresholdsConfig } from "./options/field-config.js";
import type { AxisOptions } from "./options/graph-options.js";
import type { PanelOptions } from "./panel.js";
import type { RenderQuery } from "./panel-kind.js";

/** Room above a limit: it stays in sight while values are small. */
const headroom = 1.2;

/** The end of the axis of shares without a limit: they are small as a rule, and noise should look small. */
const calmShares: Readonly<Record<string, number>> = { percentunit: 0.1, percent: 10 };

/** All of it, in the units of shares. */
const wholes: Readonly<Record<string, number>> = { percentunit: 1, percent: 100 };

/** Units of plain numbers. */
const plainUnits: ReadonlySet<string | undefined> = new Set([undefined, "short", "none"]);

/** The end of an axis, and the digits on it. */
interface AxisEnd {
  readonly max?: number;
  readonly softMax?: number;
  readonly decimals?: number;
}

/** The end of the axis of a graph, unless its options set it: limits are in sight, and zeros look like zeros. */
export function endAxis(
  options: PanelOptions & { readonly axis?: AxisOptions },
  values: FieldDefaults,
  queries: readonly RenderQuery[],
): AxisEnd {
  const { unit = "", max, decimals, thresholds } = values;
  const isCount = plainUnits.has(values.unit) && (decimals === 0 || queries.every(({ traits }) => traits.isCount));
  const digits = isCount && decimals === undefined ? { decimals: 0 } : {};
  if (max !== undefined || options.max !== undefined || options.axis?.softMax !== undefined) return digits;
  const largest = largestValue(queries);
  if (thresholds && isLowerBound(thresholds) && unit in wholes) {
    return largest === undefined ? { softMax: wholes[unit]! } : { max: largest };
  }
  const steps = thresholds?.mode === "absolute" ? thresholds.steps : [];
  const limit = Math.max(0, ...steps.map(({ value }) => value ?? 0));
  if (limit > 0) {
    const whole = wholes[unit] ?? Number.POSITIVE_INFINITY;
    const end = Number((headroom * limit).toPrecision(12));
    if (largest !== undefined && end >= largest) return { ...digits, max: largest };
    return { ...digits, softMax: limit <= whole ? Math.min(end, whole) : end };
  }
  const calm = isCount ? 1 : calmShares[unit];
  return { ...digits, ...(calm !== undefined && { softMax: calm }) };
}

/** The largest value that the signals of all queries can have, if there is one. */
export function largestValue(queries: readonly RenderQuery[]): number | undefined {
  const maxima = queries.flatMap(({ signal }) => signal?.max ?? []);
  return queries.length > 0 && maxima.length === queries.length ? Math.max(...maxima) : undefined;
}

/** True if small values are bad: the last colour is the good one. */
export function isLowerBound({ steps }: ThresholdsConfig): boolean {
  return steps.length > 1 && steps.at(-1)!.color === "green" && steps[0]!.color !== "green";
}

/** Leaves values above a lower bound uncoloured. Grafana then draws the limit in the colour of what is below it. */
export function withoutGood(thresholds: ThresholdsConfig): ThresholdsConfig {
  const steps = thresholds.steps.map((step, index, { length }) =>
    index === length - 1 ? { ...step, color: "transparent" } : step,
  );
  return { ...thresholds, steps };
}
