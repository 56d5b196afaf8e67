import { buffer } from "node:stream/consumers";
import type { CheckResult } from "../../project/check/check.js";
import { optimiseLate } from "../../project/load/optimise-late.js";
import { cacheFolder } from "../cache-folder.js";
import { type CommandFlags, defineCommand, type UsageError } from "../command.js";
import type { Flags } from "../flags.js";
import { formatFlag, reportFlags, versionFlags } from "../shared-flags.js";
import { terminalWidth, wantsColor } from "../terminal.js";
import { today } from "../today.js";
import { workingFolder } from "../working-folder.js";
import { writeReport } from "../write-report.js";

const flags = {
  format: formatFlag("terminal", "json", "github", "markdown", "sarif"),
  ...reportFlags,
  exclude: {
    value: "pattern",
    isRepeated: true,
    about: "leave out files of the given folders, in the syntax of .gitignore; may be repeated",
  },
  only: {
    value: "id",
    isRepeated: true,
    about: "report only this finding, or this topic such as promql; may be repeated",
  },
  minSeverity: { value: "severity", choices: ["info", "warning", "error"], about: "leave out less serious findings" },
  all: { about: "show every finding in full, however many they are" },
  catalogue: {
    value: "source",
    isRepeated: true,
    about: "with files: the metrics that exist, of a Prometheus (URL) or a page (URL or file); may be repeated",
  },
  since: { value: "revision", about: "report only findings that this revision of the git repository does not have" },
  baseline: { value: "file", about: "leave out the findings listed in this file" },
  updateBaseline: { about: "write all findings to the baseline (default: telltale-baseline.json)" },
  fix: { about: "apply the fixes that need no judgement to the given files" },
  diff: { about: "with --fix: print the changes instead of the findings, and write nothing" },
  shard: {
    value: "i/n",
    about: "report the findings of one of n parts of the files, to be merged (with --format json)",
  },
  merge: { about: "join the reports of all shards; the arguments are these reports" },
  cache: {
    isNegated: true,
    about: "check files even if they were checked before, and keep no findings for the next run",
  },
  ...versionFlags,
  agent: { about: "read configurations of Prometheus as one in agent mode does" },
  stdin: { about: "check standard input (same as -)" },
} as const satisfies Flags;

type CheckFlags = CommandFlags<typeof flags>;

/** `telltale check` */
export const addCheck = defineCommand({
  name: "check",
  about: "check the project or the given files",
  argument: {
    syntax: "[files...]",
    about: "files, folders, glob patterns, or - for standard input (default: the project)",
  },
  flags,
  run: ({ flags, argument, usageError }) => runCheck(argument, flags, usageError),
});

/** Prints findings, and nothing else, on standard output. */
async function runCheck(names: readonly string[], flags: CheckFlags, usageError: UsageError): Promise<number> {
  const [{ check }, { targetVersions }, { parseShard }] = await Promise.all([
    import("../../project/check/check.js"),
    import("../target-versions.js"),
    import("../../project/check/shard.js"),
  ]);
  const cwd = workingFolder(flags);
  const versions = targetVersions(flags, usageError);
  await checkNames(flags.only ?? [], usageError);
  checkFix(flags, names, usageError);
  if (flags.merge && (names.length === 0 || names.includes("-"))) usageError("name the reports to merge");
  if (flags.merge && (flags.shard || flags.since || flags.fix || flags.catalogue)) {
    usageError("--merge joins reports: --shard, --since, --fix and --catalogue belong to the runs that write them");
  }
  const readsInput = flags.stdin === true || names.includes("-");
  if (names.length === 0 && !readsInput) optimiseLate();
  const checked = await check({
    cwd,
    ...(flags.config === undefined ? {} : { config: flags.config }),
    files: names.filter((name) => name !== "-"),
    exclude: flags.exclude,
    only: flags.only,
    catalogue: await readCatalogue(flags, names, cwd, usageError),
    minSeverity: flags.minSeverity,
    cache: flags.cache ? cacheFolder() : undefined,
    input: readsInput ? await buffer(process.stdin) : undefined,
    versions,
    since: flags.since,
    baseline: flags.baseline,
    updateBaseline: flags.updateBaseline,
    agent: flags.agent,
    shard: shardFlag(flags, names, usageError, parseShard),
    merge: flags.merge,
    fix: flags.fix ? (flags.diff ? "show" : "write") : undefined,
    strict: flags.strict,
    today: today(),
  });
  const report = flags.diff ? (checked.fixed?.diff ?? "") : await renderReport(checked, flags, cwd);
  writeReport(report, flags.output, cwd, usageError);
  process.stderr.write(await renderNotes(checked, flags, cwd));
  return checked.failed ? 1 : 0;
}

function checkFix({ fix, diff, updateBaseline }: CheckFlags, names: readonly string[], usageError: UsageError): void {
  if (diff && !fix) usageError("--diff shows what --fix changes: give both");
  if (!fix) return;
  if (names.every((name) => name === "-")) usageError("--fix changes files: name them; definitions are fixed by hand");
  if (updateBaseline)
    usageError("--fix and --update-baseline exclude each other: one removes findings, the other accepts them");
}

