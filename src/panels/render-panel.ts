import { inferValues } from "./inferred-values.js";
import { kindOf, type Panel } from "./kinds/index.js";
import type { FieldDefaults, Resolve } from "./options/field-config.js";
import type { GraphOptions } from "./options/graph-options.js";
import { renderOverride } from "./options/overrides.js";
import { renderTransformation } from "./options/transformations.js";
import { renderValues } from "./options/value-options.js";
import type { PanelOptions } from "./panel.js";
import type { PanelSettings, RenderQuery, Scale } from "./panel-kind.js";

export interface RenderContext {
  /** Columns of the grid. */
  readonly width: number;
  readonly resolve: Resolve;
}

/** Renders Grafana's settings of a panel: what depends on its kind, and the field defaults that all kinds share. */
export function renderPanel(
  panel: Panel,
  queries: readonly RenderQuery[],
  { width, resolve }: RenderContext,
): PanelSettings {
  const kind = kindOf(panel);
  const values = renderFieldDefaults(scaleOf(panel), panel.options, queries, resolve);
  const settings = kind.render({ panel, queries, values, width, resolve });
  const { overrides = [], transformations = [] }: PanelOptions = panel.options;
  const { fieldConfig } = settings;
  return {
    ...settings,
    ...(fieldConfig && {
      fieldConfig: {
        defaults: fieldConfig.defaults,
        overrides: [
          ...fieldConfig.overrides,
          ...overrides.map((override) => renderOverride(override, queries, resolve)),
        ],
      },
    }),
    ...(transformations.length > 0 && {
      transformations: [...transformations.map(renderTransformation), ...(settings.transformations ?? [])],
    }),
  };
}

/** The bounds of the scale. Values that are drawn below zero need room there. */
function scaleOf(panel: Panel): Scale {
  const { overrides = [] }: PanelOptions = panel.options;
  const { negativeY = false } = panel.options as GraphOptions;
  const scale = kindOf(panel).scale(panel.options);
  const isMirrored = negativeY || overrides.some(({ options }) => options.negativeY);
  return scale === "from zero" && isMirrored ? "free" : scale;
}

/** Renders the field defaults that all kinds have in common. */
function renderFieldDefaults(
  scale: Scale,
  options: PanelOptions,
  queries: readonly RenderQuery[],
  resolve: Resolve,
): FieldDefaults {
  if (scale === "custom") return {};
  const { displayName } = options;
  const values = renderValues({ ...options, ...inferValues(scale, options, queries) }, resolve);
  return { ...(displayName !== undefined && { displayName }), ...values };
}
