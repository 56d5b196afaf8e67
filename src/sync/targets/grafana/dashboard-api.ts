import { get, objectsOf } from "../../../formats/grafana/plain-json.js";
import { runBatch } from "../../apply/run-batch.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { digestValue } from "../../objects/digest.js";
import type { DesiredObject, LiveObject, ObjectKind, Ownership } from "../../objects/object.js";
import { stageOf } from "../../objects/stage.js";
import { SyncError } from "../../sync-error.js";
import { changedSincePlan, type StoredObject, type WriteRequests } from "../settle-write.js";
import type { TargetState, Write } from "../target.js";
import type { GrafanaContent } from "./grafana-content.js";
import { normalizeDashboard } from "./normalize.js";
import { searchDashboards } from "./search-dashboards.js";

const concurrency = 8;

/** A dashboard or folder as it is sent. */
type Payload =
  | { readonly kind: "folder"; readonly title: string }
  | {
      readonly kind: "dashboard";
      readonly dashboard: Readonly<Record<string, unknown>>;
      readonly folder: string | undefined;
      readonly message: string;
    };

/**
 * Folders and dashboards through `/api`, which keeps no annotations. A dashboard of ours has the tag of the project, and
 * its newest version has a message with the hash of the content: after an edit, the newest version is another one. Folders
 * cannot be marked, so they are never changed or deleted.
 */
export class DashboardApi implements WriteRequests {
  private readonly client: HttpClient;
  private readonly tag: string;
  private readonly content: GrafanaContent;

  constructor(client: HttpClient, tag: string, content: GrafanaContent) {
    this.client = client;
    this.tag = tag;
    this.content = content;
  }

  async read(): Promise<TargetState> {
    const desired = [...this.desireFolders(), ...this.desireDashboards()];
    const wanted = new Map(desired.map((object) => [object.id, object]));
    // The search lags behind, so each that it finds is read itself.
    const tagged = await searchDashboards(this.client, this.tag);
    const ids = new Set([...wanted.keys(), ...tagged.map((uid) => `dashboards/${uid}`)]);
    const live: LiveObject[] = [];
    await runBatch([...ids], concurrency, async (id) => {
      const uid = uidOf(id);
      const body = await this.get(id);
      if (body === undefined) return;
      live.push(id.startsWith("folders/") ? liveFolder(uid, body) : await this.liveDashboard(body, wanted.get(id)));
    });
    return { desired, live };
  }

  async send(write: Write): Promise<string | undefined> {
    if (write.action === "delete") return this.delete(write);
    const payload = write.payload as Payload;
    return payload.kind === "folder" ? this.sendFolder(write, payload) : this.sendDashboard(write, payload);
  }

  async fetch({ id }: Write): Promise<StoredObject | undefined> {
    const body = await this.get(id);
    if (body === undefined) return undefined;
    if (id.startsWith("folders/")) return { version: versionIn(body), digest: digestFolder(get(body, "title")) };
    return { version: versionIn(get(body, "dashboard")), digest: digestDashboard(contentOf(body)) };
  }

  describe(_: ObjectKind, payload: unknown): unknown {
    const given = payload as Payload;
    return given.kind === "folder" ? { title: given.title } : describeDashboard(given);
  }

  digestOf({ payload }: Write): string {
    const given = payload as Payload;
    return given.kind === "folder"
      ? digestFolder(given.title)
      : digestDashboard({ dashboard: given.dashboard, folder: given.folder });
  }

  private desireFolders(): readonly DesiredObject[] {
    return this.content.folders.map(({ uid, title }) => ({ ...folderObject(uid, title), isExclusive: true }));
  }

  private desireDashboards(): readonly DesiredObject[] {
    return this.content.dashboards.map(({ uid, title, folder, classic }) => {
      const tags = [...new Set([...(classic.tags ?? []), this.tag])];
      const dashboard = { ...classic, uid, tags } as unknown as Readonly<Record<string, unknown>>;
      const content = { dashboard, folder };
      const digest = digestDashboard(content);
      return {
        id: `dashboards/${uid}`,
        kind: "dashboard",
        name: title,
        digest,
        payload: { kind: "dashboard", dashboard, folder, message: messageOf(digest) } satisfies Payload,
        describe: () => describeDashboard(content),
        stage: stageOf("dashboard"),
      };
    });
  }

  private async get(id: string): Promise<unknown> {
    const path = pathOf(id);
    const response = await this.client.get(path);
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    return parseAnswer(response);
  }

