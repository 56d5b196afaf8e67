import { isJson, type Json } from "../plain-json.js";
import { booleanAt, defined, omit, textAt } from "./members.js";
import { renderQuery } from "./source-of.js";

const annotationMembers = new Set([
  ...["name", "datasource", "enable", "hide", "iconColor", "filter", "target", "builtIn", "type", "mappings"],
]);

/** Converts an annotation query. What v2 has no member for goes into its legacy options. */
export function renderAnnotation(annotation: Json): object {
  const { datasource, target, filter, mappings, builtIn } = annotation;
  const [uid, group] = [textAt(datasource, "uid"), textAt(datasource, "type")];
  const type = textAt(annotation, "type");
  const legacyOptions = { ...omit(annotation, annotationMembers), ...(type !== undefined && { type }) };
  const source = { group: group ?? "", uid: group === undefined ? undefined : uid };
  return {
    kind: "AnnotationQuery",
    spec: defined({
      query: renderQuery(source, isJson(target) ? target : {}),
      enable: booleanAt(annotation, "enable") ?? false,
      hide: booleanAt(annotation, "hide") ?? false,
      iconColor: textAt(annotation, "iconColor") ?? "",
      name: textAt(annotation, "name") ?? "",
      builtIn: typeof builtIn === "number" || typeof builtIn === "boolean" ? Boolean(builtIn) : undefined,
      filter: isJson(filter) ? renderFilter(filter) : undefined,
      mappings: isJson(mappings) ? renderMappings(mappings) : undefined,
      legacyOptions: Object.keys(legacyOptions).length > 0 ? legacyOptions : undefined,
    }),
  };
}

function renderFilter({ exclude, ids }: Json): object {
  const numbers = Array.isArray(ids) ? ids.filter((id) => typeof id === "number" && id >= 0 && id < 2 ** 32) : [];
  return { ...(exclude === true && { exclude }), ids: numbers.map(Math.trunc) };
}

function renderMappings(mappings: Json): Json {
  const entries = Object.entries(mappings).flatMap(([name, mapping]) => {
    if (typeof mapping === "string" && mapping !== "") return [[name, { source: "field", value: mapping }] as const];
    if (!isJson(mapping)) return [];
    const [source, value, regex] = ["source", "value", "regex"].map((member) => textAt(mapping, member));
    return [[name, defined({ source: source ?? "field", value, regex })] as const];
  });
  return Object.fromEntries(entries);
}
