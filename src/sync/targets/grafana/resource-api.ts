import { get, isJson, objectsOf } from "../../../formats/grafana/plain-json.js";
import { runBatch } from "../../apply/run-batch.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { digestValue } from "../../objects/digest.js";
import type { DesiredObject, LiveObject, ObjectKind, Ownership } from "../../objects/object.js";
import { stageOf } from "../../objects/stage.js";
import { SyncError } from "../../sync-error.js";
import { changedSincePlan, type StoredObject, type WriteRequests } from "../settle-write.js";
import type { TargetState, Write } from "../target.js";
import type { DashboardContent, GrafanaContent } from "./grafana-content.js";
import { listResources } from "./list-resources.js";
import { normalizeDashboard } from "./normalize.js";
import { annotations, managedByLabel } from "./ownership.js";
import type { ServedVersions } from "./served-versions.js";

const concurrency = 8;

/** A resource as it is sent: without what the server sets. */
export interface ResourcePayload {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: unknown;
}

interface Collection {
  readonly group: "dashboard.grafana.app" | "folder.grafana.app";
  readonly version: string;
  readonly resource: "dashboards" | "folders";
  readonly kind: ObjectKind & ("dashboard" | "folder");
}

/** Folders and dashboards as resources of `/apis`. */
export class ResourceApi implements WriteRequests {
  private readonly client: HttpClient;
  private readonly namespace: string;
  private readonly manager: string;
  private readonly content: GrafanaContent;
  private readonly served: ServedVersions;
  /** All dashboards are read and written in one version: a dashboard looks different in another. */
  private readonly dashboardVersion: string;

  constructor(client: HttpClient, namespace: string, manager: string, content: GrafanaContent, served: ServedVersions) {
    this.client = client;
    this.namespace = namespace;
    this.manager = manager;
    this.content = content;
    this.served = served;
    this.dashboardVersion =
      served.resourceVersion(content.dashboards.map(({ resources }) => resources)) ?? served.classic;
  }

  async read(goingRules: ReadonlyMap<string, number>): Promise<TargetState> {
    const desired = [
      ...this.content.folders.map(({ uid, title }) => this.desire("folder", uid, title, { title }, undefined)),
      ...this.content.dashboards.map((dashboard) => this.desireDashboard(dashboard)),
    ];
    const dashboards = await this.readCollection(this.collection("dashboard"), desired);
    const folders = await this.readCollection(this.collection("folder"), desired);
    const live = [...dashboards, ...folders].map((resource) => this.liveObject(resource));
    return { desired, live: await this.protectFolders(live, goingRules) };
  }

  async send(write: Write): Promise<string | undefined> {
    const { action, expected } = write;
    const collection = this.collection(write.kind);
    const name = nameOf(write);
    const payload = write.payload as ResourcePayload;
    const one = `${this.path(collection)}/${encodeURIComponent(name)}`;
    if (action === "delete") {
      if (write.kind === "folder") await this.requireEmpty(one);
      const body = { apiVersion: "v1", kind: "DeleteOptions", preconditions: { resourceVersion: expected } };
      const request = { method: "DELETE", path: one, body: JSON.stringify(body) } as const;
      const response = await this.client.send(request);
      if (response.status === 200 || response.status === 202) return undefined;
      throw response.status === 404 || response.status === 409
        ? changedSincePlan()
        : this.client.fail(request, response);
    }
    const path = `${action === "create" ? this.path(collection) : one}?fieldValidation=Strict`;
    const metadata = { ...payload.metadata, ...(action === "update" && { resourceVersion: expected }) };
    const method = action === "create" ? "POST" : "PUT";
    const request = { method, path, body: JSON.stringify({ ...payload, metadata }) } as const;
    const response = await this.client.send(request);
    // A PUT of an object that is gone creates it.
    if (response.status === 409 || response.status === 412) throw changedSincePlan();
    if (response.status !== 200 && response.status !== 201) throw this.client.fail(request, response);
    return versionOf(parseAnswer(response));
  }

  async fetch(write: Write): Promise<StoredObject | undefined> {
    const resource = await this.get(this.collection(write.kind), nameOf(write));
    if (resource === undefined) return undefined;
    return { version: versionOf(resource), digest: digestOfResource(write.kind, resource) };
  }

  describe(kind: ObjectKind, payload: unknown): unknown {
    return describeContent(kind, get(payload, "spec"), folderIn(payload));
  }

