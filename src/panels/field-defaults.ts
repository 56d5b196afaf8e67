import { largestValue } from "./limit-axis.js";
import {
  type FieldDefaults,
  type Resolve,
  renderDataLink,
  renderMappings,
  renderThresholds,
} from "./options/field-config.js";
import type { PanelOptions } from "./panel.js";
import type { RenderQuery, Scale } from "./panel-kind.js";

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
    ...(options.noValue !== undefined && { noValue: options.noValue }),
    ...(options.displayName !== undefined && { displayName: options.displayName }),
    ...(options.dataLinks && { links: options.dataLinks.map(renderDataLink) }),
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
