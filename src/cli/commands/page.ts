import { type CommandFlags, defineCommand, type UsageError } from "../command.js";
import type { Flags } from "../flags.js";
import { terminalWidth, wantsColor } from "../terminal.js";
import { workingFolder } from "../working-folder.js";

const flags = {
  environment: { short: "e", value: "name", about: "the environment whose receiver it is" },
  yes: { short: "y", about: "send without asking" },
} as const satisfies Flags;

type PageFlags = CommandFlags<typeof flags>;

/** `telltale page` */
export const addPage = defineCommand({
  name: "page",
  about: "send a test notification to a receiver",
  argument: { syntax: "<receiver>", about: "its name: on-call, shop/on-call" },
  flags,
  run: ({ flags, argument, usageError }) => runPage(argument, flags, usageError),
});

async function runPage(receiver: string, flags: PageFlags, usageError: UsageError): Promise<number> {
  const [{ loadProject }, { compileProject }, { hasErrors }, page, { confirm }] = await Promise.all([
    import("../../project/load/load-project.js"),
    import("../../compile/index.js"),
    import("../../diagnostics/diagnostic.js"),
    import("../../sync/page/index.js"),
    import("../sync/confirm.js"),
  ]);
  const config = flags.config === undefined ? {} : { config: flags.config };
  const {
    root,
    project,
    diagnostics: loading,
    sourceFiles,
  } = await loadProject({ cwd: workingFolder(flags), ...config });
  const environments = flags.environment === undefined ? {} : { environments: [flags.environment] };
  const compiled = project && compileProject(project, { sources: sourceFiles, ...environments });
  const diagnostics = [...loading, ...(compiled?.diagnostics ?? [])].filter(({ severity }) => severity === "error");
  if (!compiled || hasErrors(diagnostics)) {
    const { renderTerminal } = await import("../../diagnostics/terminal/terminal.js");
    const width = terminalWidth(process.stderr);
    const color = wantsColor(flags, process.stderr);
    const options = { cwd: root, readSource: sourceFiles.read, color, ...(width && { width }) };
    process.stderr.write(renderTerminal(diagnostics, options));
    return 1;
  }
  const { artifacts } = compiled;
  const found = page.findReceiver(artifacts, project.config, receiver);
  if ("problem" in found) return usageError(found.problem);
  const { messages, problems } = page.composeMessages(found, { artifacts, secretOf: page.readSecret, now: Date.now() });
  for (const problem of problems) process.stderr.write(`not sent: ${problem}\n`);
  if (messages.length === 0) return 1;
  const places = messages.map(
    ({ integration, url }) => `${integration} at ${page.hostOf(url) ?? "an unknown address"}`,
  );
  const answer = flags.yes
    ? true
    : await confirm(`Send a test notification to ${found.receiver.name} (${places.join(", ")})?`);
  if (answer !== true) {
    process.stderr.write(`nothing was sent${answer === undefined ? ": confirm with --yes" : ""}\n`);
    return 1;
  }
  const sent = await page.sendMessages(messages);
  for (const { integration, problem } of sent) {
    process.stdout.write(problem === undefined ? `sent: ${integration}\n` : `failed: ${integration}: ${problem}\n`);
  }
  return problems.length > 0 || sent.some(({ problem }) => problem !== undefined) ? 1 : 0;
}
