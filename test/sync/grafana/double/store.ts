import type { Answer } from "../../double/recorded-request.js";
import { type AlertingSnapshot, AlertingStore } from "./alerting/alerting-store.js";
import type { StoredDataSource } from "./data-sources.js";
import type { StoredPermission } from "./permissions.js";

/** An object in the store of the double. */
export interface StoredResource {
  readonly kind: "Dashboard" | "Folder";
  readonly name: string;
  annotations: Record<string, string>;
  labels: Record<string, string>;
  spec: Record<string, unknown>;
  /** The version in which it was written. */
  storedVersion: string;
  resourceVersion: number;
  generation: number;
  /** The counter of `/api`. */
  version: number;
  /** The messages of its versions, oldest first. */
  messages: string[];
}

interface Snapshot {
  readonly resources: readonly StoredResource[];
  readonly alerting: AlertingSnapshot;
}

export const folderAnnotation = "grafana.app/folder";

/** The dashboards and folders of a Grafana, whatever API they came by. */
export class Store {
  private readonly resources = new Map<string, StoredResource>();
  readonly alerting = new AlertingStore();
  readonly dataSources = new Map<string, StoredDataSource>();
  /** The permissions of folders that were written, by uid. */
  readonly permissions = new Map<string, readonly StoredPermission[]>();
  /** The names of teams by their id. */
  readonly teams = new Map<number, string>();
  /** Answers what is asked through the proxy of a data source, by its uid. */
  readonly proxies = new Map<string, (path: string, parameters: URLSearchParams) => Answer>();
  private clock = 1_795_875_570_000_000;

  get(kind: StoredResource["kind"], name: string): StoredResource | undefined {
    return this.resources.get(`${kind}/${name}`);
  }

  list(kind: StoredResource["kind"]): readonly StoredResource[] {
    return [...this.resources.values()].filter((one) => one.kind === kind).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  put(
    given: Omit<StoredResource, "resourceVersion" | "generation" | "version" | "messages">,
    message = "",
  ): StoredResource {
    const before = this.get(given.kind, given.name);
    this.clock += 7;
    const stored: StoredResource = {
      ...given,
      resourceVersion: this.clock,
      generation: (before?.generation ?? 0) + 1,
      version: (before?.version ?? 0) + 1,
      messages: [...(before?.messages ?? []), message],
    };
    this.resources.set(`${given.kind}/${given.name}`, stored);
    return stored;
  }

  delete(kind: StoredResource["kind"], name: string): void {
    this.resources.delete(`${kind}/${name}`);
  }

  /** Everything that it holds, to come back to. */
  snapshot(): Snapshot {
    return { resources: [...this.resources.values()].map((one) => ({ ...one })), alerting: this.alerting.snapshot() };
  }

  restore({ resources, alerting }: Snapshot): void {
    this.resources.clear();
    for (const one of resources) this.resources.set(`${one.kind}/${one.name}`, { ...one });
    this.alerting.restore(alerting);
  }

  inFolder(uid: string): readonly StoredResource[] {
    return [...this.resources.values()].filter(({ annotations }) => annotations[folderAnnotation] === uid);
  }

  /** A change in a browser: Grafana saves through `/api`, and its manager annotations vanish. */
  editInBrowser(uid: string, change: (spec: Record<string, unknown>) => void): void {
    const before = this.get("Dashboard", uid)!;
    const spec = structuredClone(before.spec);
    change(spec);
    const annotations = Object.fromEntries(
      Object.entries(before.annotations).filter(([name]) => name === folderAnnotation),
    );
    this.put({ ...before, spec, annotations }, "edited");
  }

  /** A change through `/apis` that keeps the annotations. */
  editResource(kind: StoredResource["kind"], name: string, change: (spec: Record<string, unknown>) => void): void {
    const before = this.get(kind, name)!;
    const spec = structuredClone(before.spec);
    change(spec);
    this.put({ ...before, spec }, "edited");
  }
}
