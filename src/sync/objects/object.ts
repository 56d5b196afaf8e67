/**
 * The kinds of objects that a target can hold, in the order in which they are written: each refers only to those before
 * it. Deletions go the other way.
 */
export const objectKinds = [
  "folder",
  "folder permissions",
  "data source",
  "file",
  "notification templates",
  "mute timing",
  "contact point",
  "notification policy",
  "alertmanager configuration",
  "rules",
  "dashboard",
  "loaded configuration",
] as const;

export type ObjectKind = (typeof objectKinds)[number];

/** An object of a target: a dashboard, a group of rules, a file. */
export interface SyncObject {
  /** Unique in its target, and stable: `dashboards/cart`. */
  readonly id: string;
  readonly kind: ObjectKind;
  /** The name that people know it by. */
  readonly name: string;
  /** Equal for objects that need no write. */
  readonly digest: string;
  /** The content as its target writes it. Only the target reads it. */
  readonly payload: unknown;
  /** Returns the content as plain data, for differences that people read. */
  readonly describe: () => unknown;
  /** Written one after the other, such as folders, whose creation servers do not serialise themselves. */
  readonly isExclusive?: boolean;
}

/** An object that the definitions describe. */
export interface DesiredObject extends SyncObject {
  /** Objects of a lower stage are written first, because others refer to them. */
  readonly stage: number;
}

/**
 * - `ours`: it is as the last sync wrote it.
 * - `edited`: a sync wrote it, and somebody changed it since.
 * - `foreign`: it belongs to somebody else.
 */
export type Ownership = "ours" | "edited" | "foreign";

/** An object that a target holds now. */
export interface LiveObject extends SyncObject {
  readonly ownership: Ownership;
  /** The observed version. A write is refused if the object has another one by then. */
  readonly version: string;
  /** The reason why it cannot be changed at all, such as being a folder where a file should be. */
  readonly obstacle?: string;
  /** True if its content holds secrets in clear, and must not be saved. */
  readonly hasSecrets?: boolean;
  /** True if a foreign object may be used as it is, such as a folder that several projects share. */
  readonly isShared?: boolean;
  /** True if the target keeps no mark, so that an edit by others cannot be told from a change of the definitions. */
  readonly isUnmarked?: boolean;
  /** The manager of a foreign object, as far as the target knows one: `terraform`. */
  readonly manager?: string;
  /** As for desired objects. Deletions follow it in reverse. */
  readonly stage: number;
}