  digestOf({ kind, payload }: Write): string {
    return digestOfResource(kind, payload);
  }

  private desireDashboard(dashboard: DashboardContent): DesiredObject {
    const { uid, title, folder, classic, resources } = dashboard;
    const createResource = resources.get(this.dashboardVersion);
    if (createResource) return this.desire("dashboard", uid, title, createResource().spec, folder);
    const { uid: _, ...spec } = classic;
    return this.desire("dashboard", uid, title, spec, folder);
  }

  private desire(
    kind: Collection["kind"],
    name: string,
    title: string,
    spec: unknown,
    folder: string | undefined,
  ): DesiredObject {
    const { group, version, resource } = this.collection(kind);
    const digest = digestContent(kind, spec, folder);
    const payload: ResourcePayload = {
      apiVersion: `${group}/${version}`,
      kind: kind === "folder" ? "Folder" : "Dashboard",
      metadata: {
        name,
        annotations: {
          ...(folder !== undefined && { [annotations.folder]: folder }),
          [annotations.managedBy]: "kubectl",
          [annotations.managerId]: this.manager,
          [annotations.checksum]: digest,
        },
        labels: { [managedByLabel.name]: managedByLabel.value },
      },
      spec,
    };
    const describe = () => describeContent(kind, spec, folder);
    const base = { id: `${resource}/${name}`, kind, name: title, digest, payload, describe, stage: stageOf(kind) };
    return { ...base, isExclusive: kind === "folder" };
  }

