import { posix } from "node:path";
import { get, isJson } from "../../../formats/grafana/plain-json.js";
import { parseJson } from "../../../project/files/parse-json.js";
import type { ObjectKind } from "../../objects/object.js";
import { parseYaml } from "../../objects/parse-yaml.js";
import { alertingFolder } from "./layout.js";

/** The kind of a file, by its place in the layout. */
export function kindOfFile(path: string): ObjectKind {
  const [environment, folder, ...rest] = path.split("/");
  const program = environment === "alertmanagers" ? "alertmanager" : folder;
  if (`${folder}/${rest.slice(0, -1).join("/")}` === alertingFolder)
    return /-rules\.ya?ml$/.test(path) ? "rules" : "file";
  if (program === "grafana" && rest[0] === "provisioning") return "folder";
  if (program === "grafana" && rest[0] === "dashboards") return "dashboard";
  if (program === "prometheus" || program === "loki") return "rules";
  if (program !== "alertmanager") return "file";
  return path.endsWith("alertmanager.yml") ? "alertmanager configuration" : "notification templates";
}

export function nameOfFile(path: string): string {
  return posix.basename(path);
}

/** The title of a dashboard; the name of any other file. */
export function titleOfFile(kind: ObjectKind, path: string, text: string): string {
  const dashboard = kind === "dashboard" ? openResource(parseJson(text)) : undefined;
  const title = get(dashboard, "title");
  return typeof title === "string" ? title : nameOfFile(path);
}

/** The content of a resource of `/apis`; any other value as it is. */
function openResource(value: unknown): unknown {
  return String(get(value, "apiVersion")).startsWith("dashboard.grafana.app/") ? get(value, "spec") : value;
}

/** The dashboard in a manifest is text or a resource, whose parts are compared. */
function openManifest(manifest: unknown): unknown {
  const template = get(manifest, "spec", "template");
  if (template !== undefined) return openResource(template);
  const json = get(manifest, "spec", "json");
  if (typeof json === "string")
    return { ...(manifest as object), spec: { ...(get(manifest, "spec") as object), json: parseJson(json) } };
  const data = get(manifest, "data");
  if (!isJson(data)) return manifest;
  const opened = Object.entries(data).map(([name, text]) => [name, parseJson(String(text)) ?? text]);
  return { ...(manifest as object), data: Object.fromEntries(opened) as unknown };
}

/** Reads a file as plain data where it has any; otherwise its lines. */
export function describeFile(kind: ObjectKind, text: string): unknown {
  if (kind === "dashboard") return openResource(parseJson(text)) ?? openManifest(parseYaml(text)) ?? text.split("\n");
  if (kind === "notification templates" || kind === "file") return text.split("\n");
  const value = parseYaml(text);
  // The lines of a configuration may hold secrets, which only its fields tell apart.
  return value ?? (kind === "alertmanager configuration" ? {} : text.split("\n"));
}