function shardFlag(
  { shard, baseline, since, fix, updateBaseline }: CheckFlags,
  names: readonly string[],
  usageError: UsageError,
  parse: typeof import("../../project/check/shard.js").parseShard,
) {
  if (shard === undefined) return undefined;
  if (names.length === 0) usageError("--shard is for files: a project is checked as a whole");
  if (baseline || updateBaseline || since || fix) {
    usageError("--shard reports all findings of its files: compare with a baseline when you merge the reports");
  }
  return parse(shard) ?? usageError("--shard takes a part and their number, such as 2/4");
}

async function readCatalogue(
  { catalogue = [] }: CheckFlags,
  names: readonly string[],
  cwd: string,
  usageError: UsageError,
) {
  if (catalogue.length === 0) return undefined;
  if (names.length === 0) usageError("--catalogue is for files: definitions declare their metrics themselves");
  if (catalogue.includes("-")) usageError("--catalogue reads a URL or a file; standard input is for files to check");
  const { readCatalogueSource } = await import("../exposed-source.js");
  const sources = [];
  for (const from of catalogue) sources.push(await readCatalogueSource(from, cwd, usageError));
  return sources;
}

async function checkNames(names: readonly string[], usageError: UsageError): Promise<void> {
  if (names.length === 0) return;
  const { unknownFinding } = await import("../../project/check/finding-levels.js");
  const problem = names.map(unknownFinding).find((one) => one !== undefined);
  if (problem !== undefined) usageError(problem);
}

/** Imports only the renderer of the chosen format. */
async function renderReport(checked: CheckResult, flags: CheckFlags, cwd: string): Promise<string> {
  const { diagnostics, root, readSource } = checked;
  const base = { cwd, root };
  switch (flags.format) {
    case "json": {
      const { renderJson } = await import("../../diagnostics/json.js");
      return renderJson(diagnostics, base, flags.shard);
    }
    case "github": {
      const { renderGithub } = await import("../../diagnostics/github.js");
      return renderGithub(diagnostics, base);
    }
    case "markdown": {
      const { renderMarkdown } = await import("../../diagnostics/markdown.js");
      return renderMarkdown(diagnostics, { ...base, since: checked.since });
    }
    case "sarif": {
      const [{ renderSarif }, { allFindings }, { packageVersion }] = await Promise.all([
        import("../../diagnostics/sarif.js"),
        import("../../project/all-findings.js"),
        import("../package-version.js"),
      ]);
      return renderSarif(diagnostics, { ...base, version: packageVersion(), findings: allFindings });
    }
    case "terminal": {
      const [{ renderTerminal }, { renderTerminalGroups }, { allFindings }] = await Promise.all([
        import("../../diagnostics/terminal/terminal.js"),
        import("../../diagnostics/terminal/groups.js"),
        import("../../project/all-findings.js"),
      ]);
      const width = terminalWidth(process.stdout);
      const color = flags.output === undefined && wantsColor(flags, process.stdout);
      const options = { ...base, readSource, color, ...(width === undefined ? {} : { width }) };
      if (flags.all) return renderTerminal(diagnostics, options);
      return renderTerminalGroups(diagnostics, { ...options, describe: (id) => allFindings[id].sentence });
    }
  }
}

async function renderNotes(
  { known, since, updated, passedOver, cacheProblem, fixed }: CheckResult,
  { output, since: revision, diff }: CheckFlags,
  cwd: string,
): Promise<string> {
  const { shownPath } = await import("../../diagnostics/shown-path.js");
  const notes: string[] = [];
  const count = (findings: number) => `${findings} ${findings === 1 ? "finding" : "findings"}`;
  if (updated) notes.push(`wrote ${count(updated.findings)} to ${shownPath(updated.file, { cwd })}`);
  else if (known > 0) notes.push(`left out ${count(known)} listed in the baseline`);
  if (since) {
    const resolved = since.resolved.reduce((sum, entry) => sum + entry.count, 0);
    notes.push(`since ${revision}: ${resolved} resolved, ${since.unchanged} unchanged`);
  }
  if (fixed) notes.push(...describeFixes(fixed, diff === true));
  const { templates, others } = passedOver;
  if (templates + others > 0) notes.push(`passed over ${describePassedOver(passedOver)}`);
  if (cacheProblem !== undefined) notes.push(`cannot keep the findings for the next run: ${cacheProblem} (--no-cache)`);
  if (output !== undefined) notes.push(`wrote the findings to ${output}`);
  return notes.map((note) => `${note}\n`).join("");
}

function describeFixes({ count, files, unverified, refused }: NonNullable<CheckResult["fixed"]>, isDiff: boolean) {
  const findings = `${count} ${count === 1 ? "finding" : "findings"}`;
  const inFiles = `${files.length} ${files.length === 1 ? "file" : "files"}`;
  const notes = [`${isDiff ? "would fix" : "fixed"} ${count === 0 ? "nothing" : `${findings} in ${inFiles}`}`];
  if (unverified > 0) {
    const fixes = unverified === 1 ? "1 fix" : `${unverified} fixes`;
    notes.push(`left ${fixes} alone that would change other findings, or not remove their own`);
  }
  for (const { file, reason } of refused) notes.push(`not fixed: ${file}: ${reason}`);
  return notes;
}

function describePassedOver({ templates, others }: CheckResult["passedOver"]): string {
  const parts: string[] = [];
  if (templates > 0) parts.push(`${templates} ${templates === 1 ? "template" : "templates"} of Helm or Jinja`);
  if (others > 0) parts.push(`${others} ${others === 1 ? "file" : "files"} of other kinds`);
  return parts.join(" and ");
}
