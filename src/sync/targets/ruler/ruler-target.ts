import type { DesiredObject, LiveObject, ObjectKind } from "../../objects/object.js";
import { stageOf } from "../../objects/stage.js";
import { SyncError } from "../../sync-error.js";
import { changedSincePlan, type StoredObject, settleWrite, type WriteRequests } from "../settle-write.js";
import type { SyncTarget, TargetState, Write } from "../target.js";
import { GroupLimit, type RulerApi } from "./ruler-api.js";
import { digestGroup, type NamedGroup, normalizeGroup } from "./ruler-group.js";

/** The namespaces of a project, and its tenant. */
export interface RulerPlace {
  readonly name: string;
  readonly tenant: string | undefined;
  /** Begins every namespace of the project, and no other. */
  readonly prefix: string;
}

/**
 * Groups of rules in a ruler, which keeps no marks: the namespaces of the project are its own, and whatever is in them
 * counts as ours. In a namespace that was taken over, only the groups that are defined do.
 */
export class RulerTarget implements SyncTarget, WriteRequests {
  readonly name: string;
  readonly identity: string;
  readonly concurrency = 4;
  private readonly api: RulerApi;
  private readonly prefix: string;
  private readonly groups: readonly NamedGroup[];
  private readonly ids: ReadonlySet<string>;
  /** The digests of the groups as they should be stored now; undefined for deleted ones. */
  private readonly written = new Map<string, string | undefined>();

  constructor({ name, tenant, prefix }: RulerPlace, api: RulerApi, groups: readonly NamedGroup[]) {
    this.name = name;
    this.api = api;
    this.prefix = prefix;
    this.groups = groups;
    this.ids = new Set(groups.map(idOf));
    this.identity = `${api.client.url}${tenant === undefined ? "" : ` ${tenant}`}`;
  }

  async read(): Promise<TargetState> {
    const stored = await this.api.list();
    return { desired: this.groups.map(groupObject), live: stored.map((group) => this.liveObject(group)) };
  }

  describe(_: ObjectKind, payload: unknown): unknown {
    return { groups: [normalizeGroup((payload as NamedGroup).group)] };
  }

  async begin(): Promise<void> {
    this.written.clear();
  }

  async write(write: Write): Promise<string | undefined> {
    this.written.set(write.id, await settleWrite(write, this));
    // The version is that of the group as it is stored, which may lack fields.
    return (await this.fetch(write))?.version;
  }

  /** An accepted group may lack fields that the server does not know: it drops them silently. */
  async activate(): Promise<void> {
    const stored = new Map((await this.api.list()).map((group) => [idOf(group), digestGroup(group.group)]));
    for (const [id, digest] of this.written) {
      if (stored.get(id) === digest) continue;
      const summary = `the ruler accepted ${id}, but ${digest === undefined ? "still has it" : "stored something else"}`;
      throw new SyncError(summary, "remove the fields that this server does not know");
    }
  }

  async end(): Promise<void> {}

  async send(write: Write): Promise<string | undefined> {
    const { namespace, name } = placeOf(write.id);
    const stored = await this.fetch(write);
    if (stored?.version !== write.expected) throw changedSincePlan();
    if (write.action === "delete") {
      await this.api.delete(namespace, name);
      return undefined;
    }
    const { group } = write.payload as NamedGroup;
    try {
      await this.api.put(namespace, group);
    } catch (error) {
      if (!(error instanceof GroupLimit) || write.action === "create") throw error;
      await this.replace(namespace, group);
    }
    return digestGroup(group);
  }

  async fetch({ id }: Write): Promise<StoredObject | undefined> {
    const { namespace, name } = placeOf(id);
    const group = await this.api.get(namespace, name);
    if (!group) return undefined;
    const digest = digestGroup(group);
    return { version: digest, digest };
  }

  digestOf({ payload }: Write): string {
    return digestGroup((payload as NamedGroup).group);
  }

  /** At the limit of groups, only a deletion makes room for the new version. */
  private async replace(namespace: string, group: NamedGroup["group"]): Promise<void> {
    const before = await this.api.get(namespace, group.name);
    await this.api.delete(namespace, group.name);
    try {
      await this.api.put(namespace, group);
    } catch (error) {
      if (before) await this.api.put(namespace, before);
      throw error;
    }
  }

  private liveObject(stored: NamedGroup): LiveObject {
    const { stage, ...object } = groupObject(stored);
    const isOurs = stored.namespace.startsWith(this.prefix) || this.ids.has(object.id);
    return {
      ...object,
      stage,
      version: object.digest,
      ownership: isOurs ? "ours" : "foreign",
      ...(isOurs && { isUnmarked: true }),
    };
  }
}

function groupObject(named: NamedGroup): DesiredObject {
  const { group } = named;
  const rules = Array.isArray(group.rules) ? (group.rules as readonly object[]) : [];
  const hasAlerts = rules.some((rule) => "alert" in rule);
  return {
    id: idOf(named),
    kind: "rules",
    name: group.name,
    digest: digestGroup(group),
    payload: named,
    describe: () => ({ groups: [normalizeGroup(group)] }),
    stage: stageOf("rules", hasAlerts ? 1 : 0),
  };
}

function idOf({ namespace, group }: NamedGroup): string {
  return `rules/${encodeURIComponent(namespace)}/${encodeURIComponent(group.name)}`;
}

function placeOf(id: string): { readonly namespace: string; readonly name: string } {
  const [, namespace = "", name = ""] = id.split("/").map(decodeURIComponent);
  return { namespace, name };
}
