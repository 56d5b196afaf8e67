import { posix } from "node:path";
import type { Artifact } from "../../compile/compiled.js";
import { generatedRuleFiles } from "../../compile/index.js";
import { compareText } from "../../diagnostics/order.js";
import { get, objectsOf } from "../../formats/grafana/plain-json.js";
import type { RuleFile } from "../../model/alert/rule-group.js";
import { OutputFolder } from "../../project/output/output-folder.js";
import { nameFiles } from "./file-names.js";
import type { FoundFields, FoundObject } from "./found-object.js";
import { type PullSelection, selectFound } from "./select-found.js";
import { type DefinitionPlace, type NewFile, writeDefinition } from "./write-definition.js";

export interface PullOptions extends PullSelection, DefinitionPlace {
  readonly root: string;
  /** The folders of definitions that objects of each kind are written to, relative to the project. */
  readonly folders: Readonly<Record<FoundObject["kind"], string>>;
  /** The artifacts of the project as it is. */
  readonly artifacts: readonly Artifact[];
  /** Overwrite files. */
  readonly force: boolean;
}

/** An object that was written, and what a sync will change in it. */
export interface PulledObject<Found extends FoundFields = FoundObject> {
  readonly found: Found;
  /** The path of its files, without their endings. */
  readonly base: string;
  /** Relative to the project. */
  readonly files: readonly string[];
  readonly notes: readonly string[];
}

/** An object that was selected, and left out. */
export interface LeftOutObject<Found extends FoundFields = FoundObject> {
  readonly found: Found;
  readonly reason: string;
  /** True for one that belongs to another program, and was not asked for by its name. */
  readonly isManaged: boolean;
}

export interface PullReport<Found extends FoundFields = FoundObject> {
  readonly pulled: readonly PulledObject<Found>[];
  readonly leftOut: readonly LeftOutObject<Found>[];
  /** The number of objects that definitions describe already. */
  readonly defined: number;
}

/** Writes definitions for objects that were found in a target. Overwrites nothing unless told to. */
export function pullObjects(found: readonly FoundObject[], options: PullOptions): PullReport {
  const isDefined = findDefined(options);
  const foreign = found.filter((one) => !isDefined(one)).sort((one, other) => compareText(one.id, other.id));
  const names = nameFiles(found, takenRuleFiles(options));
  const folder = new OutputFolder(options.root, { name: "project", option: "output" });
  const pulled: PulledObject[] = [];
  const leftOut: LeftOutObject[] = [];
  for (const one of selectFound(foreign, options)) {
    const reason = one.obstacle ?? managedReason(one, options);
    const isManaged = one.obstacle === undefined && reason !== undefined;
    const base = posix.join(options.folders[one.kind], names.get(one)!);
    const files = reason === undefined ? writeDefinition(one, base, options) : [];
    const problem = reason ?? findBlockedFile(folder, files, options.force);
    if (problem !== undefined) {
      leftOut.push({ found: one, reason: problem, isManaged });
      continue;
    }
    for (const { path, text } of files) folder.write(path, text);
    pulled.push({ found: one, base, files: files.map(({ path }) => path), notes: describeChanges(one) });
  }
  return { pulled, leftOut, defined: found.length - foreign.length };
}

/** Writes an object again, with allowances for the findings of checks in it. */
export function writeAllowances(one: PulledObject, allowed: readonly string[], options: PullOptions): void {
  const folder = new OutputFolder(options.root, { name: "project", option: "output" });
  for (const { path, text } of writeDefinition(one.found, one.base, options, allowed)) folder.write(path, text);
}

/** True for objects that the project describes already. */
function findDefined({ artifacts }: PullOptions): (one: FoundObject) => boolean {
  const uids = new Set<string>();
  const names = new Set<string>();
  for (const artifact of artifacts) {
    if (artifact.kind === "grafana dashboard") uids.add(artifact.value.uid);
    const raw = rawOf(artifact);
    if (raw?.deployedAs !== undefined) names.add(`${raw.language} ${raw.deployedAs}`);
  }
  return (one) => (one.kind === "dashboard" ? uids.has(one.uid) : names.has(`${one.language} ${one.deployedAs}`));
}

/** The names of rule files, which those of generated ones are among. */
function takenRuleFiles({ artifacts, system }: PullOptions): ReadonlySet<string> {
  const names = artifacts.flatMap((one) =>
    one.system.name === system.name ? (rawOf(one)?.name.toLowerCase() ?? []) : [],
  );
  return new Set([...generatedRuleFiles, ...names]);
}

function rawOf(artifact: Artifact): RuleFile | undefined {
  return artifact.kind === "prometheus rules" || artifact.kind === "loki rules" ? artifact.raw : undefined;
}

/** An object of another program would be changed by both in turn, unless somebody decides it. */
function managedReason(
  { kind, id, manager, ...one }: FoundObject,
  { uid = [], only = [] }: PullOptions,
): string | undefined {
  if (manager === undefined) return undefined;
  const isNamed = only.includes(id) || (kind === "dashboard" && uid.includes((one as { readonly uid: string }).uid));
  return isNamed
    ? undefined
    : `${manager} manages it: name it with ${kind === "dashboard" ? "--uid" : "--only"} to pull it all the same`;
}

/** Says why a file cannot be written. Files that exist are overwritten only with `force`. */
export function findBlockedFile(folder: OutputFolder, files: readonly NewFile[], force: boolean): string | undefined {
  for (const { path, text } of files) {
    const blocker = folder.findBlocker(path);
    if (blocker) return `${blocker.path} is ${blocker.is}`;
    const entry = folder.read(path);
    if (entry.kind === "other") return `${path} is ${entry.is}`;
    if (entry.kind === "file" && !force && entry.bytes.toString() !== text) return `${path} exists already`;
  }
  return undefined;
}

/** Lists the changes that a sync makes to a dashboard, besides its ownership. */
function describeChanges(found: FoundObject): readonly string[] {
  if (found.kind === "rules") return [];
  const { json } = found;
  const panels = objectsOf(json.panels);
  const all = [
    ...panels,
    ...panels.flatMap((panel) => objectsOf(panel.panels)),
    ...objectsOf(json.rows).flatMap((row) => objectsOf(row.panels)),
  ];
  const withoutId = all.filter(({ id }) => typeof id !== "number").length;
  const withoutName = all.filter((panel) =>
    objectsOf(panel.targets).some(({ refId }) => typeof refId !== "string" || refId === ""),
  ).length;
  const hasInputs = objectsOf(get(json, "__inputs")).length > 0;
  return [
    ...(withoutId > 0 ? [`a sync adds the ids that ${count(withoutId, "panel")} lack`] : []),
    ...(withoutName > 0 ? [`a sync adds the names that queries of ${count(withoutName, "panel")} lack`] : []),
    ...(hasInputs ? ["a sync replaces its inputs by data sources of the environment"] : []),
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
