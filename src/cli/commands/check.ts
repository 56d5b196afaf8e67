import { type Command, Option } from "commander";
import type { GlobalOptions } from "../global-options.js";

export interface CheckFlags extends GlobalOptions {
  readonly format: "terminal" | "json" | "github" | "sarif";
  readonly output?: string;
  readonly strict?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly prometheusVersion?: string;
  readonly alertmanagerVersion?: string;
  readonly stdin?: boolean;
}

/** `telltale check` */
export function addCheck(program: Command): void {
  program
    .command("check")
    .description("check the project, or files from outside, and write nothing")
    .argument("[files...]", "files, folders, patterns, or - for standard input; without any, the project")
    .addOption(
      new Option("-f, --format <format>", "how findings are printed")
        .choices(["terminal", "json", "github", "sarif"])
        .default("terminal"),
    )
    .option("-o, --output <file>", "write the findings to a file instead of printing them")
    .option("--strict", "warnings fail, too")
    .option("--baseline <file>", "leave out the findings that this file lists")
    .option("--update-baseline", "list all findings in the baseline (default: telltale-baseline.json)")
    .option("--prometheus-version <version>", "the release of Prometheus to check for, such as 2.53")
    .option("--alertmanager-version <version>", "the release of Alertmanager to check for, such as 0.27")
    .option("--stdin", "check what comes in on standard input")
    .action(async (files: string[], _, command: Command) => {
      const flags = command.optsWithGlobals<CheckFlags>();
      const { runCheck } = await import("../run/check.js");
      process.exitCode = await runCheck(files, flags, (message) => command.error(`error: ${message}`));
    });
}
