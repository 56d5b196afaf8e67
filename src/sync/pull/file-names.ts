import { createHash } from "node:crypto";
import { boundedName, deriveKey } from "../../model/definition/key.js";
import type { FoundFolder, FoundObject } from "./found-object.js";

/** Names that are devices, not files, on Windows. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** The name of the folder on disk for dashboards that are in no folder of Grafana. */
const rootName = "general";

const maxLength = 60;

/**
 * Names the files of objects, without their endings and relative to the folder of their kind: `nodes/P1x7`, `infra`. Names
 * come from outside, so that only letters, digits and dashes of them are kept. They are the same whichever objects are
 * pulled, because objects whose names clash all get the hash of their ids.
 *
 * @param takenRuleFiles - the names of rule files that the system has already
 */
export function nameFiles(
  all: readonly FoundObject[],
  takenRuleFiles: ReadonlySet<string>,
): ReadonlyMap<FoundObject, string> {
  const folders = nameFolders(all);
  const wanted = all.map((one) => {
    if (one.kind === "rules") return { one, folder: "", name: keyOf(one.deployedAs.replace(/\.ya?ml$/, "")) };
    return { one, folder: `${folders.get(one.folder?.uid ?? "") ?? rootName}/`, name: one.uid.replace(/[^\w-]/g, "-") };
  });
  const clashes = countBy(wanted.map(({ folder, name }) => `${folder}${name}`));
  return new Map(
    wanted.map(({ one, folder, name }) => {
      const isTaken = reserved.test(name) || (one.kind === "rules" && takenRuleFiles.has(name));
      const isClear = clashes.get(`${folder}${name}`.toLowerCase()) === 1 && !isTaken;
      return [one, `${folder}${isClear ? name : `${name.slice(0, maxLength)}-${hashOf(one.id)}`}`];
    }),
  );
}

/** Names the folders on disk after the titles of folders, by their uids. */
function nameFolders(all: readonly FoundObject[]): ReadonlyMap<string, string> {
  const folders = new Map<string, FoundFolder>();
  for (const one of all) if (one.kind === "dashboard" && one.folder) folders.set(one.folder.uid, one.folder);
  const keys = new Map([...folders.values()].map(({ uid, title }) => [uid, keyOf(title)]));
  const clashes = countBy([...keys.values(), rootName]);
  return new Map(
    [...keys].map(([uid, key]) => {
      const isClear = clashes.get(key) === 1 && !reserved.test(key);
      return [uid, isClear ? key : `${key}-${hashOf(uid)}`];
    }),
  );
}

function keyOf(text: string): string {
  return boundedName([deriveKey(text)], maxLength);
}

/** Counts names, which differ in more than their letter case on every system. */
function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return counts;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 6);
}
