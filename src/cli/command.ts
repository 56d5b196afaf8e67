import { Argument, type Command, CommanderError } from "./commander.js";
import { commanderOptions, type Flags, type FlagValues } from "./flags.js";
import type { GlobalFlags } from "./shared-flags.js";

/** The positional argument of a command. */
export interface Positional {
  /** As the help shows it: `<shell>`, `[target]` for one that may be left out, or `[files...]` for any number. */
  readonly syntax: `<${string}>` | `[${string}]`;
  readonly about: string;
  readonly choices?: readonly string[];
}

type PositionalValue<P extends Positional> = P extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : P extends { readonly syntax: `[${string}...]` }
    ? readonly string[]
    : P extends { readonly syntax: `[${string}]` }
      ? string | undefined
      : string;

/** The parsed flags of a command, with those of every command. */
export type CommandFlags<F extends Flags> = FlagValues<F> & GlobalFlags;

/** Reports that the command was used wrongly, and exits with the code for it. */
export type UsageError = (message: string) => never;

/** One call of a command. */
export interface Invocation<F extends Flags, P extends Positional> {
  readonly flags: CommandFlags<F>;
  readonly argument: PositionalValue<P>;
  readonly program: Command;
  readonly usageError: UsageError;
}

export interface CommandDefinition<F extends Flags, P extends Positional> {
  readonly name: string;
  /** One line for the help and for completion. */
  readonly about: string;
  readonly argument?: P;
  readonly flags: F;
  /** The exit code of a wrong use. @default 2 */
  readonly usageExitCode?: number;
  /** Runs the command and returns its exit code. Imports what it needs itself, so that `--help` loads none of it. */
  run(invocation: Invocation<F, P>): number | Promise<number>;
}

/** A command, ready to be added to a program. */
export type AddCommand = (program: Command) => void;

/**
 * Declares a command once: its parsing, the types of its flags, its help and its completion follow.
 *
 * @example
 * export const addBuild = defineCommand({ name: "build", about: "compile the definitions", flags, run: … });
 */
export function defineCommand<const F extends Flags, const P extends Positional>(
  definition: CommandDefinition<F, P>,
): AddCommand {
  const { name, about, argument, flags, usageExitCode = 2, run } = definition;
  return (program) => {
    const added = program.command(name).description(about).exitOverride(failWith(usageExitCode));
    if (argument) added.addArgument(commanderArgument(argument));
    for (const option of commanderOptions(flags)) added.addOption(option);
    added.action(async (...parameters: readonly unknown[]) => {
      process.exitCode = await run({
        flags: added.optsWithGlobals<CommandFlags<F>>(),
        argument: parameters[0] as PositionalValue<P>,
        program,
        usageError: (message) => added.error(`error: ${message}`),
      });
    });
  };
}

/** Makes a command that is used wrongly exit with a code, as errors of Commander. Its help exits with 0. */
export function failWith(code: number): (error: CommanderError) => never {
  return (error) => {
    throw new CommanderError(error.exitCode === 0 ? 0 : code, error.code, error.message);
  };
}

function commanderArgument({ syntax, about, choices }: Positional): Argument {
  const argument = new Argument(syntax, about);
  return choices ? argument.choices(choices) : argument;
}
