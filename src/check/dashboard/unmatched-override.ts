import { nearest } from "../../diagnostics/nearest.js";
import type { Check, OverrideSetting, PanelSettings } from "../check.js";
import { type FieldNames, fieldNames, isGeneric, mayHave } from "../panel/field-names.js";

/** An override for a field that the panel does not have. */
export const unmatchedOverride: Check = {
  id: "dashboard/unmatched-override",
  on: "panel",
  *run({ panel, settings, context }) {
    if (settings.overrides.length === 0) return;
    const names = fieldNames(settings);
    // In dashboards from elsewhere, some are left over from earlier, or there just in case.
    const isFromElsewhere = !context.catalogue || settings.targets.some(({ query }) => query?.isForeign);
    for (const override of settings.overrides) {
      const missing = findMissing(override, names, settings);
      if (!missing) continue;
      yield {
        ...(isFromElsewhere && { severity: "info" as const }),
        ...missing,
        details: "Grafana applies the override to nothing, and does not say so.",
        at: panel.locate([...override.path, "matcher", "options"]),
      };
    }
  },
};

function findMissing(
  { matcher: { id, options } }: OverrideSetting,
  names: FieldNames,
  { targets, transformations }: PanelSettings,
) {
  if (typeof options !== "string" || options.includes("$")) return undefined;
  if (id === "byName" && !isGeneric(options) && !mayHave(names, options)) {
    return { summary: `the override is for "${options}", but no field has this name`, fix: fixFor(options, names) };
  }
  const isTarget = targets.some(({ refId }) => refId === options);
  if (id === "byFrameRefID" && !isTarget && transformations.length === 0 && targets.length > 0) {
    return {
      summary: `the override is for the query "${options}", which the panel does not have`,
      fix: queryFix(options, targets),
    };
  }
  return undefined;
}

function fixFor(name: string, { exact, patterns }: FieldNames): string {
  const suggestion = nearest(name, exact);
  if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
  const known = [...exact].filter((one) => !isGeneric(one)).map((one) => `"${one}"`);
  if (known.length === 0 || patterns.length > 0) return "use the name in the legend, or override.pattern(…)";
  return `use the name in the legend: ${known.join(", ")}`;
}

function queryFix(name: string, targets: PanelSettings["targets"]): string {
  const known = targets.map(({ refId, legend }) => legend?.value ?? refId);
  const suggestion = nearest(name, known);
  return suggestion === undefined ? `use the name of a query: ${known.join(", ")}` : `did you mean "${suggestion}"?`;
}
