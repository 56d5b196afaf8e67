import { defineCommand } from "../command.js";

/** `telltale completion` */
export const addCompletion = defineCommand({
  name: "completion",
  about: "print a completion script for a shell",
  argument: { syntax: "<shell>", about: "the shell", choices: ["bash", "zsh", "fish"] },
  flags: {},
  async run({ argument: shell, program }) {
    const { completionScript } = await import("../completion-script.js");
    process.stdout.write(completionScript(shell, program));
    return 0;
  },
});