  private async liveDashboard(body: unknown, desired: DesiredObject | undefined): Promise<LiveObject> {
    const content = contentOf(body);
    const uid = String(get(content.dashboard, "uid"));
    const title = get(content.dashboard, "title");
    const digest = digestDashboard(content);
    const tags = get(content.dashboard, "tags");
    const isTagged = Array.isArray(tags) && tags.includes(this.tag);
    const message = isTagged && digest !== desired?.digest ? await this.newestMessage(uid) : messageOf(digest);
    const ownership: Ownership = !isTagged ? "foreign" : message === messageOf(digest) ? "ours" : "edited";
    return {
      id: `dashboards/${uid}`,
      kind: "dashboard",
      name: typeof title === "string" ? title : uid,
      digest,
      payload: { kind: "dashboard", ...content, message } satisfies Payload,
      describe: () => describeDashboard(content),
      stage: stageOf("dashboard"),
      version: versionIn(get(body, "dashboard")),
      ownership,
      ...(get(body, "meta", "provisioned") === true && { obstacle: "Grafana provisions it from a file" }),
    };
  }

  /** The message of the newest version. Older servers answer with the list itself. */
  private async newestMessage(uid: string): Promise<string> {
    const path = `/api/dashboards/uid/${encodeURIComponent(uid)}/versions?limit=1`;
    const response = await this.client.get(path);
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const answer = parseAnswer(response);
    const [newest] = objectsOf(Array.isArray(answer) ? answer : get(answer, "versions"));
    return String(newest?.message ?? "");
  }

  private async sendDashboard({ id, action, expected }: Write, payload: Payload & { kind: "dashboard" }) {
    const { dashboard, folder, message } = payload;
    const body = {
      dashboard: { ...dashboard, id: null, uid: uidOf(id), ...(action === "update" && { version: Number(expected) }) },
      folderUid: folder ?? "",
      message,
      overwrite: false,
    };
    const request = { method: "POST", path: "/api/dashboards/db", body: JSON.stringify(body) } as const;
    const response = await this.client.send(request);
    if (response.status === 412) throw changedSincePlan();
    if (response.status !== 200) throw this.client.fail(request, response);
    return versionIn(parseAnswer(response));
  }

  private async sendFolder({ id, action, expected }: Write, { title }: Payload & { kind: "folder" }) {
    const uid = uidOf(id);
    const request =
      action === "create"
        ? ({ method: "POST", path: "/api/folders", body: JSON.stringify({ uid, title }) } as const)
        : ({ method: "PUT", path: pathOf(id), body: JSON.stringify({ title, version: Number(expected) }) } as const);
    const response = await this.client.send(request);
    if (response.status === 409 || response.status === 412) throw changedSincePlan();
    if (response.status !== 200) throw this.client.fail(request, response);
    return versionIn(parseAnswer(response));
  }

  /** The deletion of a folder takes its content with it, so it must have none. */
  private async delete(write: Write): Promise<undefined> {
    const stored = await this.fetch(write);
    if (stored?.version !== write.expected) throw changedSincePlan();
    if (write.kind === "folder") await this.requireEmpty(write.id);
    const request = { method: "DELETE", path: pathOf(write.id) } as const;
    const response = await this.client.send(request);
    if (response.status === 404) throw changedSincePlan();
    if (response.status !== 200) throw this.client.fail(request, response);
    return undefined;
  }

  private async requireEmpty(id: string): Promise<void> {
    const path = `${pathOf(id)}/counts`;
    const response = await this.client.get(path);
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const counts = Object.values(parseAnswer(response) as Readonly<Record<string, number>>);
    if (counts.some((count) => count > 0)) throw new SyncError("the folder is not empty", "move its content elsewhere");
  }
}

interface StoredDashboard {
  readonly dashboard: Readonly<Record<string, unknown>>;
  readonly folder: string | undefined;
}

function liveFolder(uid: string, body: unknown): LiveObject {
  const object = folderObject(uid, String(get(body, "title")));
  return { ...object, version: versionIn(body), ownership: "foreign", isShared: true };
}

function folderObject(uid: string, title: string): DesiredObject {
  return {
    id: `folders/${uid}`,
    kind: "folder",
    name: title,
    digest: digestFolder(title),
    payload: { kind: "folder", title } satisfies Payload,
    describe: () => ({ title }),
    stage: stageOf("folder"),
  };
}

function contentOf(body: unknown): StoredDashboard {
  const folder = get(body, "meta", "folderUid");
  const { id: _, version: __, ...dashboard } = get(body, "dashboard") as Readonly<Record<string, unknown>>;
  return { dashboard, folder: typeof folder === "string" && folder !== "" ? folder : undefined };
}

function describeDashboard({ dashboard, folder }: StoredDashboard): unknown {
  return { ...(normalizeDashboard(dashboard) as object), ...(folder !== undefined && { folder }) };
}

function digestDashboard(content: StoredDashboard): string {
  return digestValue(describeDashboard(content));
}

function digestFolder(title: unknown): string {
  return digestValue({ title });
}

/** The message of the version that a sync writes. */
function messageOf(digest: string): string {
  return `telltale ${digest.slice(0, 16)}`;
}

function uidOf(id: string): string {
  return id.replace(/^.*?\//, "");
}

function pathOf(id: string): string {
  const uid = encodeURIComponent(uidOf(id));
  return id.startsWith("folders/") ? `/api/folders/${uid}` : `/api/dashboards/uid/${uid}`;
}

function versionIn(body: unknown): string {
  return String(get(body, "version"));
}