  /** Lists the objects of Telltale, and gets each other one that the definitions describe. */
  private async readCollection(collection: Collection, desired: readonly DesiredObject[]): Promise<readonly unknown[]> {
    const found = new Map<string, unknown>();
    const selector = `${managedByLabel.name}=${managedByLabel.value}`;
    for await (const page of listResources(this.client, this.path(collection), selector)) {
      for (const one of page) found.set(nameIn(one), one);
    }
    const wanted = desired.filter(({ kind }) => kind === collection.kind).map(({ id }) => id.replace(/^.*?\//, ""));
    const missing = wanted.filter((name) => !found.has(name));
    await runBatch(missing, concurrency, async (name) => {
      const resource = await this.get(collection, name);
      if (resource !== undefined) found.set(name, resource);
    });
    return [...found.values()];
  }

  private async get(collection: Collection, name: string): Promise<unknown> {
    const path = `${this.path(collection)}/${encodeURIComponent(name)}`;
    const response = await this.client.get(path);
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    return parseAnswer(response);
  }

  private liveObject(resource: unknown): LiveObject {
    const kind = get(resource, "kind") === "Folder" || hasFolderGroup(resource) ? "folder" : "dashboard";
    const name = nameIn(resource);
    const spec = get(resource, "spec");
    const title = get(spec, "title");
    const digest = digestOfResource(kind, resource);
    const manager = managerIn(resource);
    const isProvisioned = get(resource, "metadata", "annotations", annotations.managedBy);
    return {
      id: `${this.collection(kind).resource}/${name}`,
      kind,
      name: typeof title === "string" ? title : name,
      digest,
      payload: payloadOf(resource),
      describe: () => describeContent(kind, spec, folderIn(resource)),
      stage: stageOf(kind),
      version: versionOf(resource),
      ownership: this.ownership(resource, digest),
      ...(manager !== undefined && { manager }),
      ...(kind === "folder" && { isShared: true }),
      ...(isProvisioned === "classic-file-provisioning" && { obstacle: "Grafana provisions it from a file" }),
      ...(isProvisioned === "repo" && { obstacle: "Git Sync manages it" }),
    };
  }

  private ownership(resource: unknown, digest: string): Ownership {
    if (get(resource, "metadata", "annotations", annotations.managedBy) !== "kubectl") return "foreign";
    if (get(resource, "metadata", "annotations", annotations.managerId) !== this.manager) return "foreign";
    return get(resource, "metadata", "annotations", annotations.checksum) === digest ? "ours" : "edited";
  }

  /** A folder that holds anything but dashboards and rules of ours must stay. */
  private async protectFolders(
    live: readonly LiveObject[],
    goingRules: ReadonlyMap<string, number>,
  ): Promise<readonly LiveObject[]> {
    const wanted = new Set(this.content.folders.map(({ uid }) => `folders/${uid}`));
    const kept = new Set(this.content.dashboards.map(({ uid }) => `dashboards/${uid}`));
    const protectedObjects = new Map<LiveObject, LiveObject>();
    const unwanted = live.filter((one) => one.kind === "folder" && one.ownership !== "foreign" && !wanted.has(one.id));
    await runBatch(unwanted, concurrency, async (folder) => {
      const name = folder.id.replace(/^.*?\//, "");
      const counts = await this.counts(`${this.path(this.collection("folder"))}/${encodeURIComponent(name)}`);
      const going = live.filter(
        (one) =>
          one.kind === "dashboard" && one.ownership === "ours" && !kept.has(one.id) && folderOfPayload(one) === name,
      );
      const others = counts - going.length - (goingRules.get(name) ?? 0);
      if (others > 0) protectedObjects.set(folder, { ...folder, obstacle: `it still holds ${others} other objects` });
    });
    return live.map((one) => protectedObjects.get(one) ?? one);
  }

  /** Counts all that is in a folder and below it. */
  private async counts(folder: string): Promise<number> {
    const path = `${folder}/counts`;
    const response = await this.client.get(path);
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const byResource = new Map<string, number>();
    for (const entry of objectsOf(get(parseAnswer(response), "counts"))) {
      const resource = String(entry.resource);
      byResource.set(resource, Math.max(byResource.get(resource) ?? 0, Number(entry.count ?? 0)));
    }
    return [...byResource.values()].reduce((total, count) => total + count, 0);
  }

  private async requireEmpty(folder: string): Promise<void> {
    if ((await this.counts(folder)) > 0) throw new SyncError("the folder is not empty", "move its content elsewhere");
  }

  private collection(kind: ObjectKind): Collection {
    return kind === "folder"
      ? { group: "folder.grafana.app", version: this.served.folder, resource: "folders", kind }
      : { group: "dashboard.grafana.app", version: this.dashboardVersion, resource: "dashboards", kind: "dashboard" };
  }

  private path({ group, version, resource }: Collection): string {
    return `/apis/${group}/${version}/namespaces/${encodeURIComponent(this.namespace)}/${resource}`;
  }
}

function nameOf({ id }: Write): string {
  return id.replace(/^.*?\//, "");
}

function nameIn(resource: unknown): string {
  return String(get(resource, "metadata", "name"));
}

function versionOf(resource: unknown): string {
  return String(get(resource, "metadata", "resourceVersion"));
}

function folderIn(resource: unknown): string | undefined {
  const folder = get(resource, "metadata", "annotations", annotations.folder);
  return typeof folder === "string" && folder !== "" ? folder : undefined;
}

function folderOfPayload({ payload }: LiveObject): string | undefined {
  return folderIn(payload);
}

function hasFolderGroup(resource: unknown): boolean {
  return String(get(resource, "apiVersion")).startsWith("folder.");
}

function managerIn(resource: unknown): string | undefined {
  const id = get(resource, "metadata", "annotations", annotations.managerId);
  const kind = get(resource, "metadata", "annotations", annotations.managedBy);
  return typeof id === "string" && id !== "" ? id : typeof kind === "string" && kind !== "" ? kind : undefined;
}

function digestOfResource(kind: ObjectKind, resource: unknown): string {
  return digestContent(kind, get(resource, "spec"), folderIn(resource));
}

function digestContent(kind: ObjectKind, spec: unknown, folder: string | undefined): string {
  return digestValue(describeContent(kind, spec, folder));
}

function describeContent(kind: ObjectKind, spec: unknown, folder: string | undefined): unknown {
  const content = kind === "folder" ? { title: get(spec, "title") } : normalizeDashboard(spec);
  return { ...(content as object), ...(folder !== undefined && { folder }) };
}

/** The annotations and labels that the server sets itself. */
const serverSide = /^grafana\.app\/(?:createdBy|updatedBy|updatedTimestamp|deprecatedInternalID|message)$/;

/** A resource as it would be sent to restore it. */
function payloadOf(resource: unknown): ResourcePayload {
  const keep = (value: unknown) => {
    const entries = isJson(value) ? Object.entries(value).filter(([name]) => !serverSide.test(name)) : [];
    return Object.fromEntries(entries) as Readonly<Record<string, string>>;
  };
  return {
    apiVersion: String(get(resource, "apiVersion")),
    kind: String(get(resource, "kind")),
    metadata: {
      name: nameIn(resource),
      annotations: keep(get(resource, "metadata", "annotations")),
      labels: keep(get(resource, "metadata", "labels")),
    },
    spec: get(resource, "spec"),
  };
}
