import { sortBy } from "../../../compile/sort-by.js";
import { get, type Json, objectsOf } from "../../../formats/grafana/plain-json.js";
import type { FolderPermission, FolderPermissions } from "../../../model/project/folder-permissions.js";
import { runBatch } from "../../apply/run-batch.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { digestValue } from "../../objects/digest.js";
import type { DesiredObject, LiveObject } from "../../objects/object.js";
import { stageOf } from "../../objects/stage.js";
import { SyncError } from "../../sync-error.js";
import { changedSincePlan, type StoredObject, type WriteRequests } from "../settle-write.js";
import type { TargetState, Write } from "../target.js";
import type { FolderContent } from "./grafana-content.js";

const concurrency = 8;
const kind = "folder permissions";

/** Grafana's numbers of the levels. */
const numbers: Readonly<Record<FolderPermission, number>> = { view: 1, edit: 2, admin: 4 };

/** A permission as Grafana reads it. */
type Item = { readonly permission: unknown } & (
  | { readonly userId: unknown }
  | { readonly role: "Viewer" | "Editor" }
  | { readonly teamId: number }
);

/**
 * The permissions of the folders of a project. Grafana keeps no mark of who granted them, so that those of a folder belong to
 * whom the folder belongs to; nor a version, so that they are read right before they are written. Grants of single users, such as that of the account which created the folder, are kept.
 */
export class FolderPermissionApi implements WriteRequests {
  private readonly client: HttpClient;
  private readonly folders: readonly FolderContent[];
  private readonly permissions: FolderPermissions | undefined;
  /** True if the target declares them. */
  readonly areDeclared: boolean;
  private readonly teamIds = new Map<string, number>();

  constructor(client: HttpClient, folders: readonly FolderContent[], permissions: FolderPermissions | undefined) {
    this.client = client;
    this.areDeclared = permissions !== undefined;
    this.folders = permissions === undefined ? [] : folders;
    this.permissions = permissions;
  }

  /** Reads the permissions of the folders that are there. */
  async read(liveFolders: readonly LiveObject[]): Promise<TargetState> {
    if (this.folders.length === 0) return { desired: [], live: [] };
    // A team that does not exist is found out before anything is written.
    for (const team of Object.keys(this.permissions?.teams ?? {})) await this.teamId(team);
    const live: LiveObject[] = [];
    await runBatch([...this.folders], concurrency, async (folder) => {
      const owner = liveFolders.find(({ id }) => id === `folders/${folder.uid}`);
      if (owner === undefined) return;
      const items = await this.items(folder.uid);
      live.push({
        ...permissionObject(folder, readPermissions(items)),
        version: digestValue(items),
        ownership: "ours",
        isUnmarked: true,
        ...(owner.ownership === "foreign" && { obstacle: "the folder belongs to somebody else", isShared: true }),
      });
    });
    return { desired: this.folders.map((folder) => permissionObject(folder, this.permissions!)), live };
  }

  describe(payload: unknown): unknown {
    return describePermissions(payload as FolderPermissions);
  }

  digestOf({ payload }: Write): string {
    return digestValue(describePermissions(payload as FolderPermissions));
  }

  /** A new folder has the permissions that Grafana gives it, until they are written. */
  async fetch(write: Write): Promise<StoredObject | undefined> {
    const items = await this.items(uidOf(write));
    const stored = { version: digestValue(items), digest: digestValue(describePermissions(readPermissions(items))) };
    return write.action === "create" && stored.digest !== this.digestOf(write) ? undefined : stored;
  }

  async send(write: Write): Promise<string | undefined> {
    // They go with their folder.
    if (write.action === "delete") return undefined;
    const uid = uidOf(write);
    const before = await this.items(uid);
    if (write.action === "update" && digestValue(before) !== write.expected) throw changedSincePlan();
    const { viewers, editors, teams = {} } = write.payload as FolderPermissions;
    const items: Item[] = before.flatMap(({ userId, permission }) => (isUser(userId) ? [{ userId, permission }] : []));
    if (viewers !== undefined) items.push({ role: "Viewer", permission: numbers[viewers] });
    if (editors !== undefined) items.push({ role: "Editor", permission: numbers[editors] });
    for (const [team, level] of Object.entries(teams)) {
      items.push({ teamId: await this.teamId(team), permission: numbers[level] });
    }
    const request = { method: "POST", path: pathOf(uid), body: JSON.stringify({ items }) } as const;
    const response = await this.client.send(request);
    if (response.status === 404) throw changedSincePlan();
    if (response.status !== 200) throw this.client.fail(request, response);
    return digestValue(await this.items(uid));
  }

  /** The permissions that were granted on the folder itself. */
  private async items(uid: string): Promise<readonly Json[]> {
    const path = pathOf(uid);
    const response = await this.client.get(path);
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const items = objectsOf(parseAnswer(response)).filter(({ inherited }) => inherited !== true);
    // The times of changes and the pictures of people say nothing about what is granted.
    const granted = items.map(({ role, teamId, team, userId, permission }) => {
      return { role, teamId, team, userId, permission };
    });
    return sortBy(granted, (item) => JSON.stringify(item));
  }

  private async teamId(name: string): Promise<number> {
    const known = this.teamIds.get(name);
    if (known !== undefined) return known;
    const path = `/api/teams/search?name=${encodeURIComponent(name)}`;
    const response = await this.client.get(path);
    if (response.status !== 200) throw this.client.fail({ method: "GET", path }, response);
    const found = objectsOf(get(parseAnswer(response), "teams")).find((team) => team.name === name)?.id;
    if (typeof found !== "number") {
      throw new SyncError(`Grafana has no team "${name}"`, "create it, or correct `permissions` of the target");
    }
    this.teamIds.set(name, found);
    return found;
  }
}

function permissionObject(folder: FolderContent, permissions: FolderPermissions): DesiredObject {
  return {
    id: `folder-permissions/${folder.uid}`,
    kind,
    name: folder.title,
    digest: digestValue(describePermissions(permissions)),
    payload: permissions,
    describe: () => describePermissions(permissions),
    stage: stageOf(kind),
  };
}

/** Returns the permissions of roles and teams. Administrators have all, whatever is granted. */
function readPermissions(items: readonly Json[]): FolderPermissions {
  const ofRole = (role: string) => levelOf(items.find((item) => item.role === role)?.permission);
  const [viewers, editors] = [ofRole("Viewer"), ofRole("Editor")];
  const teams = items.flatMap(({ team, permission }) => {
    const level = levelOf(permission);
    return typeof team === "string" && team !== "" && level !== undefined ? [[team, level] as const] : [];
  });
  return {
    ...(viewers !== undefined && { viewers }),
    ...(editors !== undefined && { editors }),
    teams: Object.fromEntries(teams),
  };
}

function levelOf(number: unknown): FolderPermission | undefined {
  return (["view", "edit", "admin"] as const).find((level) => numbers[level] === number);
}

function describePermissions({ viewers, editors, teams = {} }: FolderPermissions): unknown {
  return { ...(viewers !== undefined && { viewers }), ...(editors !== undefined && { editors }), teams };
}

function isUser(userId: unknown): boolean {
  return typeof userId === "number" && userId > 0;
}

function uidOf({ id }: Pick<Write, "id">): string {
  return id.replace(/^.*?\//, "");
}

function pathOf(uid: string): string {
  return `/api/folders/${encodeURIComponent(uid)}/permissions`;
}
