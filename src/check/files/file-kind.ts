import { isKnownKindName } from "../../formats/manifests/index.js";

/** Kind of a file from outside, by its content. */
export type FileKind =
  | "rules"
  | "rule tests"
  | "dashboard"
  | "alertmanager"
  | "alloy"
  | "otel collector"
  | "loki"
  | "manifests"
  | "compose"
  | "kustomization"
  | "prometheus"
  | "scrape jobs"
  | "web config"
  | "metrics"
  | "slos"
  | "folder"
  | "config maps";

/** Files that other programs fill in before anything reads them: Helm charts, Jinja. */
export type UnknownKind = "template" | "other";

/** Determines the kind of a file that may be anything. `path` tells what is no YAML and no JSON. */
export function detectFileKind(text: string, path: string): FileKind | UnknownKind {
  if (isAlloy(path)) return "alloy";
  if (isTemplate(text)) return "template";
  return (isJson(text) ? kindOfJson(text) : kindOfYaml(text, path)) ?? "other";
}

/** Configurations of Alloy have a syntax of their own, so only their name tells them apart. */
function isAlloy(path: string): boolean {
  return path.endsWith(".alloy");
}

export function isKnownKind(kind: FileKind | UnknownKind): kind is FileKind {
  return kind !== "template" && kind !== "other";
}

/**
 * Determines the kind of a file that somebody asked to check. A file of another kind is a rule file with mistakes. One
 * without content has only its name to tell: an empty rule file is valid, an empty configuration of Alertmanager is not.
 */
export function assumeFileKind(text: string, path: string): FileKind {
  if (isAlloy(path)) return "alloy";
  if (isMetrics(text, path)) return "metrics";
  if (isEmpty(text) && /loki[^/\\]*$/i.test(path)) return "loki";
  if (isEmpty(text) && /alertmanager[^/\\]*$/i.test(path)) return "alertmanager";
  if (isEmpty(text) && /prometheus[^/\\]*$/i.test(path)) return "prometheus";
  const known = isJson(text) ? kindOfJson(text) : kindOfYaml(text, path);
  if (known !== undefined) return known;
  if (!isJson(text)) return assumeYamlKind(text, path);
  return /"groups"\s*:/.test(text) ? "rules" : /"(?:route|receivers)"\s*:/.test(text) ? "alertmanager" : "dashboard";
}

function assumeYamlKind(text: string, path: string): FileKind {
  const keys = topLevelKeys(text);
  if (keys.has("route") || keys.has("receivers")) return "alertmanager";
  const isConfig = keys.size > 0 && [...keys].every((key) => prometheusSections.has(key));
  if (!isConfig) return "rules";
  return keys.size === 1 && keys.has("global") && /alertmanager[^/\\]*$/i.test(path) ? "alertmanager" : "prometheus";
}

