import { parseDuration } from "../../../src/formats/prometheus/index.js";
import { formatDuration } from "../../../src/promql/print/duration.js";
import { parseYaml } from "../../../src/sync/objects/parse-yaml.js";
import { renderYaml, type YamlValue } from "../../../src/yaml/index.js";
import type { Answer, RecordedRequest } from "../double/recorded-request.js";
import { type ServerDouble, startServer } from "../double/server.js";

/** The rulers that the double can be. They differ in paths, encoding, and what they drop. */
export type RulerPersonality = "mimir" | "cortex" | "loki";

type Group = Record<string, unknown> & { name: string };

export type RulerDouble = ServerDouble & {
  /** The groups by namespace, of the tenant. */
  readonly namespaces: Map<string, Map<string, Group>>;
  /** The most groups of the tenant. */
  maxGroups: number;
  /** The rules whose evaluation fails, with the reason. */
  readonly failing: Map<string, string>;
};

const prefixes = { mimir: "/prometheus/config/v1/rules", cortex: "/api/v1/rules", loki: "/loki/api/v1/rules" } as const;
const dropped = {
  mimir: ["bogus"],
  cortex: ["source_tenants", "bogus"],
  loki: ["labels of the group", "query_offset", "keep_firing_for", "bogus"],
} as const;

export const tenant = "shop-tenant";

/** Starts a double of a ruler, which runs until it is closed, as the recorded exchanges with real ones have it. */
export async function createRuler(personality: RulerPersonality): Promise<RulerDouble> {
  const namespaces = new Map<string, Map<string, Group>>();
  const server = await startServer(
    (request) => answer(double, personality, request),
    (path) => editGroup(double, decodeURIComponent(path)),
  );
  const double: RulerDouble = Object.assign(server, { namespaces, maxGroups: 70, failing: new Map() });
  return double;
}

/** Lets somebody change the first group of the namespace that a request is about, just before it. */
function editGroup({ namespaces }: RulerDouble, path: string): void {
  const [, groups] = [...namespaces].find(([namespace]) => path.includes(namespace)) ?? [];
  const [group] = groups?.values() ?? [];
  if (group) groups!.set(group.name, { ...group, interval: "7m" });
}

function answer(double: RulerDouble, personality: RulerPersonality, request: RecordedRequest): Answer {
  const prefix = prefixes[personality];
  if (request.path === "/prometheus/api/v1/rules") return readState(double, request);
  if (!request.path.startsWith(prefix)) return { status: 404, body: "404 page not found\n" };
  if (request.headers["x-scope-orgid"] !== tenant) return { status: 401, body: "no org id\n" };
  const segments = readSegments(personality, request.path.slice(prefix.length));
  if (!segments) return failure(personality, 500, 'invalid URL escape "%"');
  const [namespace, name] = segments;
  if (segments.length > (request.method === "POST" ? 1 : 2)) return { status: 405, body: "" };
  if (request.method === "GET") return read(double, personality, namespace, name);
  if (request.method === "POST" && name === undefined && namespace !== undefined) {
    return write(double, personality, namespace, request.body);
  }
  if (request.method === "DELETE" && namespace !== undefined) return remove(double, personality, namespace, name);
  return { status: 405, body: "" };
}

/** The groups as they are evaluated. */
function readState({ namespaces, failing }: RulerDouble, { headers }: RecordedRequest): Answer {
  if (headers["x-scope-orgid"] !== tenant) return { status: 401, body: "no org id\n" };
  const groups = [...namespaces].flatMap(([file, inside]) =>
    [...inside.values()].map(({ name, rules }) => ({
      ...{ name, file, interval: 60 },
      rules: (rules as readonly Record<string, unknown>[]).map(({ alert, record, expr }) => {
        const lastError = failing.get(String(alert ?? record)) ?? "";
        return { name: alert ?? record, query: expr, health: lastError === "" ? "ok" : "err", lastError };
      }),
    })),
  );
  return { status: 200, body: { status: "success", data: { groups } } };
}

