import { get, isJson, type Json, origin } from "../../plain-json.js";
import { booleanAt, defined, textAt } from "../members.js";
import { convertSource } from "./panels.js";

/** Converts an annotation query to its classic form. */
export function convertAnnotation(annotation: Json): Json {
  const spec = get(annotation, "spec");
  const query = get(spec, "query");
  const target = get(query, "spec");
  const legacy = get(spec, "legacyOptions");
  const isBuiltIn = get(spec, "builtIn") === true;
  return defined({
    [origin]: (spec as Json | undefined)?.[origin],
    name: textAt(spec, "name") ?? "",
    datasource: convertSource(query),
    enable: booleanAt(spec, "enable") ?? false,
    hide: booleanAt(spec, "hide") ?? false,
    iconColor: textAt(spec, "iconColor") ?? "",
    builtIn: isBuiltIn ? 1 : undefined,
    type: isBuiltIn ? "dashboard" : undefined,
    target: isJson(target) && Object.keys(target).length > 0 ? target : undefined,
    filter: get(spec, "filter"),
    mappings: get(spec, "mappings"),
    ...(isJson(legacy) ? legacy : {}),
  });
}
