/** The syntax of glob patterns differs between programs. */
export interface GlobDialect {
  /** `**` matches any number of folders. Without, it is the same as `*`. */
  readonly globstar: boolean;
  /** `{a,b}` matches either text. */
  readonly braces: boolean;
  /** A backslash makes the next character literal. */
  readonly escapes: boolean;
  /** Wildcards match a dot at the beginning of a name. */
  readonly hidden: boolean;
  /** The characters that negate a class, as in `[^a-z]`. */
  readonly negations: string;
  /** A class or escape that does not end makes the pattern malformed. Without, its characters are literal. */
  readonly strict: boolean;
}

/** Patterns on the command line, as bash has them with `globstar`. */
export const shellGlobs: GlobDialect = {
  globstar: true,
  braces: true,
  escapes: false,
  hidden: false,
  negations: "!^",
  strict: false,
};

/** Patterns of Go's `filepath.Match`, which Prometheus uses for `rule_files`. */
export const goGlobs: GlobDialect = {
  globstar: false,
  braces: false,
  escapes: true,
  hidden: true,
  negations: "^",
  strict: true,
};

/** True if a text is a pattern rather than a path. */
export function isGlob(text: string, { braces, escapes }: GlobDialect): boolean {
  return /[*?[]/.test(text) || (braces && text.includes("{")) || (escapes && text.includes("\\"));
}

/** Decides if a path, or a single name, matches. */
export type Matcher = (text: string) => boolean;

/**
 * Compiles a pattern of paths with forward slashes; undefined if it is malformed. Matching takes at most the product of
 * both lengths, for any pattern.
 */
export function compileGlob(pattern: string, dialect: GlobDialect): Matcher | undefined {
  const alternatives = dialect.braces ? expandBraces(pattern) : [pattern];
  const compiled = alternatives.map((alternative) =>
    alternative.split("/").map((name) => (dialect.globstar && name === "**" ? anyNumber : compileName(name, dialect))),
  );
  if (!compiled.every((names) => names.every((name) => name !== undefined))) return undefined;
  const globs = compiled as (readonly Step<string>[])[];
  return (path) => {
    const names = path.split("/");
    return globs.some((glob) => matchSteps(glob, names));
  };
}

/** Compiles the pattern of one name in a path; undefined if it is malformed. */
export function compileName(pattern: string, dialect: GlobDialect): Matcher | undefined {
  const steps = parseName([...pattern], dialect);
  const matchesHidden = dialect.hidden || pattern.startsWith(".");
  return steps && ((name) => (matchesHidden || !name.startsWith(".")) && matchSteps(steps, [...name]));
}

const maxAlternatives = 1000;

/** Expands `{a,b}`, also several and nested. Beyond the maximum, braces stay as they are. */
function expandBraces(pattern: string): readonly string[] {
  const expanded: string[] = [];
  const pending = [pattern];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const innermost = /\{([^{}]*,[^{}]*)\}/.exec(next);
    if (!innermost || expanded.length + pending.length > maxAlternatives) expanded.push(next);
    else {
      const before = next.slice(0, innermost.index);
      const after = next.slice(innermost.index + innermost[0].length);
      pending.push(...innermost[1]!.split(",").map((choice) => before + choice + after));
    }
  }
  return expanded;
}

/** Matches any number of items. */
const anyNumber = Symbol("any number");

/** Matches one item, or any number of them. */
type Step<Item> = ((item: Item) => boolean) | typeof anyNumber;

function parseName(characters: readonly string[], dialect: GlobDialect): readonly Step<string>[] | undefined {
  const steps: Step<string>[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === "*") steps.push(anyNumber);
    else if (character === "?") steps.push(() => true);
    else if (character === "[" || (character === "\\" && dialect.escapes)) {
      const parsed = character === "[" ? parseClass(characters, at + 1, dialect) : parseEscape(characters, at);
      if (!parsed && dialect.strict) return undefined;
      steps.push(parsed?.step ?? literal(character));
      at = parsed?.last ?? at;
    } else steps.push(literal(character));
  }
  return steps;
}

function literal(character: string): Step<string> {
  return (other) => other === character;
}

/** A step, and the offset of its last character in the pattern. */
interface ParsedStep {
  readonly step: Step<string>;
  readonly last: number;
}

function parseEscape(characters: readonly string[], start: number): ParsedStep | undefined {
  const escaped = characters[start + 1];
  return escaped === undefined ? undefined : { step: literal(escaped), last: start + 1 };
}

/** Parses a class from behind its opening bracket. */
function parseClass(characters: readonly string[], start: number, dialect: GlobDialect): ParsedStep | undefined {
  const isNegated = dialect.negations.includes(characters[start] ?? " ");
  const ranges: (readonly [low: string, high: string])[] = [];
  let at = isNegated ? start + 1 : start;
  while (characters[at] !== "]" || ranges.length === 0) {
    const low = parseMember(characters, at, dialect);
    if (!low) return undefined;
    at = low.end;
    const isRange = characters[at] === "-" && (dialect.strict || characters[at + 1] !== "]");
    const high = isRange ? parseMember(characters, at + 1, dialect) : low;
    if (!high) return undefined;
    at = high.end;
    ranges.push([low.character, high.character]);
  }
  const contains = (character: string) => ranges.some(([low, high]) => low <= character && character <= high);
  return { step: (character) => contains(character) !== isNegated, last: at };
}

function parseMember(characters: readonly string[], at: number, { strict, escapes }: GlobDialect) {
  const character = characters[at];
  if (character === undefined || character === "]" || (character === "-" && strict)) return undefined;
  if (character !== "\\" || !escapes) return { character, end: at + 1 };
  const escaped = characters[at + 1];
  return escaped === undefined ? undefined : { character: escaped, end: at + 2 };
}

/** Matches items against steps. Only the last step that matches any number is ever retried, which bounds the time. */
function matchSteps<Item>(steps: readonly Step<Item>[], items: readonly Item[]): boolean {
  let step = 0;
  let item = 0;
  let retryStep = -1;
  let retryItem = 0;
  while (item < items.length) {
    const current = steps[step];
    if (current === anyNumber) {
      retryStep = ++step;
      retryItem = item;
    } else if (current?.(items[item]!)) {
      step++;
      item++;
    } else if (retryStep !== -1) {
      step = retryStep;
      item = ++retryItem;
    } else return false;
  }
  return steps.slice(step).every((rest) => rest === anyNumber);
}
