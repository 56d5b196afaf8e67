import { posix } from "node:path";
import { OutputFolder } from "../../../project/output/output-folder.js";
import { findBlockedFile, type LeftOutObject, type PulledObject, type PullReport } from "../pull.js";
import type { FoundConfig } from "./open-alertmanager-source.js";

/** Writes the configuration of an Alertmanager, with its templates beside it, to the file that the project keeps of it. */
export function pullAlertmanager(
  found: FoundConfig | undefined,
  { root, force }: { readonly root: string; readonly force: boolean },
): PullReport<FoundConfig> {
  if (!found || found.isOurs) return { pulled: [], leftOut: [], defined: found ? 1 : 0 };
  const folder = new OutputFolder(root, { name: "project", option: "output" });
  const { path, text, templates, notes } = found;
  const beside = Object.entries(templates).map(([name, content]) => ({
    path: posix.join(posix.dirname(path), name),
    text: content,
  }));
  const files = [{ path, text }, ...beside];
  const managed = found.manager === undefined ? undefined : `${found.manager} manages it: remove it there first`;
  const reason = found.obstacle ?? managed ?? findBlockedFile(folder, files, force);
  if (reason !== undefined) {
    const left: LeftOutObject<FoundConfig> = { found, reason, isManaged: false };
    return { pulled: [], leftOut: [left], defined: 0 };
  }
  for (const file of files) folder.write(file.path, file.text);
  const base = path.replace(/\.[^./]+$/, "");
  const pulled: PulledObject<FoundConfig> = { found, base, files: files.map((file) => file.path), notes };
  return { pulled: [pulled], leftOut: [], defined: 0 };
}
