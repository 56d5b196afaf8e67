import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { SystemFacts } from "../../model/system/system.js";
import { portablePath } from "../../project/files/portable-path.js";
import { SyncError } from "../sync-error.js";

/** The place that a system is imported from. */
export interface SystemExport {
  readonly name: string;
  /** The name of its constant. */
  readonly constant: string;
  /** The file, relative to the project, with forward slashes. */
  readonly file: string;
}

/** Chooses the system that pulled definitions belong to: the only one, or that of a name. */
export function chooseSystem(systems: readonly SystemFacts[], name: string | undefined): SystemFacts {
  const names = systems.map((one) => one.name);
  const [first, second] = systems;
  if (!first) {
    const fix = 'define one in systems/: export const shop = system("shop", {})';
    throw new SyncError("no system of the target could have the definitions", fix);
  }
  if (name === undefined) {
    if (!second) return first;
    throw new SyncError(`the project has several systems: ${names.join(", ")}`, "choose one with --system");
  }
  const chosen = systems.find((one) => one.name === name);
  if (!chosen) throw new SyncError(`there is no system "${name}"`, suggestion(name, names));
  return chosen;
}

/** Finds how a system is exported. */
export function findSystemExport({ name, origin }: SystemFacts, root: string): SystemExport {
  const path = origin.position?.file;
  const source = path === undefined ? "" : readFileSync(path, "utf8");
  for (const [, constant, quoted] of source.matchAll(
    /^\s*export const ([A-Za-z_$][\w$]*)\s*=\s*system\(\s*["'`]([^"'`]*)["'`]/gm,
  )) {
    if (quoted === name) return { name, constant: constant!, file: portablePath(root, path!) };
  }
  const place = path === undefined ? "its file" : portablePath(root, path);
  const summary = `${place} does not export the system "${name}" in a way that other files can be written for`;
  throw new SyncError(summary, `write \`export const … = system("${name}", …)\``);
}

/** The import of a system in a file of the project. */
export function importSystem({ constant, file }: SystemExport, from: string): string {
  const relative = posix.relative(posix.dirname(from), file).replace(/\.(m?)ts$/, ".$1js");
  return `import { ${constant} } from ${JSON.stringify(relative.startsWith(".") ? relative : `./${relative}`)};`;
}
