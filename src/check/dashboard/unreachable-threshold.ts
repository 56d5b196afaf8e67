import { union, type ValueRange } from "../../promql/values/value-range.js";
import type { Check, PanelSubject, Setting } from "../check.js";

/** A threshold, or the end of an axis, that no value of the panel reaches. */
export const unreachableThreshold: Check = {
  id: "dashboard/unreachable-threshold",
  on: "panel",
  *run(subject) {
    const { panel, settings } = subject;
    if (settings.thresholds.length === 0 && settings.max === undefined) return;
    const range = rangeOfAll(subject);
    if (!range || range.high === Infinity) return;
    const step = settings.thresholds.find(({ value }) => value > range.high);
    if (step) {
      yield {
        summary: `no value of the panel reaches the threshold ${step.value}: none is above ${range.high}`,
        details: "The panel never has the colour of the threshold, however bad it gets.",
        fix: fixFor(step, range, settings.unit?.value),
        at: panel.locate(step.path),
      };
    }
    // Some space above the values is a matter of taste.
    if (settings.max && range.high > 0 && settings.max.value >= 10 * range.high) {
      yield {
        summary: `the axis ends at ${settings.max.value}, but no value is above ${range.high}`,
        details: "All values lie on the lower edge of the panel.",
        fix: `set max to ${range.high}`,
        at: panel.locate(settings.max.path),
      };
    }
  },
};

/** The range of the values of all queries; undefined where one is unknown, or has thresholds of its own. */
function rangeOfAll({ settings: { targets, overrides, transformations } }: PanelSubject): ValueRange | undefined {
  const isOverridden = overrides.some(({ properties }) =>
    properties.some(({ id }) => id === "thresholds" || id === "max"),
  );
  const isChanged = transformations.some(({ id }) => id === "calculateField" || id === "groupBy" || id === "reduce");
  const shown = targets.filter(({ isHidden }) => !isHidden);
  if (isOverridden || isChanged || shown.length === 0) return undefined;
  let range: ValueRange | undefined;
  for (const { query } of shown) {
    if (!query) return undefined;
    const own = query.rangeOf(query.expr);
    range = range ? union(range, own) : own;
  }
  return range;
}

function fixFor({ value }: Setting<number>, { low, high }: ValueRange, unit: string | undefined): string {
  const isShare = high === 1 && value > 1 && value <= 100 && (unit === undefined || unit.startsWith("percent"));
  if (isShare) return `write ${value / 100} for ${value} %`;
  return `set it to ${Number.isFinite(low) && low !== high ? `a value from ${low} to ${high}` : `${high} or less`}`;
}
