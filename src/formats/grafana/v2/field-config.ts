import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { defined, numberAt } from "./members.js";

type ReadMember = (defaults: Json, name: string) => unknown;

const asText: ReadMember = (defaults, name) => (typeof defaults[name] === "string" ? defaults[name] : undefined);
const asFlag: ReadMember = (defaults, name) => (typeof defaults[name] === "boolean" ? defaults[name] : undefined);
const asList: ReadMember = (defaults, name) => (Array.isArray(defaults[name]) ? defaults[name] : undefined);

/** The field options that v2 knows, in the order in which Grafana writes them. */
const fieldMembers: ReadonlyMap<string, ReadMember> = new Map<string, ReadMember>([
  ["displayName", asText],
  ["displayNameFromDS", asText],
  ["description", asText],
  ["path", asText],
  ["writeable", asFlag],
  ["filterable", asFlag],
  ["unit", asText],
  ["decimals", numberAt],
  ["min", numberAt],
  ["max", numberAt],
  ["mappings", (defaults) => renderMappings(defaults.mappings)],
  ["thresholds", (defaults) => renderThresholds(defaults.thresholds)],
  ["color", (defaults) => renderColor(defaults.color)],
  ["links", asList],
  ["noValue", asText],
  [
    "custom",
    (defaults) => (isJson(defaults.custom) && Object.keys(defaults.custom).length > 0 ? defaults.custom : undefined),
  ],
  ["fieldMinMax", asFlag],
  ["nullValueMode", asText],
  ["actions", asList],
]);

/** Converts the field options of a panel. */
export function renderFieldConfig(fieldConfig: unknown): object {
  const defaults = get(fieldConfig, "defaults");
  return {
    defaults: isJson(defaults) ? renderDefaults(defaults) : {},
    overrides: objectsOf(get(fieldConfig, "overrides")).map(renderOverride),
  };
}

function renderDefaults(defaults: Json): Json {
  return defined(Object.fromEntries(Array.from(fieldMembers, ([name, read]) => [name, read(defaults, name)])));
}

function renderColor(color: unknown): object | undefined {
  if (!isJson(color)) return undefined;
  return defined({
    mode: asText(color, "mode") ?? "",
    fixedColor: asText(color, "fixedColor"),
    seriesBy: asText(color, "seriesBy"),
  });
}

function renderThresholds(thresholds: unknown): object | undefined {
  if (!isJson(thresholds)) return undefined;
  const steps = objectsOf(thresholds.steps).map((step) => ({
    value: numberAt(step, "value") ?? null,
    color: asText(step, "color") ?? "",
  }));
  return { mode: asText(thresholds, "mode") ?? "", steps };
}

function renderMappings(mappings: unknown): readonly object[] | undefined {
  const converted = objectsOf(mappings).flatMap((mapping) => renderMapping(mapping) ?? []);
  return converted.length === 0 ? undefined : converted;
}

function renderMapping(mapping: Json): object | undefined {
  const { type, options } = mapping;
  if (type === "value") {
    const results = Object.entries(isJson(options) ? options : {}).filter(([, result]) => isJson(result));
    return { type, options: Object.fromEntries(results.map(([value, result]) => [value, renderResult(result)])) };
  }
  if (!isJson(options) || Object.keys(options).length === 0) return undefined;
  const result = renderResult(options.result);
  if (type === "range") {
    const [from, to] = [numberAt(options, "from") ?? null, numberAt(options, "to") ?? null];
    return from === null && to === null ? undefined : { type, options: { from, to, result } };
  }
  if (type === "regex") return { type, options: { pattern: asText(options, "pattern") ?? "", result } };
  if (type === "special") return { type, options: { match: asText(options, "match") ?? "", result } };
  return undefined;
}

function renderResult(result: unknown): object {
  if (!isJson(result)) return {};
  return defined({
    text: asText(result, "text"),
    color: asText(result, "color"),
    icon: asText(result, "icon"),
    index: numberAt(result, "index"),
  });
}

function renderOverride(override: Json): object {
  const matcher = isJson(override.matcher) ? override.matcher : {};
  return {
    ...(typeof override.__systemRef === "string" && { __systemRef: override.__systemRef }),
    matcher: defined({ id: asText(matcher, "id") ?? "", scope: asText(matcher, "scope"), options: matcher.options }),
    properties: objectsOf(override.properties).map(({ id, value }) =>
      defined({ id: typeof id === "string" ? id : "", value }),
    ),
  };
}
