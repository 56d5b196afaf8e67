import type { Command, Option } from "./commander.js";

interface CompletableOption {
  readonly flag: string;
  readonly about: string;
  /** The values it takes, where they are known. */
  readonly choices: readonly string[];
}

interface CompletableCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletableOption[];
  /** The values that its argument takes, where they are known. */
  readonly choices: readonly string[];
}

/** Generates a completion script from the commands and options of a program. */
export function completionScript(shell: "bash" | "zsh" | "fish", program: Command): string {
  const globals = listOptions(program);
  const commands = program.commands.map((command) => describeCommand(command, globals));
  return { bash, zsh, fish }[shell](commands, globals);
}

function describeCommand(command: Command, globals: readonly CompletableOption[]): CompletableCommand {
  return {
    name: command.name(),
    about: command.description(),
    options: [...listOptions(command), ...globals],
    choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
  };
}

function listOptions(command: Command): readonly CompletableOption[] {
  const options = command.options.map((option: Option) => ({
    flag: option.long ?? option.short ?? "",
    about: option.description,
    choices: option.argChoices ?? [],
  }));
  return options.filter(({ flag }) => flag !== "");
}

function bash(commands: readonly CompletableCommand[], globals: readonly CompletableOption[]): string {
  const cases = commands.map(({ name, options, choices }) => {
    const words = [...options.map(({ flag }) => flag), "--help", ...choices].join(" ");
    return `    ${name}) words="${words}" ;;`;
  });
  const values = Array.from(choicesByFlag(commands), ([flag, choices]) => {
    return `    ${flag}) COMPREPLY=($(compgen -W "${[...choices].join(" ")}" -- "$word")); return ;;`;
  });
  const first = [...commands.map(({ name }) => name), ...globals.map(({ flag }) => flag), "--help"].join(" ");
  return `# telltale completion bash >> ~/.bashrc
_telltale() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words="${first}" each
  case "$before" in
${values.join("\n")}
  esac
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$each" in
${cases.map((line) => `  ${line}`).join("\n")}
    esac
  done
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _telltale telltale
`;
}

/** The values of each option; for an option of several commands, those of all of them. */
function choicesByFlag(commands: readonly CompletableCommand[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byFlag = new Map<string, Set<string>>();
  for (const { flag, choices } of commands.flatMap(({ options }) => options)) {
    if (choices.length === 0) continue;
    const known = byFlag.get(flag) ?? new Set();
    for (const choice of choices) known.add(choice);
    byFlag.set(flag, known);
  }
  return byFlag;
}

function zsh(commands: readonly CompletableCommand[], globals: readonly CompletableOption[]): string {
  const quote = (text: string) => text.replaceAll("'", "'\\''");
  const described = (text: string) => quote(text).replaceAll("[", "\\[").replaceAll("]", "\\]").replaceAll(":", "\\:");
  const argument = ({ flag, about, choices }: CompletableOption) =>
    `'${flag}[${described(about)}]${choices.length > 0 ? `:value:(${choices.join(" ")})` : ""}'`;
  const cases = commands.map(({ name, options, choices }) => {
    const rest = choices.length > 0 ? `'*:value:(${choices.join(" ")})'` : "'*:file:_files'";
    return `    ${name}) _arguments ${[...options.map(argument), rest].join(" ")} ;;`;
  });
  const listed = commands.map(({ name, about }) => `    '${name}:${quote(about)}'`);
  return `#compdef telltale
# telltale completion zsh > "\${fpath[1]}/_telltale"
_telltale() {
  local -a commands=(
${listed.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments ${globals.map(argument).join(" ")}
    return
  fi
  case "$words[2]" in
${cases.join("\n")}
  esac
}
compdef _telltale telltale
`;
}

function fish(commands: readonly CompletableCommand[], globals: readonly CompletableOption[]): string {
  const quote = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const option = (condition: string, { flag, about, choices }: CompletableOption) => {
    const values = choices.length > 0 ? ` -x -a ${quote(choices.join(" "))}` : "";
    return `complete -c telltale${condition} -l ${flag.replace(/^--/, "")} -d ${quote(about)}${values}`;
  };
  const lines = globals.map((one) => option("", one));
  for (const { name, about, options, choices } of commands) {
    const inside = ` -n '__fish_seen_subcommand_from ${name}'`;
    lines.push(`complete -c telltale -f -n __fish_use_subcommand -a ${name} -d ${quote(about)}`);
    const own = options.filter((one) => !globals.includes(one));
    lines.push(...own.map((one) => option(inside, one)));
    if (choices.length > 0) lines.push(`complete -c telltale -f${inside} -a ${quote(choices.join(" "))}`);
  }
  return `# telltale completion fish > ~/.config/fish/completions/telltale.fish\n${lines.join("\n")}\n`;
}
