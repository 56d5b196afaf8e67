import { largestValue } from "./limit-axis.js";
import type { PanelOptions } from "./panel.js";
import type { RenderQuery, Scale } from "./panel-kind.js";

/** Infers the unit and the bounds of a panel's values that its options do not set, from its queries. */
export function inferValues(scale: Scale, options: PanelOptions, queries: readonly RenderQuery[]) {
  const unit = options.unit ?? commonUnit(queries);
  const min = options.min ?? (scale !== "free" && areNeverNegative(queries) ? 0 : undefined);
  const max = options.max ?? (scale === "bounded" ? largestValue(queries) : undefined);
  return {
    ...(unit !== undefined && { unit }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
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
