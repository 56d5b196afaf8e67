import { isJson } from "../../../formats/grafana/plain-json.js";
import { renderYaml, type YamlValue } from "../../../yaml/index.js";
import type { HttpClient } from "../../http/client.js";
import { digestText } from "../../objects/digest.js";
import { parseYaml } from "../../objects/parse-yaml.js";
import { SyncError } from "../../sync-error.js";

/** The configuration of a tenant's Alertmanager, as its server keeps it: secrets included, comments too. */
export interface StoredConfig {
  /** The text of `alertmanager.yml`. */
  readonly text: string;
  readonly templates: Readonly<Record<string, string>>;
}

/** The first line of a configuration that a sync wrote. */
interface Mark {
  readonly manager: string;
  /** The digest of the configuration without its secrets. */
  readonly content: string;
  /** The digest of all that follows. It stays on the server, which has the secrets anyway. */
  readonly body: string;
}

/** Writes a configuration with a mark in its first line. */
export function markConfig(manager: string, content: string, body: StoredConfig): StoredConfig {
  return { ...body, text: `# ${manager} ${content} ${digestBody(body)}\n${body.text}` };
}

/** Reads the mark of a configuration. Undefined if no sync wrote it. */
export function readMark({ text }: StoredConfig): Mark | undefined {
  const [, manager, content, body] = /^# (telltale-\S+) ([0-9a-f]{64}) ([0-9a-f]{64})\n/.exec(text) ?? [];
  return manager && content && body ? { manager, content, body } : undefined;
}

/** The configuration without its mark. */
export function bodyOf(config: StoredConfig): StoredConfig {
  return readMark(config) ? { ...config, text: config.text.slice(config.text.indexOf("\n") + 1) } : config;
}

export function digestBody({ text, templates }: StoredConfig): string {
  const names = Object.keys(templates).sort();
  return digestText(JSON.stringify([text, names.map((name) => [name, templates[name]])]));
}

/** The path of the configuration of a tenant. */
export const configPath = "/api/v1/alerts";

/** Fetches the configuration of a tenant. Undefined if it has none. Answers may hold secrets, so that none is quoted. */
export async function fetchStored(client: HttpClient): Promise<StoredConfig | undefined> {
  const response = await client.get(configPath);
  if (response.status === 404 && /storage object not found/.test(response.text)) return undefined;
  if (response.status !== 200) throw client.fail({ method: "GET", path: configPath }, { ...response, text: "" });
  const stored = readStored(response.text);
  if (!stored) throw new SyncError(`GET ${client.url}${configPath} answered with something other than a configuration`);
  return stored;
}

/** Reads the answer of a server. Undefined if it is not a configuration. */
export function readStored(answer: string): StoredConfig | undefined {
  const value = parseYaml(answer);
  if (!isJson(value) || typeof value.alertmanager_config !== "string") return undefined;
  const files = isJson(value.template_files) ? Object.entries(value.template_files) : [];
  return {
    text: value.alertmanager_config,
    templates: Object.fromEntries(files.map(([name, text]) => [name, String(text ?? "")])),
  };
}

export function renderStored({ text, templates }: StoredConfig): string {
  return renderYaml({ template_files: templates, alertmanager_config: text } as YamlValue);
}
