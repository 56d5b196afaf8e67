import type { StoredMetric } from "../../../project/catalogue/stored-metrics.js";
import { type CommandFlags, defineCommand, type UsageError } from "../../command.js";
import type { Flags } from "../../flags.js";
import { accessFlags, formatFlag, reportFlags } from "../../shared-flags.js";
import { terminalWidth, wantsColor } from "../../terminal.js";
import { workingFolder } from "../../working-folder.js";
import { writeReport } from "../../write-report.js";

const flags = {
  from: { value: "source", about: "a Prometheus or Mimir (URL), or a page of metrics (URL, file, or -)" },
  ...accessFlags,
  format: formatFlag("text", "json"),
  output: reportFlags.output,
} as const satisfies Flags;

type UnusedFlags = CommandFlags<typeof flags>;

/** `telltale unused` */
export const addUnused = defineCommand({
  name: "unused",
  about: "list the metrics of a server that no rule and no dashboard uses, with their series",
  argument: {
    syntax: "[files...]",
    about: "rule files, dashboards and folders of them (default: the generated files of the project)",
  },
  flags,
  run: ({ flags, argument, usageError }) => runUnused(argument, flags, usageError),
});

async function runUnused(names: readonly string[], flags: UnusedFlags, usageError: UsageError): Promise<number> {
  const { from } = flags;
  if (from === undefined) return usageError("name the server: --from http://localhost:9090");
  const cwd = workingFolder(flags);
  const [{ selectFiles }, { findCheckable }] = await Promise.all([
    import("../../../project/check/select-files.js"),
    import("../../../project/files/read-files.js"),
  ]);
  const given = names.length > 0 ? names : [await generatedFolder(cwd, flags, usageError)];
  const { files, diagnostics } = selectFiles(findCheckable(given, cwd, []), cwd, given);
  if (diagnostics.length > 0) {
    const { renderTerminal } = await import("../../../diagnostics/terminal/terminal.js");
    const width = terminalWidth(process.stderr);
    const color = wantsColor(flags, process.stderr);
    const options = { cwd, readSource: () => undefined, color, ...(width && { width }) };
    process.stderr.write(renderTerminal(diagnostics, options));
    return 1;
  }
  const stored = await readStored(from, flags, usageError);
  const [{ findUnused }, { renderUnused, renderUnusedJson }, { today }] = await Promise.all([
    import("../../../project/catalogue/find-unused.js"),
    import("../../../project/catalogue/render-unused.js"),
    import("../../today.js"),
  ]);
  const found = findUnused(files, stored.metrics, { today: today() });
  const render = flags.format === "json" ? renderUnusedJson : renderUnused;
  writeReport(render(found, stored.name), flags.output, cwd, usageError);
  if (found.isIncomplete) {
    process.stderr.write(
      "some files have mistakes, so that what they use may be missing: run `telltale check` on them\n",
    );
  }
  return 0;
}

async function generatedFolder(cwd: string, flags: UnusedFlags, usageError: UsageError): Promise<string> {
  const [{ openProject }, { join, relative }] = await Promise.all([
    import("../../../project/config/open-project.js"),
    import("node:path"),
  ]);
  const { root, config } = await openProject({ cwd, ...(flags.config === undefined ? {} : { config: flags.config }) });
  if (!config)
    return usageError("name rule files and dashboards: there is no project here, or its configuration has errors");
  return relative(cwd, join(root, config.output ?? "generated")) || ".";
}

/** Reads the metrics of a server, or of a page. */
async function readStored(
  from: string,
  flags: UnusedFlags,
  usageError: UsageError,
): Promise<{ readonly metrics: readonly StoredMetric[]; readonly name: string }> {
  const cwd = workingFolder(flags);
  const [{ isUrl, openServer, readAccess, readExposedText }, { prometheusAddress }, stored] = await Promise.all([
    import("../../exposed-source.js"),
    import("../../check/read-catalogue.js"),
    import("../../../project/catalogue/stored-metrics.js"),
  ]);
  const access = await readAccess(flags, "", usageError);
  const base = isUrl(from) ? prometheusAddress(from) : undefined;
  if (base === undefined) {
    const { text, name } = await readExposedText(from, cwd, usageError, access);
    const read = stored.readStoredPage(text, name);
    if (!("problem" in read)) return { metrics: read.metrics, name };
    const [first] = read.diagnostics;
    return usageError(`${name}: ${read.problem}${first ? ` (line ${first.span?.start.line}: ${first.summary})` : ""}`);
  }
  const { readAnswerList } = await import("../../../project/catalogue/exposed.js");
  const server = await openServer(base, cwd, usageError, access);
  const noAnswer = (path: string) => usageError(`${base}${path}: this is not the answer of a Prometheus`);
  const names = readAnswerList(await server.get(namesPath)) ?? noAnswer(namesPath);
  const answers: string[] = [];
  for (const query of stored.countingQueries(names)) {
    answers.push(await server.get(`/api/v1/query?query=${encodeURIComponent(query)}`));
  }
  return { metrics: stored.readCounts(answers) ?? noAnswer("/api/v1/query"), name: base };
}

const namesPath = "/api/v1/label/__name__/values";
