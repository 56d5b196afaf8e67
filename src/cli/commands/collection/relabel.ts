import { type CommandFlags, defineCommand, type UsageError } from "../../command.js";
import type { Flags } from "../../flags.js";
import { formatFlag, versionFlags } from "../../shared-flags.js";
import { terminalWidth, wantsColor } from "../../terminal.js";
import { workingFolder } from "../../working-folder.js";

const flags = {
  format: formatFlag("text", "json"),
  target: {
    value: "target",
    about: "the target as it is discovered: db:9100, or its labels as __address__=db:9100,__meta_env=prod",
  },
  job: { value: "name", about: "the job that it belongs to (default: the only one)" },
  prometheusVersion: versionFlags.prometheusVersion,
} as const satisfies Flags;

type RelabelFlags = CommandFlags<typeof flags>;

/** `telltale relabel` */
export const addRelabel = defineCommand({
  name: "relabel",
  about: "show which labels a target of Prometheus ends up with, or why it is not scraped",
  argument: { syntax: "[files...]", about: "a configuration of Prometheus" },
  flags,
  run: ({ flags, argument, usageError }) => runRelabel(argument, flags, usageError),
});

async function runRelabel(files: readonly string[], flags: RelabelFlags, usageError: UsageError): Promise<number> {
  const [file] = files;
  if (files.length !== 1 || file === undefined) return usageError("relabel takes one configuration of Prometheus");
  const [{ explainRelabelling }, render, { targetVersions }, { prometheusRelease }] = await Promise.all([
    import("../../../project/relabel/explain-relabelling.js"),
    import("../../../project/relabel/render-relabelling.js"),
    import("../../target-versions.js"),
    import("../../../model/project/releases.js"),
  ]);
  const cwd = workingFolder(flags);
  const version = prometheusRelease(targetVersions(flags, usageError));
  const target = flags.target === undefined ? undefined : parseTarget(flags.target, usageError);
  const result = explainRelabelling({ cwd, file, version, job: flags.job, target });
  if ("problem" in result) return usageError(result.problem);
  if ("explained" in result) {
    const { renderRelabelling, renderRelabellingJson } = render;
    process.stdout.write((flags.format === "json" ? renderRelabellingJson : renderRelabelling)(result.explained));
    return 0;
  }
  const { renderTerminal } = await import("../../../diagnostics/terminal/terminal.js");
  const width = terminalWidth(process.stderr);
  const options = {
    cwd,
    readSource: () => result.text,
    color: wantsColor(flags, process.stderr),
    ...(width && { width }),
  };
  process.stderr.write(renderTerminal(result.diagnostics, options));
  return 1;
}

/** An address, or labels. Values may contain `=`, and commas if they are followed by no name. */
function parseTarget(text: string, usageError: UsageError): ReadonlyMap<string, string> {
  if (!text.includes("=")) return new Map([["__address__", text]]);
  const labels = text.split(/,(?=[^,=]+=)/).map((part): [string, string] => {
    const at = part.indexOf("=");
    if (at < 1) return usageError(`"${part}" is not a label: write --target __address__=db:9100,__meta_env=prod`);
    return [part.slice(0, at).trim(), part.slice(at + 1)];
  });
  return new Map(labels);
}
