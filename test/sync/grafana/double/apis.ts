import type { Answer, RecordedRequest } from "../../double/recorded-request.js";
import { folderAnnotation, type Store, type StoredResource } from "./store.js";

const groups = {
  "dashboard.grafana.app": {
    kind: "Dashboard",
    resource: "dashboards",
    versions: ["v1beta1", "v0alpha1", "v2beta1", "v2alpha1"],
  },
  "folder.grafana.app": { kind: "Folder", resource: "folders", versions: ["v1beta1"] },
} as const;

type Group = keyof typeof groups;

interface Body {
  readonly apiVersion?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly resourceVersion?: string;
    readonly annotations?: Record<string, string>;
    readonly labels?: Record<string, string>;
  };
  readonly spec?: Record<string, unknown>;
  readonly preconditions?: { readonly resourceVersion?: string };
}

/** Answers as Grafana 12.4 does under `/apis`. */
export function answerApis(store: Store, request: RecordedRequest): Answer {
  const { pathname, searchParams } = new URL(request.path, "http://double");
  const [, , group, version, , namespace, resource, name, sub] = pathname.split("/").map(decodeURIComponent);
  if (!isGroup(group)) return { status: 404, body: "404 page not found" };
  const { kind, versions, resource: plural } = groups[group];
  if (version === undefined) {
    const list = versions.map((one) => ({ groupVersion: `${group}/${one}`, version: one }));
    return {
      status: 200,
      body: { kind: "APIGroup", apiVersion: "v1", name: group, versions: list, preferredVersion: list[0] },
    };
  }
  if (!(versions as readonly string[]).includes(version) || resource !== plural) {
    return failure(404, "NotFound", "the server could not find the requested resource");
  }
  if (namespace !== "default") return failure(403, "Forbidden", `cannot get resource "${plural}": invalid org`);
  const described = `${plural}.${group} "${name}"`;
  const stored = name === undefined ? undefined : store.get(kind, name);
  if (request.method === "GET" && name === undefined) return list(store, kind, group, version, searchParams);
  if (request.method === "GET") {
    if (!stored) return failure(404, "NotFound", `${described} not found`);
    if (sub === "counts") return { status: 200, body: counts(store, name!) };
    return { status: 200, body: read(stored, group, version) };
  }
  if (request.method === "DELETE") return remove(store, stored, described, JSON.parse(request.body || "{}") as Body);
  const body = JSON.parse(request.body) as Body;
  if (body.apiVersion !== `${group}/${version}`) return failure(400, "BadRequest", "the API version does not match");
  if (request.method === "POST") return create(store, kind, group, version, body, searchParams);
  return update(store, kind, group, version, name!, stored, body, searchParams);
}

function isGroup(name: string | undefined): name is Group {
  return name !== undefined && Object.hasOwn(groups, name);
}

function create(
  store: Store,
  kind: StoredResource["kind"],
  group: Group,
  version: string,
  body: Body,
  parameters: URLSearchParams,
): Answer {
  const name = body.metadata?.name ?? "";
  if (body.metadata?.resourceVersion !== undefined) {
    return failure(500, "InternalError", "resourceVersion should not be set on objects to be created");
  }
  if (store.get(kind, name)) {
    return kind === "Folder"
      ? {
          status: 412,
          body: {
            kind: "Status",
            status: "Failure",
            message: "the folder has been changed by someone else",
            code: 412,
          },
        }
      : failure(409, "AlreadyExists", `dashboards.dashboard.grafana.app "${name}" already exists`);
  }
  const problem = validate(store, kind, version, name, body, parameters);
  if (problem) return problem;
  return { status: 201, body: read(store.put(toStore(kind, version, name, body)), group, version) };
}

function update(
  store: Store,
  kind: StoredResource["kind"],
  group: Group,
  version: string,
  name: string,
  stored: StoredResource | undefined,
  body: Body,
  parameters: URLSearchParams,
): Answer {
  const given = body.metadata?.resourceVersion;
  if (given !== undefined && given !== "0" && given !== String(stored?.resourceVersion)) {
    const text = `Operation cannot be fulfilled on ${groups[group].resource}.${group} "${name}": the object has been modified; please apply your changes to the latest version and try again`;
    return failure(409, "Conflict", text);
  }
  const problem = validate(store, kind, version, name, body, parameters);
  if (problem) return problem;
  const status = stored ? 200 : 201;
  return { status, body: read(store.put(toStore(kind, version, name, body)), group, version) };
}

