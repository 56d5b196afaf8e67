import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { get, isJson } from "../../formats/grafana/plain-json.js";
import type { LiveObject } from "../objects/object.js";
import type { SyncTarget } from "../targets/target.js";

const note = "edited by telltale verify-target";

/**
 * Changes an object as somebody else would: without the mark that a sync leaves.
 *
 * @param directory - the folder of a target that writes files
 */
export async function editObject(target: SyncTarget, object: LiveObject, directory: string | undefined): Promise<void> {
  const { id, kind, name, payload, version } = object;
  if (directory !== undefined) return writeFileSync(join(directory, id), `${String(payload)}\n`);
  await target.write({ action: "update", id, kind, name, payload: editPayload(payload), expected: version });
}

/** Changes one field of a payload, whichever form it has. */
function editPayload(payload: unknown): unknown {
  if (!isJson(payload)) return payload;
  if (isJson(payload.spec)) return { ...payload, spec: { ...payload.spec, description: note } };
  if (isJson(payload.dashboard)) {
    return { ...payload, dashboard: { ...payload.dashboard, description: note }, message: note };
  }
  if (isJson(payload.jsonData)) return { ...payload, jsonData: { ...payload.jsonData, timeInterval: "7m" } };
  if (isJson(payload.group)) return { ...payload, group: { ...payload.group, interval: "7m" } };
  return { ...payload, text: `${String(get(payload, "text"))}# ${note}\n` };
}
