import { get, isJson, objectsOf } from "../../../formats/grafana/plain-json.js";
import { renderYaml, type YamlValue } from "../../../yaml/index.js";
import type { HttpClient } from "../../http/client.js";
import { parseYaml } from "../../objects/parse-yaml.js";
import { SyncError } from "../../sync-error.js";
import type { NamedGroup } from "./ruler-group.js";

/** The programs whose rulers have the same API at different paths. */
export type RulerServer = "mimir" | "cortex" | "loki" | "grafana";

const prefixes: Readonly<Record<RulerServer, string>> = {
  mimir: "/prometheus/config/v1/rules",
  cortex: "/api/v1/rules",
  loki: "/loki/api/v1/rules",
  // Grafana converts the rules to its own. Its namespaces are folders.
  grafana: "/api/convert/prometheus/config/v1/rules",
};

/** The API of a ruler for its configuration. */
export class RulerApi {
  readonly client: HttpClient;
  private readonly server: RulerServer;

  constructor(client: HttpClient, server: RulerServer) {
    this.client = client;
    this.server = server;
  }

  /** Lists all groups of the tenant. */
  async list(): Promise<readonly NamedGroup[]> {
    const path = prefixes[this.server];
    const response = await this.client.get(path);
    // A 404 also means another prefix, or that the API is switched off; only its text tells them apart.
    if (response.status === 404 && /^no rule groups found\s*$/.test(response.text)) return [];
    if (response.status === 404) {
      const { message } = this.client.fail({ method: "GET", path }, response);
      throw new SyncError(message, `check the address, and that it is the ruler of ${this.server}`);
    }
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const namespaces = parseYaml(response.text);
    if (!isJson(namespaces)) throw new SyncError(`GET ${this.client.url}${path} answered with something unreadable`);
    return Object.entries(namespaces).flatMap(([namespace, groups]) =>
      objectsOf(groups).map((group) => ({ namespace, group: { ...group, name: String(group.name) } })),
    );
  }

  /** Undefined if there is no such group. */
  async get(namespace: string, name: string): Promise<NamedGroup["group"] | undefined> {
    const path = this.path(namespace, name);
    const response = await this.client.get(path);
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const group: unknown = parseYaml(response.text);
    return isJson(group) ? { ...group, name: String(get(group, "name")) } : undefined;
  }

  /** Creates or replaces a group. */
  async put(namespace: string, group: NamedGroup["group"]): Promise<void> {
    const body = renderYaml(group as YamlValue);
    const request = { method: "POST", path: this.path(namespace), body, contentType: "application/yaml" } as const;
    const response = await this.client.send(request);
    if (response.status === 202) return;
    if (response.status === 400 && /rule groups limit/.test(response.text)) throw new GroupLimit(response.text.trim());
    throw this.client.fail(request, response);
  }

  async delete(namespace: string, name: string): Promise<void> {
    const request = { method: "DELETE", path: this.path(namespace, name) } as const;
    const response = await this.client.send(request);
    if (response.status !== 202 && response.status !== 404) throw this.client.fail(request, response);
  }

  private path(...segments: readonly string[]): string {
    return [prefixes[this.server], ...segments.map((segment) => this.encode(segment))].join("/");
  }

  /** Encodes a part of a path. Loki decodes it twice. */
  private encode(segment: string): string {
    const once = this.server === "loki" ? segment.replace(/[%/]/g, encodeURIComponent) : segment;
    return encodeURIComponent(once);
  }
}

/** The tenant has as many groups as it may have. At the limit, servers refuse even to replace one. */
export class GroupLimit extends SyncError {}
