import type { Config } from "../../model/project/config.js";
import { type CommandFlags, defineCommand, type UsageError } from "../command.js";
import type { Flags } from "../flags.js";
import { printCompileFailure } from "../reports/print-compile-failure.js";
import { formatFlag, reportFlags } from "../shared-flags.js";
import { printFailure } from "../sync/print-failure.js";
import { workingFolder } from "../working-folder.js";
import { writeReport } from "../write-report.js";

const flags = {
  from: { value: "url", about: "the Prometheus or Mimir to ask, or the name of a target (required)" },
  environment: { short: "e", value: "name", about: "the environment (default: that of the target, or else prod)" },
  days: { value: "number", default: "30", about: "length of the period" },
  until: { value: "time", about: "end of the period, such as 2026-11-01 or 2026-11-01T12:00:00Z (default: now)" },
  tenant: { value: "id", about: "the tenant of Mimir, sent as X-Scope-OrgID" },
  token: { value: "variable", about: "the environment variable that holds a bearer token" },
  user: { value: "name", about: "the user, for basic authentication" },
  password: { value: "variable", about: "the environment variable that holds the password of the user" },
  format: formatFlag("terminal", "json"),
  json: { about: "the same as --format json" },
  output: reportFlags.output,
} as const satisfies Flags;

type BacktestFlags = CommandFlags<typeof flags>;

/** `telltale backtest` */
export const addBacktest = defineCommand({
  name: "backtest",
  about: "show when alerts would have fired on the series of a real server, and whom they would have paged",
  argument: { syntax: "[alerts...]", about: "names of alerts (default: all)" },
  flags,
  run: ({ flags, argument, usageError }) => runBacktest(argument, flags, usageError),
});

async function runBacktest(names: readonly string[], flags: BacktestFlags, usageError: UsageError): Promise<number> {
  const { from } = flags;
  if (from === undefined) return usageError("--from is missing: name the server whose series count");
  const period = readPeriod(flags, usageError);
  const [{ compileFolder }, { backtest, openQueryApi, ...render }, { describeFailure }] = await Promise.all([
    import("../../project/git/compile-both.js"),
    import("../../sync/backtest/index.js"),
    import("../../sync/sync-error.js"),
  ]);
  const cwd = workingFolder(flags);
  const compiled = await compileFolder({ cwd, ...(flags.config !== undefined && { config: flags.config }) });
  if ("diagnostics" in compiled) return printCompileFailure(compiled, flags);
  const { root, project, artifacts } = compiled;
  const environment = chooseEnvironment(from, flags.environment, project.config, usageError);
  const ask = async () => {
    const api = openQueryApi({ ...flags, from }, project.config.targets ?? {}, root);
    if ("problem" in api) return api;
    return backtest({
      project,
      artifacts,
      environment,
      names,
      api,
      ...period,
      onProgress: showProgress(process.stderr),
    });
  };
  const report = await ask().catch((error: unknown) => describeFailure(error));
  if ("problem" in report) return usageError(report.problem);
  if ("summary" in report) {
    printFailure(report);
    return 1;
  }
  const isJson = flags.json === true || flags.format === "json";
  const text = isJson ? render.renderBacktestJson(report) : render.renderBacktest(report);
  writeReport(text, flags.output, cwd, usageError);
  return report.alerts.some(({ problem }) => problem !== undefined) ? 1 : 0;
}

/** Returns the environment that is named, or that of the target, or production, or the first. */
function chooseEnvironment(
  from: string,
  named: string | undefined,
  { environments, targets = {} }: Config,
  usageError: UsageError,
): string {
  const target = Object.hasOwn(targets, from) ? targets[from] : undefined;
  const declared = target && "environment" in target ? target.environment : undefined;
  const names = Object.keys(environments);
  const usual = names.find((name) => name === "prod" || name === "production") ?? names[0]!;
  const environment = named ?? declared ?? usual;
  return names.includes(environment) ? environment : usageError(`the project has no environment "${environment}"`);
}

/** A period that no server keeps is a mistake. */
const maxDays = 3660;

function readPeriod(
  { days, until }: BacktestFlags,
  usageError: UsageError,
): { readonly from: number; readonly to: number } {
  const count = Number(days);
  if (!(count > 0 && count <= maxDays)) return usageError(`--days takes a number up to ${maxDays}, such as 30 or 0.5`);
  const to = until === undefined ? Date.now() : Date.parse(until);
  if (Number.isNaN(to)) return usageError("--until takes a time, such as 2026-11-01 or 2026-11-01T12:00:00Z");
  return { from: to - count * 86_400_000, to };
}

/** Shows the progress in one line of a terminal, which is cleared in the end. */
function showProgress(stream: NodeJS.WriteStream): (done: number, total: number) => void {
  return (done, total) => {
    if (stream.isTTY) stream.write(done === total ? "\r\u001b[K" : `\r\u001b[K${done} of ${total} alerts`);
  };
}
