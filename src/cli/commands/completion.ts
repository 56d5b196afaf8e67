import { Argument, type Command } from "commander";

/** `telltale completion` */
export function addCompletion(program: Command): void {
  program
    .command("completion")
    .description("print a script that completes commands and options in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completionScript } = await import("../completion-script.js");
      process.stdout.write(completionScript(shell, program));
    });
}
