import { digestValue } from "../../../src/sync/objects/digest.js";
import type { DesiredObject, LiveObject, ObjectKind, Ownership } from "../../../src/sync/objects/object.js";
import { stageOf } from "../../../src/sync/objects/stage.js";

/** An object as the definitions describe it. */
export function desired(id: string, value: unknown, kind: ObjectKind = "dashboard"): DesiredObject {
  return {
    id,
    kind,
    name: id,
    digest: digestValue(value),
    payload: value,
    describe: () => value,
    stage: stageOf(kind),
  };
}

/** An object as a target holds it. */
export function live(
  id: string,
  value: unknown,
  ownership: Ownership = "ours",
  kind: ObjectKind = "dashboard",
): LiveObject {
  return { ...desired(id, value, kind), ownership, version: digestValue(value) };
}
