import {
  compileMatcher,
  type Dialect,
  type Expr,
  formatDuration,
  type Matcher,
  metricName,
  parse,
  quote,
  selectors,
  typeOf,
  type VectorSelector,
  walk,
} from "../../promql/index.js";

/** A rule that records a metric. */
export interface Recording {
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The interval of its group, in milliseconds. */
  readonly interval: number;
}

export interface Expansion {
  readonly expr: string;
  /** The metrics that were replaced by their expressions. */
  readonly expanded: readonly string[];
  /** The metrics that the server lacks, and why they could not be replaced. */
  readonly left: readonly { readonly metric: string; readonly reason: string }[];
}

export interface ExpandOptions {
  readonly dialect: Dialect;
  /** The rules that record a metric; none for a metric of something else. */
  readonly recordings: (metric: string) => readonly Recording[];
  /** True if the server has the series of a recorded metric for the whole time. */
  readonly isOnServer: (metric: string) => Promise<boolean>;
}

/**
 * Replaces the recorded metrics that a server lacks by the expressions that record them, with the labels of the rule and
 * the matchers of the selector. A range becomes a subquery at the interval of the rule.
 */
export async function expandRecorded(text: string, options: ExpandOptions): Promise<Expansion> {
  const expanded = new Set<string>();
  const left = new Map<string, string>();
  const expr = await expand(text, []);
  return { expr, expanded: [...expanded], left: Array.from(left, ([metric, reason]) => ({ metric, reason })) };

  async function expand(source: string, within: readonly string[]): Promise<string> {
    const { expr, errors } = parse(source, options.dialect);
    if (!expr || errors.length > 0) return source;
    const replaced: { readonly start: number; readonly end: number; readonly text: string }[] = [];
    for (const use of listUses(expr)) {
      const metric = metricName(use.selector);
      if (metric === undefined) continue;
      const recordings = options.recordings(metric);
      if (recordings.length === 0 || (await options.isOnServer(metric))) continue;
      const reason = within.includes(metric) ? "it is recorded from itself" : findObstacle(use.selector);
      if (reason !== undefined) {
        left.set(metric, reason);
        continue;
      }
      const fitting = recordings.filter(({ labels }) => canMatch(use.selector.matchers, labels));
      const parts = await Promise.all(
        fitting.map(async ({ expr: inner, labels }) => {
          return addLabels(await expand(inner, [...within, metric]), labels, options.dialect);
        }),
      );
      expanded.add(metric);
      replaced.push({ ...use, text: writeUse(use, parts, fitting, source) });
    }
    return replaced.reduceRight((written, { start, end, text: own }) => {
      return written.slice(0, start) + own + written.slice(end);
    }, source);
  }
}

/** A selector, with its range if it has one. */
interface Use {
  readonly selector: VectorSelector;
  readonly range: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** Lists the selectors of an expression, in the order of its text. */
function listUses(expr: Expr): readonly Use[] {
  const ranges = new Map<VectorSelector, Use>();
  walk(expr, (node) => {
    if (node.kind !== "matrix") return;
    const { selector, range, start, end } = node;
    ranges.set(selector, { selector, range: "raw" in range ? range.raw : undefined, start, end });
  });
  return selectors(expr).map((selector) => {
    const { start, end } = selector;
    return ranges.get(selector) ?? { selector, range: undefined, start, end };
  });
}

function findObstacle({ at, extension, offset }: VectorSelector): string | undefined {
  if (at !== undefined) return "its time is set by @";
  if (extension !== undefined) return `it is ${extension}`;
  return offset === undefined || offset.kind === "duration" ? undefined : "its offset is calculated";
}

/** False if a label that the rule sets contradicts a matcher. */
function canMatch(matchers: readonly Matcher[], labels: Recording["labels"]): boolean {
  return matchers.every((matcher) => {
    const value = Object.hasOwn(labels, matcher.label) ? labels[matcher.label]! : undefined;
    return value === undefined || matchesValue(matcher, value);
  });
}

function matchesValue({ operator, value: pattern }: Matcher, value: string): boolean {
  if (operator === "=" || operator === "!=") return (value === pattern) === (operator === "=");
  return compileMatcher(pattern).test(value) === (operator === "=~");
}

/** Adds the labels that a rule sets; an empty one removes the label. */
function addLabels(expr: string, labels: Recording["labels"], dialect: Dialect): string {
  const tree = parse(expr, dialect).expr;
  const vector = tree && typeOf(tree) === "scalar" ? `vector(${expr})` : expr;
  return Object.entries(labels).reduce((inner, [name, value]) => setLabel(inner, name, value), vector);
}

function setLabel(vector: string, name: string, value: string): string {
  return `label_replace(${vector}, ${quote(name)}, ${quote(value.replaceAll("$", "$$$$"))}, "", "")`;
}

function writeUse(
  { selector, range }: Use,
  parts: readonly string[],
  rules: readonly Recording[],
  source: string,
): string {
  // Without a rule whose labels match, nothing is selected.
  const all = parts.length === 0 ? "(vector(1) unless vector(1))" : parts.map((part) => `(${part})`).join(" or ");
  const fixed = (label: string) => rules.length > 0 && rules.every(({ labels }) => Object.hasOwn(labels, label));
  const open = selector.matchers.filter(({ label }) => label !== "__name__" && !fixed(label));
  const vector = open.reduce(keepMatching, `(${all})`);
  const { offset } = selector;
  const shift = offset === undefined ? "" : ` offset ${source.slice(offset.start, offset.end)}`;
  const interval = formatDuration(Math.max(...rules.map((rule) => rule.interval), 1000));
  if (range !== undefined) return `(${vector})[${range}:${interval}]${shift}`;
  return shift === "" ? vector : `last_over_time((${vector})[${interval}:${interval}]${shift})`;
}

/** A label that no series has. */
const mark = "telltale_match";

/** Selects the series of an expression by a label: PromQL has selectors for metrics only. */
function keepMatching(vector: string, { label, operator, value }: Matcher): string {
  const isRegexp = operator === "=~" || operator === "!~";
  const pattern = isRegexp ? value : value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const marked = `label_replace(${vector}, "${mark}", "1", ${quote(label)}, ${quote(pattern)})`;
  const set = operator.startsWith("!") ? "unless" : "and";
  const one = `label_replace(vector(1), "${mark}", "1", "", "")`;
  return `label_replace(${marked} ${set} on (${mark}) ${one}, "${mark}", "", "", "")`;
}
