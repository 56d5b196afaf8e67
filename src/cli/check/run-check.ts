import { type CheckOptions, check } from "../../project/check/check.js";
import { optimiseLate } from "../../project/load/optimise-late.js";
import type { UsageError } from "../command.js";
import { targetVersions } from "../target-versions.js";
import { today } from "../today.js";
import { workingFolder } from "../working-folder.js";
import { writeReport } from "../write-report.js";
import { cacheFolder } from "./cache-folder.js";
import type { CheckFlags } from "./check-flags.js";
import { renderNotes, renderReport } from "./render-report.js";

/** Prints findings, and nothing else, on standard output. */
export async function runCheck(names: readonly string[], flags: CheckFlags, usageError: UsageError): Promise<number> {
  const cwd = workingFolder(flags);
  const versions = targetVersions(flags, usageError);
  await checkNames(flags.only ?? [], usageError);
  checkFix(flags, names, usageError);
  if (flags.merge && (names.length === 0 || names.includes("-"))) usageError("name the reports to merge");
  if (flags.merge && (flags.shard || flags.since || flags.fix || flags.catalogue)) {
    usageError("--merge joins reports: --shard, --since, --fix and --catalogue belong to the runs that write them");
  }
  const readsInput = flags.stdin === true || names.includes("-");
  optimiseLate(names.length === 0 && !readsInput ? "build" : "files");
  const options: CheckOptions = {
    cwd,
    ...(flags.config === undefined ? {} : { config: flags.config }),
    files: names.filter((name) => name !== "-"),
    exclude: flags.exclude,
    only: flags.only,
    minSeverity: flags.minSeverity,
    cache: flags.cache ? cacheFolder() : undefined,
    input: readsInput ? await readInput() : undefined,
    versions,
    since: flags.since,
    baseline: flags.baseline,
    updateBaseline: flags.updateBaseline,
    agent: flags.agent,
    shard: await shardFlag(flags, names, usageError),
    merge: flags.merge,
    fix: flags.fix ? (flags.diff ? "show" : "write") : undefined,
    strict: flags.strict,
    today: today(),
  };
  const checked = await check(await withCatalogue(options, flags, names, usageError));
  const report = flags.diff ? (checked.fixed?.diff ?? "") : await renderReport(checked, flags, cwd);
  writeReport(report, flags.output, cwd, usageError);
  process.stderr.write(renderNotes(checked, flags, cwd));
  return checked.failed ? 1 : 0;
}

function checkFix({ fix, diff, updateBaseline }: CheckFlags, names: readonly string[], usageError: UsageError): void {
  if (diff && !fix) usageError("--diff shows what --fix changes: give both");
  if (!fix) return;
  if (names.every((name) => name === "-")) usageError("--fix changes files: name them; definitions are fixed by hand");
  if (updateBaseline)
    usageError("--fix and --update-baseline exclude each other: one removes findings, the other accepts them");
}

async function shardFlag(
  { shard, baseline, since, fix, updateBaseline }: CheckFlags,
  names: readonly string[],
  usageError: UsageError,
) {
  if (shard === undefined) return undefined;
  if (names.length === 0) usageError("--shard is for files: a project is checked as a whole");
  if (baseline || updateBaseline || since || fix) {
    usageError("--shard reports all findings of its files: compare with a baseline when you merge the reports");
  }
  const { parseShard } = await import("../../project/check/shard.js");
  return parseShard(shard) ?? usageError("--shard takes a part and their number, such as 2/4");
}

/** Options with the metrics of `--catalogue`. */
async function withCatalogue(
  options: CheckOptions,
  flags: CheckFlags,
  names: readonly string[],
  usageError: UsageError,
): Promise<CheckOptions> {
  const { catalogue = [], catalogueToken, catalogueUser, cataloguePassword, catalogueTenant } = flags;
  if (catalogue.length === 0) {
    const access = [catalogueToken, catalogueUser, cataloguePassword, catalogueTenant];
    if (access.some((flag) => flag !== undefined))
      usageError("credentials and tenant are for the server of --catalogue");
    return options;
  }
  if (names.length === 0) usageError("--catalogue is for files: definitions declare their metrics themselves");
  if (catalogue.includes("-")) usageError("--catalogue reads a URL or a file; standard input is for files to check");
  const { readCatalogue } = await import("./read-catalogue.js");
  const { findMatchedLabels } = await import("../../project/check/matched-labels.js");
  let matched: ReturnType<typeof findMatchedLabels> | undefined;
  const matchedLabels = () => (matched ??= findMatchedLabels(options));
  return { ...options, catalogue: await readCatalogue(flags, options.cwd, usageError, matchedLabels) };
}

async function checkNames(names: readonly string[], usageError: UsageError): Promise<void> {
  if (names.length === 0) return;
  const { unknownFinding } = await import("../../project/check/finding-levels.js");
  const problem = names.map(unknownFinding).find((one) => one !== undefined);
  if (problem !== undefined) usageError(problem);
}

async function readInput(): Promise<Uint8Array> {
  const { buffer } = await import("node:stream/consumers");
  return buffer(process.stdin);
}
