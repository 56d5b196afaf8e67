import { resolve } from "node:path";
import { basename } from "node:path/posix";
import { hasErrors } from "../../diagnostics/diagnostic.js";
import { visible } from "../../diagnostics/display-width.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Config } from "../../model/project/config.js";
import { resolveSettings } from "../../model/project/project.js";
import type { Target } from "../../model/project/target.js";
import type { SystemFacts } from "../../model/system/system.js";
import { buildArtifacts } from "../../project/build/build-artifacts.js";
import { definitionFolders } from "../../project/config/default-folders.js";
import { portablePath } from "../../project/files/portable-path.js";
import { openAlertmanagerSource } from "../../sync/pull/alertmanager/open-alertmanager-source.js";
import { pullAlertmanager } from "../../sync/pull/alertmanager/pull-alertmanager.js";
import { findAllowances } from "../../sync/pull/allow-findings.js";
import type { FoundFields } from "../../sync/pull/found-object.js";
import { isAlertmanager, openSource, requirePullable } from "../../sync/pull/open-source.js";
import {
  type PulledObject,
  type PullOptions,
  type PullReport,
  pullObjects,
  writeAllowances,
} from "../../sync/pull/pull.js";
import { chooseSystem, findSystemExport } from "../../sync/pull/system-export.js";
import { SyncError } from "../../sync/sync-error.js";
import type { GlobalFlags } from "../shared-flags.js";
import { today } from "../today.js";
import { workingFolder } from "../working-folder.js";
import { buildInMemory, printErrors, projectOptions } from "./open-session.js";
import { printFailure, reportFailure } from "./print-failure.js";
import { syncProgress } from "./sync-progress.js";

/** The version of the report in JSON. Fields may be added; none is renamed or removed while it stays the same. */
const reportFormatVersion = 1;