function remove(store: Store, stored: StoredResource | undefined, described: string, body: Body): Answer {
  if (!stored) return failure(404, "NotFound", `${described} not found`);
  const expected = body.preconditions?.resourceVersion;
  if (expected !== undefined && expected !== String(stored.resourceVersion))
    return failure(409, "Conflict", "precondition");
  if (stored.annotations["grafana.app/managedBy"] === "classic-file-provisioning") {
    return failure(400, "BadRequest", "provisioned dashboard cannot be deleted");
  }
  const isEmpty = store.inFolder(stored.name).length + store.alerting.rulesIn(stored.name).length === 0;
  if (stored.kind === "Folder" && !isEmpty) {
    return failure(400, "BadRequest", "Folder cannot be deleted: folder is not empty");
  }
  store.delete(stored.kind, stored.name);
  return { status: 200, body: { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success" } };
}

function validate(
  store: Store,
  kind: StoredResource["kind"],
  version: string,
  name: string,
  body: Body,
  parameters: URLSearchParams,
): Answer | undefined {
  if (body.metadata?.name !== name)
    return failure(400, "BadRequest", "the name of the object does not match the name on the URL");
  if (!/^[\w-]+$/.test(name)) return failure(400, "BadRequest", "uid contains illegal characters");
  if (name.length > 40) return failure(400, "BadRequest", "uid too long, max 40 characters");
  if (body.spec?.title === "") return failure(400, "BadRequest", `${kind} title cannot be empty`);
  const folder = body.metadata.annotations?.[folderAnnotation];
  if (kind === "Dashboard" && folder !== undefined && !store.get("Folder", folder)) {
    return failure(404, "NotFound", `folders.folder.grafana.app "${folder}" not found`);
  }
  if (version.startsWith("v2") && parameters.get("fieldValidation") === "Strict" && "bogus" in (body.spec ?? {})) {
    return failure(400, "BadRequest", 'strict decoding error: unknown field "spec.bogus"');
  }
  return undefined;
}

/** A write replaces annotations and labels, too. */
function toStore(kind: StoredResource["kind"], version: string, name: string, body: Body) {
  const { "grafana.app/message": _, ...annotations } = body.metadata?.annotations ?? {};
  return {
    kind,
    name,
    annotations,
    labels: body.metadata?.labels ?? {},
    spec: body.spec ?? {},
    storedVersion: version,
  };
}

function list(
  store: Store,
  kind: StoredResource["kind"],
  group: Group,
  version: string,
  parameters: URLSearchParams,
): Answer {
  const selector = parameters.get("labelSelector");
  const [label, value] = selector?.split("=") ?? [];
  const all = store.list(kind).filter(({ labels }) => label === undefined || labels[label] === value);
  const start = Number(Buffer.from(parameters.get("continue") ?? "", "base64").toString() || 0);
  const limit = Number(parameters.get("limit") ?? 500);
  const items = all.slice(start, start + limit).map((one) => read(one, group, version));
  const next = start + limit < all.length ? Buffer.from(String(start + limit)).toString("base64") : undefined;
  const metadata = { resourceVersion: "1", ...(next !== undefined && { continue: next }) };
  return { status: 200, body: { kind: `${kind}List`, apiVersion: `${group}/${version}`, metadata, items } };
}

function counts(store: Store, folder: string): unknown {
  const inside = store.inFolder(folder);
  const count = (kind: string) => inside.filter((one) => one.kind === kind).length;
  return {
    kind: "DescendantCounts",
    counts: [
      { group: "dashboard.grafana.app", resource: "dashboards", count: count("Dashboard") },
      { group: "folder.grafana.app", resource: "folders", count: count("Folder") },
      { group: "sql-fallback", resource: "alertrules", count: store.alerting.rulesIn(folder).length },
      { group: "sql-fallback", resource: "dashboards", count: count("Dashboard") },
      { group: "sql-fallback", resource: "library_elements", count: 0 },
    ],
  };
}

/** The object as a read returns it, with what Grafana adds and drops. */
function read(stored: StoredResource, group: Group, version: string): unknown {
  const { kind, name, annotations, labels, spec, resourceVersion, generation, storedVersion } = stored;
  return {
    kind,
    apiVersion: `${group}/${version}`,
    metadata: {
      name,
      namespace: "default",
      uid: `5c2f-${name}`,
      resourceVersion: String(resourceVersion),
      generation,
      creationTimestamp: "2026-11-28T10:00:00Z",
      labels: { ...labels, "grafana.app/deprecatedInternalID": "984566812696576" },
      annotations: { ...annotations, "grafana.app/createdBy": "service-account:bg5" },
    },
    spec: kind === "Dashboard" && version === "v1beta1" ? normalized(spec) : spec,
    // A version other than the stored one is converted.
    status: kind === "Folder" || storedVersion === version ? {} : { conversion: { failed: false, storedVersion } },
  };
}

/** The changes that Grafana 12.4 makes to classic dashboards: see the recorded exchanges. */
function normalized(spec: Record<string, unknown>): Record<string, unknown> {
  const copy = JSON.parse(JSON.stringify(spec), (key, value: unknown) => {
    if (key === "steps" && Array.isArray(value)) {
      return value.map((step: Record<string, unknown>) => {
        const { value: limit, ...rest } = step;
        return limit === null ? rest : step;
      });
    }
    return value;
  }) as Record<string, unknown>;
  const { templating } = copy as { templating?: { list?: readonly object[] } };
  if (templating?.list) templating.list = templating.list.map((one) => ({ options: [], ...one }));
  return { fiscalYearStartMonth: 0, weekStart: "", timepicker: {}, ...copy };
}

function failure(code: number, reason: string, message: string): Answer {
  return {
    status: code,
    body: { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code },
  };
}
