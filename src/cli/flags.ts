import { Option } from "./commander.js";

/** An option of the command line. It is named after the key it is declared under: `minCoverage` is `--min-coverage`. */
export interface Flag {
  /** One line for the help and for completion. */
  readonly about: string;
  /** The letter of its short form. */
  readonly short?: string;
  /** Placeholder of its value: `file`, or `name...` when it takes several. @default it takes no value */
  readonly value?: string;
  /** True if each of several values needs the flag again, because arguments follow it. */
  readonly isRepeated?: true;
  /** True if the value may be left out. */
  readonly isOptional?: true;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** True for a flag that is on until `--no-…` turns it off. */
  readonly isNegated?: true;
}

export type Flags = Readonly<Record<string, Flag>>;

type FlagValue<F extends Flag> = F extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : F extends { readonly isOptional: true }
    ? string | true
    : F extends { readonly isRepeated: true }
      ? readonly string[]
      : F extends { readonly value: `${string}...` }
        ? readonly string[]
        : F extends { readonly value: string }
          ? string
          : boolean;

type AlwaysSet = { readonly default: string } | { readonly isNegated: true };

/** The parsed values of declared flags. */
export type FlagValues<F extends Flags> = {
  readonly [Name in keyof F as F[Name] extends AlwaysSet ? Name : never]: FlagValue<F[Name]>;
} & {
  readonly [Name in keyof F as F[Name] extends AlwaysSet ? never : Name]?: FlagValue<F[Name]> | undefined;
};

/** Converts declared flags to the options that commander parses. */
export function commanderOptions(flags: Flags): readonly Option[] {
  return Object.entries(flags).map(([name, flag]) => {
    const { about, short, value, isOptional, isRepeated, choices, default: initial, isNegated } = flag;
    const long = isNegated ? `--no-${name}` : longName(name);
    const placeholder = value === undefined ? "" : isOptional ? ` [${value}]` : ` <${value}>`;
    const option = new Option(`${short ? `-${short}, ` : ""}${long}${placeholder}`, about);
    if (choices) option.choices(choices);
    if (isRepeated) option.argParser<readonly string[]>((one, others = []) => [...others, one]);
    if (initial !== undefined) option.default(initial);
    return option;
  });
}

/** `minCoverage` → `--min-coverage` */
export function longName(flag: string): string {
  return `--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