/** The parts of a path. Loki splits it after it decoded it once, and decodes each part again. Undefined if it cannot. */
function readSegments(personality: RulerPersonality, path: string): readonly string[] | undefined {
  if (personality !== "loki") return path.split("/").slice(1).map(decodeURIComponent);
  try {
    return decodeURIComponent(path).split("/").slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function success(personality: RulerPersonality): Answer {
  const more = personality === "loki" ? { data: null, errorType: "", error: "" } : {};
  return { status: 202, body: { status: "success", ...more } };
}

/** Loki fails with JSON where Cortex has a line of text. */
function failure(personality: RulerPersonality, status: number, error: string): Answer {
  if (personality !== "loki") return { status, body: `${error}\n` };
  return { status, body: { status: "error", data: null, errorType: "server_error", error } };
}

function read(double: RulerDouble, personality: RulerPersonality, namespace?: string, name?: string): Answer {
  const yaml = (value: unknown): Answer => ({
    ...{ status: 200, body: renderYaml(value as YamlValue), headers: { "content-type": "application/yaml" } },
  });
  if (name !== undefined) {
    const group = double.namespaces.get(namespace!)?.get(name);
    return group ? yaml(group) : { status: 404, body: "group does not exist\n" };
  }
  if (double.namespaces.size === 0) {
    return personality === "mimir" ? yaml({}) : { status: 404, body: "no rule groups found\n" };
  }
  const byHash = (one: Group, other: Group) => (btoa(one.name) < btoa(other.name) ? -1 : 1);
  if (namespace !== undefined && !double.namespaces.has(namespace)) {
    return { status: 404, body: "no rule groups found\n" };
  }
  const listed = [...double.namespaces].filter(([key]) => namespace === undefined || key === namespace);
  const all = listed.sort(([one], [other]) => (one < other ? -1 : 1));
  return yaml(Object.fromEntries(all.map(([key, groups]) => [key, [...groups.values()].sort(byHash)])));
}

function write(double: RulerDouble, personality: RulerPersonality, namespace: string, body: string): Answer {
  const group = parseYaml(body) as Group | null | undefined;
  if (!group || typeof group.name !== "string" || group.name === "") {
    const empty = "group 0: Groupname must not be empty\n";
    const body = personality === "loki" ? empty : "invalid rules config: rule group name must not be empty\n";
    return { status: 400, body };
  }
  const rules = group.rules as readonly Record<string, unknown>[];
  if (rules.length === 0 && personality !== "loki") {
    return { status: 400, body: `invalid rules config: rule group '${group.name}' has no rules\n` };
  }
  if (rules.some(({ expr }) => String(expr).includes("bad("))) {
    const problem = `could not parse expression for alert '${String(rules[0]!.alert)}' in group '${group.name}': parse error at line 1, col 1: syntax error: unexpected IDENTIFIER\n`;
    return { status: 400, body: personality === "loki" ? problem : "\n" };
  }
  const count = [...double.namespaces.values()].reduce((total, groups) => total + groups.size, 0);
  // Servers count one more, although the group may exist already.
  if (count + 1 > double.maxGroups) {
    const body = `per-user rule groups limit (limit: ${double.maxGroups} actual: ${count + 1}) exceeded\n`;
    return { status: 400, body };
  }
  const groups = double.namespaces.get(namespace) ?? new Map<string, Group>();
  double.namespaces.set(namespace, groups);
  groups.set(group.name, store(personality, group));
  return success(personality);
}

const durations: ReadonlySet<string> = new Set(["for", "keep_firing_for", "interval", "query_offset"]);

function canonicalDuration(value: unknown): unknown {
  const milliseconds = typeof value === "string" ? parseDuration(value) : undefined;
  return milliseconds === undefined ? value : formatDuration(milliseconds);
}

/** The group as a server keeps it: without what it does not know, and with durations in its own form. */
function store(personality: RulerPersonality, group: Group): Group {
  const names: readonly string[] = dropped[personality];
  const { labels, ...fields } = group;
  const keep = (one: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(one).flatMap(([name, value]) => {
        if (names.includes(name) || value === "0s") return [];
        return [[name, durations.has(name) ? canonicalDuration(value) : value]];
      }),
    );
  const rules = (group.rules as readonly Record<string, unknown>[]).map(keep);
  const hasLabels = labels !== undefined && !names.includes("labels of the group");
  return { ...keep(fields), name: group.name, rules, ...(hasLabels && { labels }) };
}

function remove(
  { namespaces }: RulerDouble,
  personality: RulerPersonality,
  namespace: string,
  name: string | undefined,
): Answer {
  const groups = namespaces.get(namespace);
  if (name === undefined && !groups) return { status: 404, body: "group namespace does not exist\n" };
  if (name === undefined) namespaces.delete(namespace);
  else groups?.delete(name);
  if (groups?.size === 0) namespaces.delete(namespace);
  return success(personality);
}
