import { parseJson } from "../../project/files/parse-json.js";
import type { DesiredObject, LiveObject, ObjectKind } from "../objects/object.js";
import type { SyncTarget, TargetState } from "../targets/target.js";

/** The version of the form. */
const backupFormatVersion = 1;

/** The objects of a project in a target, with their content, to be restored later. */
export interface Backup {
  readonly format_version: typeof backupFormatVersion;
  readonly target: string;
  readonly identity: string;
  readonly created: string;
  readonly objects: readonly SavedObject[];
}

interface SavedObject {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly name: string;
  readonly stage: number;
  readonly digest: string;
  readonly payload: unknown;
}

/** Saves the objects that are ours, or that the definitions describe. Those with secrets in them are left out. */
export function createBackup({ name, identity }: SyncTarget, { desired, live }: TargetState): Backup {
  const described = new Set(desired.map(({ id }) => id));
  const objects = live
    .filter((object) => isSaved(object) && (object.ownership !== "foreign" || described.has(object.id)))
    .map(({ id, kind, name: title, stage, digest, payload }) => ({ id, kind, name: title, stage, digest, payload }));
  const created = new Date().toISOString();
  return { format_version: backupFormatVersion, target: name, identity, created, objects };
}

/** Parses a backup. Undefined if a text is not one. */
export function parseBackup(text: string): Backup | undefined {
  const backup = parseJson(text) as Partial<Backup> | null | undefined;
  if (backup?.format_version !== backupFormatVersion || !Array.isArray(backup.objects)) return undefined;
  return typeof backup.target === "string" && typeof backup.identity === "string" ? (backup as Backup) : undefined;
}

/** Turns the objects of a backup into desired objects. */
export function desireBackup({ objects }: Backup, target: SyncTarget): readonly DesiredObject[] {
  return objects.map((object) => ({
    ...object,
    describe: () => target.describe(object.kind, object.payload),
    ...(exclusiveKinds.has(object.kind) && { isExclusive: true }),
  }));
}

const exclusiveKinds: ReadonlySet<ObjectKind> = new Set([
  "folder",
  "notification templates",
  "mute timing",
  "contact point",
  "notification policy",
]);

/** Selects the live objects that a backup has; newer ones are left alone. */
export function selectSaved({ objects }: Backup, live: readonly LiveObject[]): readonly LiveObject[] {
  const saved = new Set(objects.map(({ id }) => id));
  return live.filter(({ id }) => saved.has(id));
}

function isSaved({ kind, hasSecrets, obstacle }: LiveObject): boolean {
  return kind !== "loaded configuration" && !hasSecrets && obstacle === undefined;
}
