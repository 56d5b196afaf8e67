/** Whether a text is a pattern rather than a path. */
export function isPattern(text: string): boolean {
  return /[*?[{]/.test(text);
}

/**
 * Whether a path matches a pattern: `*` and `?` within a name, `**` over any number of folders, `[a-z]`, and
 * `{yml,yaml}`. Both use forward slashes. Takes time in proportion to the lengths, whatever the pattern.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  return alternatives(pattern).some((one) => matchesFolders(one.split("/"), path.split("/")));
}

const mostAlternatives = 1000;

/** Writes out `{a,b}`, also when there are several or nested. */
function alternatives(pattern: string): readonly string[] {
  const done: string[] = [];
  const waiting = [pattern];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const inner = /\{([^{}]*,[^{}]*)\}/.exec(one);
    if (!inner || done.length + waiting.length > mostAlternatives) done.push(one);
    else {
      const before = one.slice(0, inner.index);
      const after = one.slice(inner.index + inner[0].length);
      waiting.push(...inner[1]!.split(",").map((choice) => before + choice + after));
    }
  }
  return done;
}

function matchesFolders(pattern: readonly string[], path: readonly string[]): boolean {
  return matches(pattern, path, (step) => step === "**", matchesName);
}

function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  return matches(pattern.match(/\[[^\]]+\]|./gsu) ?? [], [...name], (step) => step === "*", matchesCharacter);
}

function matchesCharacter(step: string, character: string): boolean {
  if (step === "?") return true;
  if (step.length < 3 || !step.startsWith("[")) return step === character;
  const isNot = step[1] === "!" || step[1] === "^";
  const members = step.slice(isNot ? 2 : 1, -1);
  const ranges = members.match(/.-.|./gsu) ?? [];
  const found = ranges.some((range) =>
    range.length > 1 && range[1] === "-" ? range[0]! <= character && character <= range.at(-1)! : range === character,
  );
  return found !== isNot;
}

/** Matches a row of steps, some of which stand for any number of items: only the last of those is ever tried again. */
function matches<T>(
  steps: readonly string[],
  items: readonly T[],
  isAny: (step: string) => boolean,
  fits: (step: string, item: T) => boolean,
): boolean {
  let step = 0;
  let any = -1;
  let resume = 0;
  for (let at = 0; at < items.length; ) {
    if (step < steps.length && isAny(steps[step]!)) {
      any = step;
      resume = at;
      step += 1;
    } else if (step < steps.length && fits(steps[step]!, items[at]!)) {
      step += 1;
      at += 1;
    } else if (any !== -1) {
      resume += 1;
      at = resume;
      step = any + 1;
    } else {
      return false;
    }
  }
  return steps.slice(step).every(isAny);
}
