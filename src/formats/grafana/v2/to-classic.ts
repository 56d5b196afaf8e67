import { get, isJson, type Json, objectsOf, origin } from "../plain-json.js";
import { latestSchemaVersion } from "../schema-version.js";
import { convertAnnotation } from "./classic/annotations.js";
import { convertLayout } from "./classic/layout.js";
import { convertVariable } from "./classic/variables.js";
import { defined, integerAt, textAt, textsAt } from "./members.js";

/**
 * Converts the `spec` of a `dashboard.grafana.app/v2beta1` or `v2` resource to a classic dashboard, as Grafana 12 does: a
 * tab becomes a row, an automatic grid one of fixed positions, and the variables of rows and tabs those of the dashboard.
 * Conditions for showing something have no classic form.
 */
export function convertToClassic(spec: Json): Json {
  const panels = convertLayout(spec);
  const variables = listVariables(spec).flatMap((variable) => convertVariable(variable) ?? []);
  const tags = textsAt(spec, "tags");
  const links = objectsOf(spec.links).map((link) => ({ ...link, tags: textsAt(link, "tags") }));
  return defined({
    [origin]: spec[origin],
    title: textAt(spec, "title") ?? "",
    description: typeof spec.description === "string" ? spec.description : undefined,
    tags: tags.length > 0 ? tags : undefined,
    editable: spec.editable !== false,
    graphTooltip: Math.max(0, ["Off", "Crosshair", "Tooltip"].indexOf(textAt(spec, "cursorSync") ?? "Off")),
    liveNow: typeof spec.liveNow === "boolean" ? spec.liveNow : undefined,
    preload: spec.preload === true,
    revision: typeof spec.revision === "number" ? spec.revision : undefined,
    schemaVersion: latestSchemaVersion,
    ...convertTimeSettings(get(spec, "timeSettings")),
    links: links.length > 0 ? links : undefined,
    templating: variables.length > 0 ? { list: variables } : undefined,
    annotations: { list: objectsOf(spec.annotations).map(convertAnnotation) },
    panels: panels.length > 0 ? panels : undefined,
  });
}

/** The variables of the dashboard, and those of its rows and tabs that have another name. Grafana 12 has no such. */
function listVariables({ variables, layout }: Json): readonly Json[] {
  const own = objectsOf(variables);
  const names = new Set(own.map((variable) => textAt(get(variable, "spec"), "name")));
  const ofSections = listSectionVariables(layout).filter((variable) => {
    const name = textAt(get(variable, "spec"), "name");
    return !names.has(name) && names.add(name);
  });
  return [...own, ...ofSections];
}

function listSectionVariables(layout: unknown): readonly Json[] {
  const sections = ["rows", "tabs"].flatMap((name) => objectsOf(get(layout, "spec", name)));
  return sections.flatMap((section) => [
    ...objectsOf(get(section, "spec", "variables")),
    ...listSectionVariables(get(section, "spec", "layout")),
  ]);
}

function convertTimeSettings(settings: unknown): Json {
  const intervals = textsAt(settings, "autoRefreshIntervals");
  const ranges = objectsOf(get(settings, "quickRanges"));
  const timepicker = defined({
    refresh_intervals: intervals.length > 0 ? intervals : undefined,
    hidden: get(settings, "hideTimepicker") === true ? true : undefined,
    nowDelay: textAt(settings, "nowDelay"),
    quick_ranges: ranges.length > 0 ? ranges : undefined,
  });
  const timezone = isJson(settings) ? settings.timezone : undefined;
  return {
    time: { from: textAt(settings, "from") ?? "now-6h", to: textAt(settings, "to") ?? "now" },
    timezone: typeof timezone === "string" ? timezone : undefined,
    refresh: textAt(settings, "autoRefresh") ?? "",
    fiscalYearStartMonth: integerAt(settings, "fiscalYearStartMonth") ?? 0,
    weekStart: textAt(settings, "weekStart"),
    timepicker: Object.keys(timepicker).length > 0 ? timepicker : undefined,
  };
}