export interface PullFlags extends GlobalFlags {
  readonly only?: readonly string[] | undefined;
  readonly folder?: readonly string[] | undefined;
  readonly uid?: readonly string[] | undefined;
  readonly system?: string | undefined;
  readonly output?: string | undefined;
  readonly force?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Writes definitions for what a target holds, and builds with them. Returns the exit code. */
export async function pullTarget(argument: string | undefined, flags: PullFlags): Promise<number> {
  return reportFailure(async () => {
    const built = await buildInMemory(flags);
    if (!built) return 1;
    const { root, artifacts } = built;
    const { config, systems } = built.project;
    const { name, target: chosen } = chooseTarget(config, argument);
    if (isAlertmanager(chosen)) {
      const source = openAlertmanagerSource(name, chosen, root, config);
      const report = pullAlertmanager(await source.find(), { root, force: flags.force ?? false });
      const isBuildable = report.pulled.length === 0 || (await buildInMemory(flags)) !== undefined;
      return finish({ name, identity: source.identity }, report, { allowed: new Map(), isBuildable }, flags);
    }
    const target = requirePullable(name, chosen);
    const { environment } = target;
    const taken = systems.filter(
      (one) => environmentsOf(one, config).includes(environment) && (target.systems?.includes(one.name) ?? true),
    );
    const system = chooseSystem(taken, flags.system);
    const source = openSource(name, target, root, config);
    const found = await source.find(syncProgress(process.stderr, "read"));
    const options: PullOptions = {
      ...{ root, artifacts, only: flags.only, folder: flags.folder, uid: flags.uid, force: flags.force ?? false },
      ...{ system: findSystemExport(system, root), settings: resolveSettings(config, environment) },
      isOnlyHere: environmentsOf(system, config).length > 1,
      folders: chooseFolders(flags, root, config),
    };
    const report = pullObjects(found, options);
    return finish({ name, identity: source.identity }, report, await buildPulled(report, options, flags), flags);
  });
}

/** A build with what was pulled. */
interface PulledBuild {
  readonly allowed: Allowed;
  readonly isBuildable: boolean;
}

/** Prints a report. Returns the exit code. */
function finish(place: Place, report: AnyReport, { allowed, isBuildable }: PulledBuild, flags: PullFlags): number {
  if (flags.json) printJson(place, report, allowed);
  else printText(place, report, allowed);
  if (!isBuildable) {
    const fix = "correct the files that were written, or remove them";
    printFailure({ summary: "the project does not build with what was pulled", fix });
    return 1;
  }
  return report.leftOut.every(({ isManaged }) => isManaged) ? 0 : 1;
}

/** The checks that definitions allow, by object. */
type Allowed = ReadonlyMap<PulledObject<FoundFields>, readonly string[]>;

type AnyReport = PullReport<FoundFields & { readonly kind: string }>;

/** Builds with what was pulled, and allows the errors of checks in it. Prints other errors. */
async function buildPulled({ pulled }: PullReport, options: PullOptions, flags: PullFlags): Promise<PulledBuild> {
  if (pulled.length === 0) return { allowed: new Map(), isBuildable: true };
  const { root, diagnostics, readSource } = await buildArtifacts({ ...projectOptions(flags), today: today() });
  const allowed = findAllowances(pulled, diagnostics);
  for (const [one, checks] of allowed) writeAllowances(one, checks, options);
  if (allowed.size > 0) return { allowed, isBuildable: (await buildInMemory(flags)) !== undefined };
  const isBuildable = !hasErrors(diagnostics);
  if (!isBuildable) printErrors({ root, diagnostics, readSource }, flags);
  return { allowed, isBuildable };
}

/** Chooses the target of a name, or the only one. */
function chooseTarget(
  { targets = {} }: Config,
  argument: string | undefined,
): { readonly name: string; readonly target: Target } {
  const names = Object.keys(targets);
  const name = argument ?? names[0];
  if (name === undefined) {
    throw new SyncError("the configuration names no target", "add one to `targets`, such as a Grafana");
  }
  if (argument === undefined && names.length > 1) {
    throw new SyncError(`the configuration has several targets: ${names.join(", ")}`, "name one");
  }
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined;
  if (!target) throw new SyncError(`there is no target "${name}"`, suggestion(name, names));
  return { name, target };
}

function environmentsOf({ environments }: SystemFacts, config: Config): readonly string[] {
  return Object.keys(environments ?? config.environments);
}

/** The folders that definitions are loaded from: those that are named for what they hold, or else the first. */
function chooseFolders({ output, ...flags }: PullFlags, root: string, config: Config): PullOptions["folders"] {
  const known = definitionFolders(config).map((path) => portablePath(root, resolve(root, path)));
  if (output !== undefined) {
    const path = portablePath(root, resolve(workingFolder(flags), output));
    if (known.some((folder) => path === folder || path.startsWith(`${folder}/`)))
      return { dashboard: path, rules: path };
    const fix = `write to one of ${known.join(", ")}, or add it to \`definitions\``;
    throw new SyncError(`no definitions are loaded from "${path}"`, fix);
  }
  const folders = known.filter((path) => !/\.m?[jt]s$/.test(path) && !path.startsWith(".."));
  const choose = (name: string) => folders.find((path) => basename(path) === name) ?? folders[0];
  const [dashboard, rules] = [choose("dashboards"), choose("alerts")];
  if (dashboard !== undefined && rules !== undefined) return { dashboard, rules };
  throw new SyncError("`definitions` names no folder to write to", "add one to it");
}

interface Place {
  readonly name: string;
  readonly identity: string;
}

function printText({ name, identity }: Place, { pulled, leftOut, defined }: AnyReport, allowed: Allowed): void {
  const lines = [`${name} ${identity}`];
  for (const one of pulled) {
    const { found, files, notes } = one;
    const checks = allowed.get(one) ?? [];
    const allows = checks.length === 0 ? [] : [`allows ${checks.join(", ")}: look at it, and correct it`];
    lines.push(`  + ${found.kind} "${found.name}" (${found.id})`);
    lines.push(...[...files, ...notes, ...allows].map((line) => `      ${line}`));
  }
  for (const { found, reason } of leftOut) {
    lines.push(`  - ${found.kind} "${found.name}" (${found.id})`, `      left out: ${reason}`);
  }
  lines.push(`  ${pulled.length} pulled, ${leftOut.length} left out, ${defined} defined already`);
  if (pulled.length > 0) lines.push("  look at the files, then at `telltale plan --adopt`");
  process.stdout.write(lines.map((line) => `${visible(line)}\n`).join(""));
}

function printJson({ name, identity }: Place, { pulled, leftOut, defined }: AnyReport, allowed: Allowed): void {
  const document = {
    ...{ format_version: reportFormatVersion, target: name, identity },
    pulled: pulled.map((one) => {
      const { found, files, notes } = one;
      return { ...describe(found), files, notes, allowed: allowed.get(one) ?? [] };
    }),
    left_out: leftOut.map(({ found, reason }) => ({ ...describe(found), reason })),
    defined,
  };
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}

function describe({ id, kind, name }: AnyReport["pulled"][number]["found"]) {
  return { id, kind, name };
}
