import { type CommandFlags, defineCommand, type UsageError } from "../command.js";
import type { Flags } from "../flags.js";
import { printCompileFailure } from "../reports/print-compile-failure.js";
import { formatFlag, versionFlags } from "../shared-flags.js";
import { terminalWidth, wantsColor } from "../terminal.js";
import { workingFolder } from "../working-folder.js";

const flags = {
  labels: { value: "labels", about: "the labels of the alert: severity=critical,app=cart" },
  diff: {
    value: "revision",
    about: "list the alerts whose recipients differ from those at this revision of git: main, HEAD~1",
  },
  format: formatFlag("terminal", "json"),
  json: { about: "the same as --format json" },
  alertmanagerVersion: versionFlags.alertmanagerVersion,
} as const satisfies Flags;

type RouteFlags = CommandFlags<typeof flags>;

/** `telltale route` */
export const addRoute = defineCommand({
  name: "route",
  about: "show which receivers an alert reaches, and why no others",
  argument: { syntax: "[files...]", about: "a configuration of Alertmanager (default: those of the project)" },
  flags,
  run: ({ flags, argument, usageError }) =>
    flags.diff === undefined ? runRoute(argument, flags, usageError) : runDiff(flags.diff, argument, flags, usageError),
});

async function runRoute(files: readonly string[], flags: RouteFlags, usageError: UsageError): Promise<number> {
  if (files.length > 1) return usageError("route takes one configuration");
  if (isJson(flags)) return usageError("--json needs --diff");
  const [{ explainRoutes }, { targetVersions }, { renderTerminal }] = await Promise.all([
    import("../../project/route/explain-routes.js"),
    import("../target-versions.js"),
    import("../../diagnostics/terminal/terminal.js"),
  ]);
  const cwd = workingFolder(flags);
  const { text, diagnostics, root, readSource } = await explainRoutes({
    cwd,
    ...(flags.config === undefined ? {} : { config: flags.config }),
    versions: targetVersions(flags, usageError),
    file: files[0],
    labels: parseLabels(flags.labels ?? "", usageError),
  });
  if (text !== undefined) {
    process.stdout.write(text);
    return 0;
  }
  if (diagnostics.length === 0) return usageError(`cannot read ${files[0]}`);
  const width = terminalWidth(process.stderr);
  const options = { cwd: root, readSource, color: wantsColor(flags, process.stderr), ...(width && { width }) };
  process.stderr.write(renderTerminal(diagnostics, options));
  return 1;
}

function isJson({ format, json }: RouteFlags): boolean {
  return json === true || format === "json";
}

/** Lists the alerts whose recipients differ from a revision. */
async function runDiff(
  revision: string,
  files: readonly string[],
  flags: RouteFlags,
  usageError: UsageError,
): Promise<number> {
  if (files.length > 0) return usageError("--diff compares a project, not a file");
  if (flags.labels !== undefined) return usageError("--diff compares all alerts: leave --labels out");
  const [{ compareRoutes }, { targetVersions }, { renderComparison, renderComparisonJson }] = await Promise.all([
    import("../../project/route/compare-routes.js"),
    import("../target-versions.js"),
    import("../../project/route/render-comparison.js"),
  ]);
  const config = flags.config === undefined ? {} : { config: flags.config };
  const options = { cwd: workingFolder(flags), ...config, versions: targetVersions(flags, usageError) };
  const result = await compareRoutes(revision, options);
  if ("problem" in result) return usageError(`cannot compare with an earlier revision: ${result.problem}`);
  if ("diagnostics" in result) return printCompileFailure(result, flags);
  const render = isJson(flags) ? renderComparisonJson : renderComparison;
  process.stdout.write(render(result, revision));
  return 0;
}

/** Values may contain `=`, and commas if they are followed by no name. */
function parseLabels(text: string, usageError: UsageError): Readonly<Record<string, string>> {
  const parts = text === "" ? [] : text.split(/,(?=[^,=]+=)/);
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf("=");
      if (at < 1) return usageError(`"${part}" is not a label: write --labels severity=critical,app=cart`);
      return [part.slice(0, at).trim(), part.slice(at + 1)];
    }),
  );
}
