import { createRequire } from "node:module";

/** By `require`, which loads the package in half the time of `import`: every command waits for it. */
const commander = createRequire(import.meta.url)("commander") as typeof import("commander");

export const { Argument, Command, CommanderError, Option } = commander;

export type Argument = import("commander").Argument;
export type Command = import("commander").Command;
export type CommanderError = import("commander").CommanderError;
export type Option = import("commander").Option;
