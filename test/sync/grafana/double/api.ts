import type { Answer, RecordedRequest } from "../../double/recorded-request.js";
import { folderAnnotation, type Store, type StoredResource } from "./store.js";

/** Answers as Grafana does under `/api`. */
export function answerApi(store: Store, request: RecordedRequest): Answer {
  const { pathname, searchParams } = new URL(request.path, "http://double");
  const parts = pathname.split("/").slice(2).map(decodeURIComponent);
  if (parts[0] === "search") return search(store, searchParams);
  if (parts[0] === "dashboards" && parts[1] === "db") return save(store, JSON.parse(request.body) as SaveBody);
  if (parts[0] === "dashboards" && parts[1] === "uid") {
    const stored = store.get("Dashboard", parts[2]!);
    if (!stored) return { status: 404, body: { message: "Dashboard not found" } };
    if (parts[3] === "versions") return versions(stored);
    if (request.method === "DELETE") return removeDashboard(store, stored);
    return { status: 200, body: readDashboard(store, stored) };
  }
  if (parts[0] === "folders") return answerFolders(store, request, parts.slice(1));
  return { status: 404, body: { message: "Not found" } };
}

interface SaveBody {
  readonly dashboard: Record<string, unknown> & { readonly uid: string; readonly version?: number };
  readonly folderUid?: string;
  readonly message?: string;
  readonly overwrite?: boolean;
}

function save(store: Store, { dashboard, folderUid, message, overwrite }: SaveBody): Answer {
  const { id: _, version, ...spec } = dashboard;
  const { uid } = dashboard;
  const before = store.get("Dashboard", uid);
  if (spec.title === undefined || spec.title === "") {
    return { status: 400, body: { message: "Dashboard title cannot be empty", status: "empty-name" } };
  }
  if (uid.length > 40) return { status: 400, body: { message: "uid too long, max 40 characters" } };
  if (folderUid && !store.get("Folder", folderUid)) return { status: 400, body: { message: "folder not found" } };
  if (before && !overwrite && version !== before.version) {
    const body = { message: "The dashboard has been changed by someone else", status: "version-mismatch" };
    return { status: 412, body };
  }
  if (before?.annotations["grafana.app/managedBy"] === "classic-file-provisioning") {
    return { status: 400, body: { message: "Cannot save provisioned dashboard" } };
  }
  // Without a folder, the dashboard moves to the root; annotations of managers vanish.
  const annotations: Record<string, string> = folderUid ? { [folderAnnotation]: folderUid } : {};
  const given = { kind: "Dashboard" as const, name: uid, annotations, labels: {}, spec, storedVersion: "v0alpha1" };
  const stored = store.put(given, message ?? "");
  const slug = String(spec.title).toLowerCase();
  const body = { folderUid, id: 98, slug, status: "success", uid, url: `/d/${uid}/${slug}`, version: stored.version };
  return { status: 200, body };
}

function readDashboard(store: Store, stored: StoredResource): unknown {
  const folderUid = stored.annotations[folderAnnotation] ?? "";
  const folderTitle = store.get("Folder", folderUid)?.spec.title ?? "General";
  const provisioned = stored.annotations["grafana.app/managedBy"] === "classic-file-provisioning";
  return {
    meta: { type: "db", canSave: true, version: stored.version, isFolder: false, folderUid, folderTitle, provisioned },
    dashboard: { ...stored.spec, id: 984_566, uid: stored.name, version: stored.version },
  };
}

function versions(stored: StoredResource): Answer {
  const all = stored.messages.map((message, index) => ({
    id: index + 1,
    version: index + 1,
    message,
    createdBy: "admin",
  }));
  return { status: 200, body: { continueToken: "", versions: all.reverse() } };
}

function removeDashboard(store: Store, stored: StoredResource): Answer {
  if (stored.annotations["grafana.app/managedBy"] === "classic-file-provisioning") {
    return { status: 400, body: { message: "provisioned dashboard cannot be deleted" } };
  }
  store.delete("Dashboard", stored.name);
  return { status: 200, body: { message: `Dashboard ${String(stored.spec.title)} deleted`, uid: stored.name } };
}

function search(store: Store, parameters: URLSearchParams): Answer {
  const tag = parameters.get("tag");
  const limit = Number(parameters.get("limit") ?? 1000);
  const page = Number(parameters.get("page") ?? 1);
  const found = store
    .list("Dashboard")
    .filter(({ spec }) => tag === null || (spec.tags as string[] | undefined)?.includes(tag));
  const items = found
    .slice((page - 1) * limit, page * limit)
    .map(({ name, spec }) => ({ uid: name, title: spec.title, type: "dash-db" }));
  return { status: 200, body: items };
}

function answerFolders(store: Store, request: RecordedRequest, [uid, sub]: readonly string[]): Answer {
  const body = (request.body === "" ? {} : JSON.parse(request.body)) as {
    uid?: string;
    title?: string;
    version?: number;
    overwrite?: boolean;
  };
  const put = (name: string, title: string) =>
    store.put({ kind: "Folder", name, annotations: {}, labels: {}, spec: { title }, storedVersion: "v0alpha1" });
  if (uid === undefined) {
    if (request.method !== "POST")
      return { status: 200, body: store.list("Folder").map(({ name, spec }) => ({ uid: name, title: spec.title })) };
    if (body.title === "") return { status: 400, body: { message: "folder title cannot be empty" } };
    if (store.get("Folder", body.uid!))
      return { status: 412, body: { message: "the folder has been changed by someone else" } };
    return { status: 200, body: readFolder(put(body.uid!, body.title!)) };
  }
  const stored = store.get("Folder", uid);
  if (!stored) return { status: 404, body: { message: "folder not found", status: "not-found" } };
  if (sub === "counts") {
    const inside = store.inFolder(uid);
    const count = (kind: string) => inside.filter((one) => one.kind === kind).length;
    return {
      status: 200,
      body: {
        alertrule: store.alerting.rulesIn(uid).length,
        dashboard: count("Dashboard"),
        folder: count("Folder"),
        librarypanel: 0,
      },
    };
  }
  if (request.method === "GET") return { status: 200, body: readFolder(stored) };
  if (request.method === "PUT") {
    if (!body.overwrite && body.version !== stored.version) {
      return { status: 412, body: { message: "The dashboard has been changed by someone else" } };
    }
    return { status: 200, body: readFolder(put(uid, body.title!)) };
  }
  if (store.alerting.rulesIn(uid).length > 0) {
    const message = "Folder cannot be deleted: folder is not empty";
    return { status: 400, body: { statusCode: 400, messageId: "folder.not-empty", message } };
  }
  // The deletion of a folder takes everything else in it along.
  for (const { kind, name } of store.inFolder(uid)) store.delete(kind, name);
  store.delete("Folder", uid);
  return { status: 200, body: { message: "Folder deleted" } };
}

function readFolder({ name, spec, version, annotations }: StoredResource): unknown {
  const parentUid = annotations[folderAnnotation];
  return {
    ...(parentUid !== undefined && { parentUid }),
    id: 98,
    uid: name,
    orgId: 1,
    title: spec.title,
    url: `/dashboards/f/${name}/x`,
    hasAcl: false,
    canSave: true,
    version,
  };
}
