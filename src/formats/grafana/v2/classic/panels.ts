import { get, isJson, type Json, objectsOf, origin } from "../../plain-json.js";
import { defined, integerAt, textAt } from "../members.js";

/** Converts an element to a panel without its position. Undefined for anything else. */
export function convertElement(element: unknown): Json | undefined {
  const spec = get(element, "spec");
  if (!isJson(spec)) return undefined;
  const id = integerAt(spec, "id") ?? 0;
  const title = textAt(spec, "title") ?? "";
  if (textAt(element, "kind") === "LibraryPanel") {
    const reference = get(spec, "libraryPanel");
    const libraryPanel = { name: textAt(reference, "name") ?? "", uid: textAt(reference, "uid") ?? "" };
    return { [origin]: spec[origin], id, title, type: "library-panel-ref", libraryPanel };
  }
  const data = get(spec, "data", "spec");
  const targets = objectsOf(get(data, "queries")).map((query) => convertQuery(get(query, "spec")));
  const transformations = objectsOf(get(data, "transformations")).map(convertTransformation);
  const links = objectsOf(spec.links);
  return defined({
    [origin]: spec[origin],
    id,
    type: textAt(get(spec, "vizConfig"), "group") ?? "",
    title,
    description: textAt(spec, "description"),
    transparent: typeof spec.transparent === "boolean" ? spec.transparent : undefined,
    datasource: panelSource(targets),
    links: links.length > 0 ? links : undefined,
    ...convertQueryOptions(get(data, "queryOptions")),
    targets: targets.length > 0 ? targets : undefined,
    transformations: transformations.length > 0 ? transformations : undefined,
    ...convertVisualization(get(spec, "vizConfig")),
  });
}

/** A query refers to its data source by uid; the plugin is its group. */
export function convertSource(query: unknown): Json | undefined {
  const [uid, type] = [textAt(get(query, "datasource"), "name"), textAt(query, "group")];
  return uid === undefined && type === undefined ? undefined : defined({ type, uid });
}

function convertQuery(query: unknown): Json {
  const inner = get(query, "query");
  const spec = get(inner, "spec");
  const refId = get(query, "refId");
  return defined({
    ...(isJson(spec) ? spec : {}),
    refId: typeof refId === "string" ? refId : "",
    hide: get(query, "hidden") === true ? true : undefined,
    datasource: convertSource(inner),
  });
}

function panelSource(targets: readonly Json[]): Json | undefined {
  const sources = targets.flatMap(({ datasource }) => (isJson(datasource) ? [datasource] : []));
  const [first] = sources;
  if (first === undefined) return undefined;
  const isOne = sources.every(({ uid, type }) => uid === first.uid && type === first.type);
  // Several queries of other panels each name a panel.
  const isMixed = !isOne || (sources.length > 1 && first.uid === "-- Dashboard --");
  return isMixed ? { type: "mixed", uid: "-- Mixed --" } : first;
}

/** In v2beta1 the id is in the `spec`, in v2 it is the group. */
function convertTransformation(transformation: Json): Json {
  const spec = get(transformation, "spec");
  return defined({
    id: textAt(spec, "id") ?? textAt(transformation, "group") ?? "",
    disabled: get(spec, "disabled"),
    filter: get(spec, "filter"),
    topic: get(spec, "topic"),
    options: get(spec, "options"),
  });
}

function convertQueryOptions(options: unknown): Json {
  return defined({
    cacheTimeout: get(options, "cacheTimeout"),
    maxDataPoints: get(options, "maxDataPoints"),
    interval: get(options, "interval"),
    hideTimeOverride: get(options, "hideTimeOverride"),
    queryCachingTTL: get(options, "queryCachingTTL"),
    timeFrom: get(options, "timeFrom"),
    timeShift: get(options, "timeShift"),
    timeCompare: get(options, "timeCompare"),
  });
}

function convertVisualization(config: unknown): Json {
  const { __angularMigration: migration, ...options } = (get(config, "spec", "options") ?? {}) as Json;
  const original = get(migration, "originalOptions");
  return defined({
    pluginVersion: get(config, "version"),
    options,
    autoMigrateFrom: textAt(migration, "autoMigrateFrom"),
    ...(isJson(original) ? original : {}),
    fieldConfig: convertFieldConfig(get(config, "spec", "fieldConfig")),
  });
}

function convertFieldConfig(fieldConfig: unknown): Json | undefined {
  const defaults = get(fieldConfig, "defaults");
  const overrides = objectsOf(get(fieldConfig, "overrides"));
  const hasDefaults = isJson(defaults) && Object.keys(defaults).length > 0;
  if (!hasDefaults && overrides.length === 0) return undefined;
  return defined({
    defaults: hasDefaults ? defaults : undefined,
    overrides: overrides.length > 0 ? overrides : undefined,
  });
}
