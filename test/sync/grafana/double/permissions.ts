import type { Answer, RecordedRequest } from "../../double/recorded-request.js";
import type { Store } from "./store.js";

/** A permission on a folder, as `/api` reads it. */
export interface StoredPermission {
  readonly role?: string;
  readonly teamId?: number;
  readonly userId?: number;
  readonly permission: number;
}

/** The account of the token, which gets all permissions on a folder that it creates. */
export const creator = 5;

const initial: readonly StoredPermission[] = [
  { userId: creator, permission: 4 },
  { role: "Editor", permission: 2 },
  { role: "Viewer", permission: 1 },
];

/** Answers as Grafana does about permissions of folders and about teams; undefined for other requests. */
export function answerPermissions(store: Store, { method, path, body }: RecordedRequest): Answer | undefined {
  const { pathname, searchParams } = new URL(path, "http://double");
  if (pathname === "/api/teams/search") {
    const name = searchParams.get("name");
    const teams = [...store.teams].filter(([, team]) => name === null || team === name);
    const items = teams.map(([id, team]) => {
      return { id, uid: `team-${id}`, orgId: 1, name: team, isProvisioned: false, memberCount: 0 };
    });
    return { status: 200, body: { totalCount: items.length, page: 1, perPage: 1000, teams: items } };
  }
  const uid = /^\/api\/folders\/([^/]+)\/permissions$/.exec(pathname)?.[1];
  if (uid === undefined) return undefined;
  if (!store.get("Folder", uid)) return { status: 404, body: { message: "folder not found", status: "not-found" } };
  if (method === "GET") {
    return { status: 200, body: (store.permissions.get(uid) ?? initial).map((one) => read(store, uid, one)) };
  }
  const { items } = JSON.parse(body) as { readonly items: readonly StoredPermission[] };
  if (items.some(({ teamId }) => teamId !== undefined && !store.teams.has(teamId))) {
    return { status: 404, body: { message: "team not found" } };
  }
  store.permissions.set(uid, items);
  return { status: 200, body: { message: "Folder permissions updated", id: 98, title: uid } };
}

/** A permission as a read returns it: 0 and an empty text for what it is not about. */
function read({ teams }: Store, folderUid: string, { role, teamId = 0, userId = 0, permission }: StoredPermission) {
  return {
    ...{ folderUid, created: "2026-11-28T10:00:00Z", updated: new Date().toISOString(), inherited: false },
    ...{ userId, userLogin: userId === 0 ? "" : `sa-1-${userId}`, teamId, team: teams.get(teamId) ?? "" },
    ...(role !== undefined && { role }),
    ...{ permission, permissionName: ["", "View", "Edit", "", "Admin"][permission] },
  };
}
