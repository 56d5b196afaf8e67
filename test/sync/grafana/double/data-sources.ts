import type { Answer, RecordedRequest } from "../../double/recorded-request.js";

/** A data source in the store of the double. */
export interface StoredDataSource extends Record<string, unknown> {
  readonly uid: string;
  readonly name: string;
  readonly version: number;
  /** Only the server sees their values. */
  readonly secureJsonData: Readonly<Record<string, string>>;
}

/** Answers as Grafana does under `/api/datasources`. */
export function answerDataSources(
  stored: Map<string, StoredDataSource>,
  { method, path, body }: RecordedRequest,
): Answer {
  const uid = decodeURIComponent(/^\/api\/datasources\/uid\/([^/?]+)$/.exec(path)?.[1] ?? "");
  if (path === "/api/datasources" && method === "GET") {
    // The list has no versions, and no users of HTTP.
    const items = [...stored.values()].map((one) => ({ ...read(one), version: undefined, basicAuthUser: undefined }));
    return { status: 200, body: items };
  }
  const given = (body === "" ? {} : JSON.parse(body)) as StoredDataSource;
  if (path === "/api/datasources" && method === "POST") {
    if ([...stored.values()].some((one) => one.name === given.name || one.uid === given.uid)) {
      return { status: 409, body: { message: "data source with the same name already exists" } };
    }
    return written(stored, { ...given, version: 1 }, "Datasource added");
  }
  const before = stored.get(uid);
  if (!before) return { status: 404, body: { message: "Data source not found" } };
  if (method === "GET") return { status: 200, body: read(before) };
  if (before.readOnly === true) return { status: 403, body: { message: "Cannot change read-only data source" } };
  if (method === "DELETE") {
    stored.delete(uid);
    return { status: 200, body: { message: "Data source deleted" } };
  }
  if (given.version !== undefined && given.version !== before.version) {
    return {
      status: 409,
      body: { message: "Datasource has already been updated by someone else. Please reload and try again" },
    };
  }
  const secureJsonData = { ...before.secureJsonData, ...given.secureJsonData };
  return written(stored, { ...before, ...given, secureJsonData, version: before.version + 1 }, "Datasource updated");
}

function written(stored: Map<string, StoredDataSource>, one: StoredDataSource, message: string): Answer {
  stored.set(one.uid, one);
  return { status: 200, body: { id: 3, name: one.name, message, datasource: read(one) } };
}

/** A data source as a read returns it: of secrets only which there are. */
function read({ secureJsonData, ...one }: StoredDataSource) {
  const names = Object.entries(secureJsonData).filter(([, value]) => value !== "");
  const defaults = { id: 3, orgId: 1, typeLogoUrl: "", isDefault: false, readOnly: false };
  return { ...defaults, ...one, secureJsonFields: Object.fromEntries(names.map(([name]) => [name, true])) };
}
