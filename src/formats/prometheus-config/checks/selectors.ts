/** The problem of a Kubernetes field selector, as `fields.ParseSelector` finds it. */
export function fieldSelectorProblem(text: string): string | undefined {
  for (const term of text.split(/(?<!\\),/)) {
    if (term === "") continue;
    if (!/(?<!\\)!?=/.test(term)) return `has no = in "${term}"`;
    const value = term.slice(term.search(/(?<!\\)!?=/)).replace(/^(?:!=|==|=)/, "");
    if (/(?<!\\)=|\\(?![\\,=])/.test(value)) return `has an unescaped character in "${term}"`;
  }
  return undefined;
}

const name = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
const key = new RegExp(`^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?${name}$`);
const value = new RegExp(`^(?:${name})?$`);

/** The problem of a Kubernetes label selector, as `labels.Parse` finds it. */
export function labelSelectorProblem(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  for (const requirement of splitRequirements(text)) {
    const problem = requirementProblem(requirement.trim());
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Splits at commas outside parentheses. */
function splitRequirements(text: string): readonly string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth++;
    else if (character === ")") depth--;
    if (character === "," && depth <= 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function requirementProblem(text: string): string | undefined {
  const match =
    /^(?:!\s*(?<absent>\S+)|(?<listed>[^\s=!<>(),]+)\s+(?:in|notin)\s*\((?<values>[^()]*)\)|(?<compared>[^\s=!<>(),]+)\s*(?<operator>==|=|!=|<|>)\s*(?<value>[^\s=!<>(),]*)|(?<present>[^\s=!<>(),]+))$/.exec(
      text,
    );
  if (match === null) return `cannot be parsed: "${text}"`;
  const { absent, listed, values, compared, operator, value: right, present } = match.groups!;
  const label = absent ?? listed ?? compared ?? present ?? "";
  if (!key.test(label)) return `has an invalid key "${label}"`;
  const compares = operator === "<" || operator === ">";
  if (compares && !/^[-+]?\d+$/.test(right ?? "")) return `compares "${label}" with "${right}", which is not a number`;
  const used = values === undefined ? [right ?? ""] : values.split(",").map((one) => one.trim());
  const bad = used.find((one) => !value.test(one));
  return bad === undefined ? undefined : `has an invalid value "${bad}"`;
}
