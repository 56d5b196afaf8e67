import { type Command, Option } from "commander";
import type { GlobalOptions } from "../global-options.js";

export interface TestFlags extends GlobalOptions {
  readonly format: "terminal" | "json" | "junit";
  readonly output?: string;
  readonly run?: string;
  readonly subset?: boolean;
  readonly smoke?: boolean;
  readonly coverage?: boolean;
  readonly minCoverage?: string;
  readonly strict?: boolean;
  readonly prometheusVersion?: string;
}

/** `telltale test` */
export function addTest(program: Command): void {
  program
    .command("test")
    .description("run the project's tests, or test files of promtool")
    .argument("[files...]", "files, folders or patterns (with --smoke: systems); without any, the whole project")
    .option("--run <regexp>", "only tests whose name or file this matches (RE2)")
    .option("--subset", "expected labels and annotations may be some of those there are")
    .option("--smoke", "run every expression of the project over made-up series, and no tests")
    .option("--coverage", "say which rules no test touches")
    .option("--min-coverage <percent>", "fail when fewer of the rules are tested")
    .addOption(
      new Option("-f, --format <format>", "how the outcome is printed")
        .choices(["terminal", "json", "junit"])
        .default("terminal"),
    )
    .option("-o, --output <file>", "write the outcome to a file instead of printing it")
    .option("--strict", "warnings fail, too")
    .option("--prometheus-version <version>", "the release whose promtool gives the verdict, such as 2.53")
    .action(async (files: string[], _, command: Command) => {
      const flags = command.optsWithGlobals<TestFlags>();
      const { runTests } = await import("../run/test.js");
      process.exitCode = await runTests(files, flags, (message) => command.error(`error: ${message}`));
    });
}