function isEmpty(text: string): boolean {
  return /^\ufeff?(?:\s|#.*(?:\n|$)|---(?=\s|$)|(?:~|null|\{\})(?=\s*$))*$/.test(text);
}

function isJson(text: string): boolean {
  return /^\ufeff?\s*\{/.test(text);
}

/** Functions and files of charts, which no template of Prometheus and Alertmanager has. */
const helmAction =
  /(?:\{\{-?|[|(])\s*(?:(?:include|tpl|toYaml|fromYaml|n?indent|s?quote|b64enc|required|lookup)[\s"(}]|\.(?:Files|Template)\.)/;

/**
 * True for a file with actions of Helm. Annotations of alerts and texts of notifications have the same braces, but never
 * the values and functions of a chart, an action in the first column, or an action that prints braces.
 */
function isTemplate(text: string): boolean {
  if (!text.includes("{{") && !text.includes("{%")) return false;
  return (
    /^(?:\{\{|\s*\{%)/m.test(text) ||
    /\{\{-?\s*(?:`\{\{|"\{\{)/.test(text) ||
    helmAction.test(text) ||
    /\{\{(?:[^}]*[\s(])?\.(?:Values|Release|Chart|Capabilities)\b/.test(text)
  );
}

function kindOfJson(text: string): FileKind | undefined {
  const value = parse(text);
  if (value === undefined)
    return /"schemaVersion"\s*:/.test(text) && /"panels"\s*:/.test(text) ? "dashboard" : undefined;
  if (typeof value.apiVersion === "number") return undefined;
  if (Array.isArray(value.groups)) return "rules";
  if (isObject(value.route) && Array.isArray(value.receivers)) return "alertmanager";
  if (typeof value.apiVersion === "string") return kindOfResource(value.apiVersion, value);
  const dashboard = isObject(value.dashboard) ? value.dashboard : value;
  return isDashboard(dashboard) ? "dashboard" : undefined;
}

function kindOfResource(apiVersion: string, value: Json): FileKind | undefined {
  if (apiVersion.startsWith("folder.grafana.app/")) return "folder";
  if (apiVersion.startsWith("dashboard.grafana.app/")) return /v2alpha/.test(apiVersion) ? undefined : "dashboard";
  return kindOfManifests(typesInJson(value));
}

type Json = Readonly<Record<string, unknown>>;

function isDashboard({ panels, rows, title, schemaVersion, elements, layout }: Json): boolean {
  const isV2 = isObject(elements) && isObject(layout);
  const hasContent = Array.isArray(panels) || Array.isArray(rows);
  if (isV2 || (hasContent && typeof schemaVersion === "number")) return true;
  return typeof title === "string" && (holdsSome(panels, "type") || holdsSome(rows, "panels"));
}

/** True for a list of objects, or an empty one. Those of other programs that are called panels or rows lack the field. */
function holdsSome(list: unknown, field: string): boolean {
  if (!Array.isArray(list)) return false;
  return list.length === 0 || list.some((member) => isObject(member) && member[field] !== undefined);
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOfYaml(text: string, path: string): FileKind | undefined {
  const keys = topLevelKeys(text);
  if (keys.has("apiVersion")) return keys.has("kind") ? kindOfManifests(typesInYaml(text)) : undefined;
  if (/(?:^|[/\\])kustomization\.ya?ml$/.test(path)) return "kustomization";
  if (isCompose(text, keys, path)) return "compose";
  if (keys.has("slos") && /^["']?version["']?[ \t]*:[ \t]*["']?prometheus\/v1\b/m.test(text)) return "slos";
  if (keys.has("tests") && (keys.has("rule_files") || keys.has("evaluation_interval"))) return "rule tests";
  if (keys.has("route") && keys.has("receivers")) return "alertmanager";
  if (isCollectorConfig(keys, text)) return "otel collector";
  // Promtail has limits, too.
  const isPromtail = keys.has("positions") || keys.has("scrape_configs");
  if (keys.has("schema_config") || (keys.has("limits_config") && !isPromtail)) return "loki";
  if (isPrometheusConfig(keys)) return "prometheus";
  if (keys.has("tls_server_config") || keys.has("basic_auth_users")) return "web config";
  return keys.has("groups") && hasRules(text) ? "rules" : undefined;
}

function topLevelKeys(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/^\ufeff?["']?([\w-]+)["']?[ \t]*:(?=\s|$)/gm), ([, key]) => key!));
}

const composeKeys = ["name", "version", "services", "networks", "volumes", "configs", "secrets", "include", "models"];

/** True for a compose file. Values of charts have services, too: beside sections of other names. */
function isCompose(text: string, keys: ReadonlySet<string>, path: string): boolean {
  if (!/^["']?services["']?:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ ]+["']?[\w.-]+["']?:/m.test(text)) return false;
  if (/(?:^|[/\\])(?:docker-|podman-)?compose[^/\\]*$/i.test(path)) return true;
  return [...keys].every((key) => composeKeys.includes(key) || key.startsWith("x-"));
}

/** True for groups that have rules, and not parts that have some. */
function hasRules(text: string): boolean {
  if (/^[ \t]*(?:-[ \t]+)?["']?(?:alert|record)["']?[ \t]*:/m.test(text)) return true;
  const [, indent, gap] = /^["']?groups["']?[ \t]*:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*( *)-( +)\S/m.exec(text) ?? [];
  if (indent === undefined || gap === undefined) return /^[ \t]*(?:-[ \t]+)?["']?rules["']?[ \t]*:/m.test(text);
  return new RegExp(`^(?:${indent}-${gap}|${indent} ${gap})["']?rules["']?[ \\t]*:`, "m").test(text);
}

/** True for a configuration of the OpenTelemetry collector, or of Jaeger 2. Alertmanager has receivers, too. */
function isCollectorConfig(keys: ReadonlySet<string>, text: string): boolean {
  const components = ["receivers", "processors", "exporters", "extensions", "connectors"];
  const known = components.filter((key) => keys.has(key)).length;
  const hasPipelines = keys.has("service") && /^[ \t]+["']?(?:pipelines|extensions)["']?[ \t]*:/m.test(text);
  return !keys.has("route") && (known > 1 || (known > 0 && hasPipelines));
}

/** True for a page of metrics: its first comments describe one. */
function isMetrics(text: string, path: string): boolean {
  if (/\.(?:ya?ml|json)$/i.test(path)) return false;
  return /\.prom$/i.test(path) || /^\s*(?:#(?! (?:HELP|TYPE) )[^\n]*\n\s*)*# (?:HELP|TYPE) ["a-zA-Z_:]/.test(text);
}

/** Sections of a configuration of Prometheus that few others have. Promtail has jobs, too, and clients beside them. */
const sections = ["global", "rule_files", "alerting", "remote_write", "remote_read", "scrape_config_files", "storage"];

const prometheusSections = new Set([...sections, "scrape_configs", "otlp", "tracing", "runtime"]);

function isPrometheusConfig(keys: ReadonlySet<string>): boolean {
  if (keys.has("scrape_configs")) return !["clients", "client", "positions"].some((key) => keys.has(key));
  return sections.filter((key) => keys.has(key)).length > 1 && !keys.has("tests");
}

/** The types of the manifests in a file. */
interface ManifestTypes {
  readonly apiVersions: readonly string[];
  readonly kinds: ReadonlySet<string>;
}

function kindOfManifests({ apiVersions, kinds }: ManifestTypes): FileKind | undefined {
  const isOf = (group: RegExp) => apiVersions.some((apiVersion) => group.test(apiVersion));
  if (kinds.has("PrometheusRule")) return "rules";
  if (isOf(/^(?:sloth\.slok\.dev|pyrra\.dev|openslo(?:\.com)?)\//)) return "slos";
  if (isOf(/^dashboard\.grafana\.app\//)) return undefined;
  if (configMapKinds.some((kind) => kinds.has(kind))) return "config maps";
  // Other programs have components, too.
  if (kinds.has("Kustomization") || isOf(/^kustomize\.config\.k8s\.io\//)) return "kustomization";
  return [...kinds].some(isKnownKindName) ? "manifests" : undefined;
}

const configMapKinds = ["ConfigMap", "Secret", "ConfigMapList"];

/** True for a file of manifests. Rule files have a kind of their own. */
export function holdsManifests(text: string): boolean {
  return typesOfManifests(text).kinds.size > 0;
}

/** True if manifests of rules are among others that hold files, as in the output of kustomize. */
export function holdsConfigMaps(text: string): boolean {
  const { kinds } = typesOfManifests(text);
  return kinds.has("PrometheusRule") && configMapKinds.some((kind) => kinds.has(kind));
}

const noTypes: ManifestTypes = { apiVersions: [], kinds: new Set() };

function typesOfManifests(text: string): ManifestTypes {
  if (!text.includes("kind")) return noTypes;
  return isJson(text) ? typesInJson(parse(text) ?? {}) : typesInYaml(text);
}

function typesInJson(value: Json): ManifestTypes {
  const items = Array.isArray(value.items) ? value.items.filter(isObject) : [];
  const texts = (field: string, of: readonly Json[]) =>
    of.map((one) => one[field]).filter((text) => typeof text === "string");
  return { apiVersions: texts("apiVersion", [value]), kinds: new Set(texts("kind", [value, ...items])) };
}

function typesInYaml(text: string): ManifestTypes {
  const all = (pattern: RegExp) => Array.from(text.matchAll(pattern), ([, found]) => found!);
  return {
    apiVersions: all(/^["']?apiVersion["']? *: *["']?([\w./-]+)/gm),
    kinds: new Set(all(/^ *(?:- +)?["']?kind["']? *: *["']?(\w+)/gm)),
  };
}
