import { findUnmatched, selectOnly } from "../plan/select.js";
import { SyncError } from "../sync-error.js";
import type { FoundObject } from "./found-object.js";

/** The objects that a command is about; each list narrows it. */
export interface PullSelection {
  /** Kinds or ids, in which `*` stands for any text. */
  readonly only?: readonly string[] | undefined;
  /** Titles or uids of folders of Grafana. */
  readonly folder?: readonly string[] | undefined;
  /** Uids of dashboards. */
  readonly uid?: readonly string[] | undefined;
}

/** The uid and the title of the place of dashboards that are in no folder. */
const rootFolder = { uid: "general", title: "General" };

/** Selects objects. Throws for a name that matches none, which is probably misspelt. */
export function selectFound(all: readonly FoundObject[], { only, folder, uid }: PullSelection): readonly FoundObject[] {
  const unmatched = only && findUnmatched(only, all);
  if (unmatched !== undefined) {
    throw new SyncError(
      `--only "${unmatched}" matches no object`,
      "write dashboard, rules, or an id, such as dashboards/nodes",
    );
  }
  const strayFolder = folder?.find((name) => !all.some((one) => isInFolder(one, name)));
  if (strayFolder !== undefined) {
    throw new SyncError(`--folder "${strayFolder}" has no dashboard to pull`, "write the title or the uid of a folder");
  }
  const strayUid = uid?.find((name) => !all.some((one) => hasUid(one, name)));
  if (strayUid !== undefined) {
    const fix = "its address has it: /d/UID/…. A dashboard of this project cannot be pulled";
    throw new SyncError(`--uid "${strayUid}" is not a dashboard to pull`, fix);
  }
  const isSelected = only && selectOnly(only);
  return all.filter(
    (one) =>
      (isSelected?.(one) ?? true) &&
      (folder?.some((name) => isInFolder(one, name)) ?? true) &&
      (uid?.some((name) => hasUid(one, name)) ?? true),
  );
}

function isInFolder(one: FoundObject, name: string): boolean {
  if (one.kind !== "dashboard") return false;
  const { uid, title } = one.folder ?? rootFolder;
  return uid === name || title === name;
}

function hasUid(one: FoundObject, name: string): boolean {
  return one.kind === "dashboard" && one.uid === name;
}
