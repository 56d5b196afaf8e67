import type { DesiredObject, LiveObject, ObjectKind } from "../objects/object.js";
import type { Change } from "../plan/plan.js";

/** A single write. */
export interface Write {
  readonly action: "create" | "update" | "delete";
  readonly id: string;
  readonly kind: ObjectKind;
  readonly name: string;
  /** The content to write, as the target made it; undefined for a deletion. */
  readonly payload: unknown;
  /** The version that the object must have before; undefined if it must not exist. */
  readonly expected: string | undefined;
}

/** The objects that the artifacts of a project make in a target, and those that are there. */
export interface TargetState {
  readonly desired: readonly DesiredObject[];
  readonly live: readonly LiveObject[];
}

/** A place that artifacts are deployed to. Everything specific to a server or a layout is behind this interface. */
export interface SyncTarget {
  readonly name: string;
  /** The place that it writes to: an address, a folder. Plans are bound to it. */
  readonly identity: string;
  /** The most writes at a time. */
  readonly concurrency: number;
  /** Reads the objects, without changing anything. */
  read(): Promise<TargetState>;
  /** Describes a content that was written or read, as plain data. */
  describe(kind: ObjectKind, payload: unknown): unknown;
  /** Prepares for the writes of these changes, such as taking a lock. */
  begin(changes: readonly Change[]): Promise<void>;
  /** Writes one object, and returns its new version; for a deletion, undefined. Throws if its version is another one. */
  write(write: Write): Promise<string | undefined>;
  /** Makes the written objects effective, and verifies that they are. Throws if they are not; they are then put back. */
  activate(): Promise<void>;
  /** Ends the writes, whether they succeeded or not. */
  end(): Promise<void>;
}
