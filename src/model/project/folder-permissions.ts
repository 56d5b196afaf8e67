import { choice, type OptionTable, object, record } from "../definition/option-table.js";

/** The levels of a permission in Grafana: each includes those before it. */
const levels = ["view", "edit", "admin"] as const;

export type FolderPermission = (typeof levels)[number];

/**
 * The permissions of the folders that a sync creates. They are complete: a role or a team that is left out has none.
 * Administrators have all, and what single users were granted stays.
 *
 * @example
 * permissions: { viewers: "view", teams: { Cart: "edit" } }
 */
export interface FolderPermissions {
  /** Everybody with the role Viewer. @default none */
  readonly viewers?: FolderPermission;
  /** Everybody with the role Editor. @default none */
  readonly editors?: FolderPermission;
  /** Teams by their names in Grafana, which must exist. */
  readonly teams?: Readonly<Record<string, FolderPermission>>;
}

const level = choice(...levels);

export const folderPermissions = object({
  viewers: level,
  editors: level,
  teams: record(level),
} as const satisfies OptionTable<FolderPermissions>);
