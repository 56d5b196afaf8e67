import type { Command } from "commander";

/** `telltale explain` */
export function addExplain(program: Command): void {
  program
    .command("explain")
    .description("print what a finding means, why it matters and what to do about it")
    .argument("<check-id>", "the id in brackets, such as promql/quantile-needs-le")
    .action(async (id: string, _, command: Command) => {
      const { explain } = await import("../../project/check/explain.js");
      const found = explain(id);
      if ("page" in found) process.stdout.write(found.page);
      else command.error(`error: there is no check "${id}"${found.meant ? `\n(Did you mean ${found.meant}?)` : ""}`);
    });
}
