import { get, type Json, objectsOf } from "../plain-json.js";

/** Version 19: the links of a panel are URLs. */
export function convertPanelLinks(panel: Json): void {
  const { links } = panel;
  if (Array.isArray(links) && links.length > 0) panel.links = objectsOf(links).map(convertLink);
}

function convertLink(link: Json): Json {
  const title = textOf(link.title);
  return { url: linkUrl(link), title, ...(link.targetBlank === true && { targetBlank: true }) };
}

function linkUrl(link: Json): string {
  const parameters = [
    link.keepTime === true ? "$__url_time_range" : "",
    link.includeVars === true ? "$__all_variables" : "",
    textOf(link.params),
  ].filter((parameter) => parameter !== "");
  const page = linkedPage(link);
  return parameters.length === 0 ? page : `${page}?${parameters.join("&")}`;
}

function linkedPage(link: Json): string {
  const [url, dashboard, path] = [textOf(link.url), textOf(link.dashboard), textOf(link.dashUri)];
  if (url !== "") return url;
  if (dashboard !== "") return `dashboard/db/${slugOf(dashboard)}`;
  return path === "" ? "/" : `dashboard/${path}`;
}

function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ ]+/g, "")
    .replaceAll(/ +/g, "-");
}

const oldVariables = /\$?__series_name|__value_time|\$?__field_name/g;

const newVariables: Readonly<Record<string, string>> = {
  __series_name: "__series.name",
  $__series_name: "${__series.name}",
  __value_time: "__value.time",
  __field_name: "__field.name",
  $__field_name: "${__field.name}",
};

/** Version 20: the variables of a data link are written with a dot. */
export function renameLinkVariables(panel: Json): void {
  const rename = (text: string) => text.replaceAll(oldVariables, (name) => newVariables[name] ?? name);
  replaceInLinks(panel, rename);
  const defaults = get(panel, "options", "fieldOptions", "defaults") as Json | undefined;
  if (typeof get(defaults, "title") === "string") defaults!.title = rename(defaults!.title as string);
}

/** Version 21: a data link has the labels of the field. */
export function renameSeriesLabels(panel: Json): void {
  replaceInLinks(panel, (text) => text.replaceAll("__series.labels", "__field.labels"));
}

function replaceInLinks(panel: Json, replace: (url: string) => string): void {
  const lists = [get(panel, "options", "dataLinks"), get(panel, "options", "fieldOptions", "defaults", "links")];
  for (const link of lists.flatMap(objectsOf)) if (typeof link.url === "string") link.url = replace(link.url);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
