import { type CommandFlags, defineCommand, type UsageError } from "../../command.js";
import { readAccess, readExposedText } from "../../exposed-source.js";
import type { Flags } from "../../flags.js";
import { accessFlags, formatFlag, reportFlags } from "../../shared-flags.js";
import { terminalWidth, wantsColor } from "../../terminal.js";
import { workingFolder } from "../../working-folder.js";
import { writeReport } from "../../write-report.js";

const flags = {
  from: {
    value: "source",
    about: "a page of metrics or the metadata of a Prometheus: a URL, a file, or - for standard input",
  },
  ...accessFlags,
  service: { value: "name", about: "the service that exposes it (default: the only one)" },
  name: { value: "name", about: "name of the function that import writes (default: metrics)" },
  format: formatFlag("text", "json"),
  output: reportFlags.output,
} as const satisfies Flags;

type CatalogueFlags = CommandFlags<typeof flags>;

/** `telltale catalogue` */
export const addCatalogue = defineCommand({
  name: "catalogue",
  about:
    "compare the declared metrics with those that are really exposed (diff), or write definitions of these (import)",
  argument: { syntax: "<action>", about: "what to do", choices: ["diff", "import"] },
  flags,
  run: ({ flags, argument, usageError }) => runCatalogue(argument, flags, usageError),
});

async function runCatalogue(action: "diff" | "import", flags: CatalogueFlags, usageError: UsageError): Promise<number> {
  if (flags.from === undefined) return usageError("name the page of metrics: --from http://localhost:9100/metrics");
  const cwd = workingFolder(flags);
  const access = await readAccess(flags, "", usageError);
  const source = await readExposedText(flags.from, cwd, usageError, access);
  const { readExposed } = await import("../../../project/catalogue/exposed.js");
  const read = readExposed(source.text, source.name);
  if ("problem" in read) {
    await writeDiagnostics(read.diagnostics, flags, { root: cwd, readSource: () => source.text });
    return usageError(`${source.name}: ${read.problem}`);
  }
  if (action === "import") {
    const { writeDefinitions } = await import("../../../project/catalogue/write-definitions.js");
    const text = writeDefinitions(read.metrics, { name: flags.name ?? "metrics", from: source.name });
    writeReport(text, flags.output, cwd, usageError);
    return 0;
  }
  const { diffCatalogue } = await import("../../../project/catalogue/diff-catalogue.js");
  const config = flags.config === undefined ? {} : { config: flags.config };
  const result = await diffCatalogue({ cwd, ...config, exposed: read.metrics, service: flags.service });
  if ("problem" in result) return usageError(`${result.problem} (--service)`);
  if ("diagnostics" in result) {
    await writeDiagnostics(result.diagnostics, flags, result);
    return 1;
  }
  const { renderDifferences } = await import("../../../project/catalogue/render-differences.js");
  const { service, differences } = result;
  const report =
    flags.format === "json"
      ? `${JSON.stringify({ service, from: source.name, differences }, undefined, 2)}\n`
      : renderDifferences(service, source.name, differences);
  writeReport(report, flags.output, cwd, usageError);
  return differences.length > 0 ? 1 : 0;
}

type Reported = Parameters<typeof import("../../../diagnostics/terminal/terminal.js")["renderTerminal"]>;

async function writeDiagnostics(
  diagnostics: Reported[0],
  flags: CatalogueFlags,
  { root, readSource }: { readonly root: string; readonly readSource: Reported[1]["readSource"] },
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { renderTerminal } = await import("../../../diagnostics/terminal/terminal.js");
  const width = terminalWidth(process.stderr);
  const options = { cwd: root, readSource, color: wantsColor(flags, process.stderr), ...(width && { width }) };
  process.stderr.write(renderTerminal(diagnostics, options));
}
