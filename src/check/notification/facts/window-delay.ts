import { formatDuration } from "../../../model/definition/duration.js";
import { type Binary, type Expr, unwrapParens, walk } from "../../../promql/index.js";
import { constantValue, isComparison, mirrored } from "../../../promql/values/comparison.js";
import { isQuantity } from "../../../promql/values/quantity.js";
import type { AnalyzedQuery, RuleSource } from "../../check.js";
import { durationLength } from "../../expression/range.js";

/** The time from the first sample that shows a failure until an expression has seen enough of it. */
export interface WindowDelay {
  readonly ms: number;
  /** `5% of the last 5m` */
  readonly words: string;
}

const none: WindowDelay = { ms: 0, words: "" };

/**
 * Computes the part of its windows that an expression must see of a complete failure, with steady traffic, before it holds:
 * a twentieth for `errors / requests > 0.05`. Where that is not known, it is the whole window.
 */
export function windowDelay(query: AnalyzedQuery, source: RuleSource): WindowDelay {
  return new WindowReader(source).ofCondition(query, query.expr);
}

/** Functions whose value changes with the first sample that does. */
const immediate: ReadonlySet<string> = new Set(["increase", "rate", "irate", "changes", "resets", "count_over_time"]);

class WindowReader {
  readonly #source: RuleSource;
  /** The recorded expressions that are being read: rules may read each other in a circle. */
  readonly #open = new Set<AnalyzedQuery>();

  constructor(source: RuleSource) {
    this.#source = source;
  }

  ofCondition(query: AnalyzedQuery, expr: Expr): WindowDelay {
    const node = unwrapParens(expr);
    if (node.kind !== "binary") return this.#longest(query, node);
    switch (node.operator) {
      case "and":
        return later(this.ofCondition(query, node.left), this.ofCondition(query, node.right));
      case "or":
        return sooner(this.ofCondition(query, node.left), this.ofCondition(query, node.right));
      case "unless":
        return this.ofCondition(query, node.left);
      default:
        return isComparison(node.operator) ? this.#ofComparison(query, node) : this.#longest(query, node);
    }
  }

  #ofComparison(query: AnalyzedQuery, { operator, left, right }: Binary): WindowDelay {
    if (!isComparison(operator)) return none;
    const [onRight, onLeft] = [constantValue(right), constantValue(left)];
    if (onRight !== undefined) return this.#ofThreshold(query, left, operator, onRight);
    if (onLeft !== undefined) return this.#ofThreshold(query, right, mirrored[operator], onLeft);
    return later(this.#longest(query, left), this.#longest(query, right));
  }

  #ofThreshold(query: AnalyzedQuery, expr: Expr, operator: string, value: number): WindowDelay {
    const node = unwrapParens(expr);
    const recorded = node.kind === "selector" ? this.#recorded(node.name) : undefined;
    if (recorded) return this.#within(recorded, () => this.#ofThreshold(recorded, recorded.expr, operator, value));
    const isAbove = operator === ">" || operator === ">=";
    const isBelow = operator === "<" || operator === "<=";
    if (isAbove && isImmediate(node, value)) return none;
    const share = isAbove || isBelow ? shareOf(query, node, isAbove, value) : undefined;
    const window = share === undefined ? undefined : onlyWindow(query, node);
    if (share === undefined || window === undefined) return this.#longest(query, node);
    return { ms: share * window, words: `${formatShare(share)} of the last ${formatDuration(window)}` };
  }

  /** The longest window that is read, also by the rules that record what is read. */
  #longest(query: AnalyzedQuery, expr: Expr): WindowDelay {
    let longest = none;
    walk(expr, (node) => {
      if (node.kind === "matrix" || node.kind === "subquery") {
        const ms = durationLength(node.range, query) ?? 0;
        longest = later(longest, { ms, words: `window ${formatDuration(ms)}` });
      }
      const recorded = node.kind === "selector" ? this.#recorded(node.name) : undefined;
      if (recorded)
        longest = later(
          longest,
          this.#within(recorded, () => this.#longest(recorded, recorded.expr)),
        );
    });
    return longest;
  }

  #recorded(name: string | undefined): AnalyzedQuery | undefined {
    return name === undefined ? undefined : this.#source.recordingOf(name)?.query?.analyze();
  }

  #within(recorded: AnalyzedQuery, read: () => WindowDelay): WindowDelay {
    if (this.#open.has(recorded)) return none;
    this.#open.add(recorded);
    const delay = read();
    this.#open.delete(recorded);
    return delay;
  }
}

/** The share of a window that must have failed: known of ratios and quantiles. */
function shareOf(query: AnalyzedQuery, expr: Expr, isAbove: boolean, value: number): number | undefined {
  if (expr.kind === "call" && expr.name === "histogram_quantile") {
    const quantile = constantValue(expr.args[0]!);
    return isAbove && quantile !== undefined && quantile > 0 && quantile < 1 ? 1 - quantile : undefined;
  }
  const quantity = query.quantityOf(expr);
  if (!isQuantity(quantity) || quantity.measure !== "ratio" || !isQuotient(expr)) return undefined;
  const limit = value * quantity.scale;
  if (limit <= 0 || limit >= 1) return undefined;
  return isAbove ? limit : 1 - limit;
}

/** True for a quotient of two windows, times a constant or less than one. */
function isQuotient(expr: Expr): boolean {
  const node = unwrapParens(expr);
  if (node.kind !== "binary") return false;
  if (node.operator === "/")
    return constantValue(node.right) === undefined ? hasWindow(node.right) : isQuotient(node.left);
  if (node.operator === "*") {
    if (constantValue(node.left) !== undefined) return isQuotient(node.right);
    return constantValue(node.right) !== undefined && isQuotient(node.left);
  }
  return node.operator === "-" && constantValue(node.left) === 1 && isQuotient(node.right);
}

function hasWindow(expr: Expr): boolean {
  let found = false;
  walk(expr, ({ kind }) => {
    found ||= kind === "matrix";
  });
  return found;
}

/** The window of an expression that has one length for all it reads. */
function onlyWindow(query: AnalyzedQuery, expr: Expr): number | undefined {
  const lengths = new Set<number | undefined>();
  walk(expr, (node) => {
    if (node.kind === "matrix" || node.kind === "subquery") lengths.add(durationLength(node.range, query));
  });
  const [first] = lengths;
  return lengths.size === 1 ? first : undefined;
}

/** True for what exceeds a value with the first sample that does: a sum of increases above 0, a maximum. */
function isImmediate(expr: Expr, value: number): boolean {
  let node = unwrapParens(expr);
  while (node.kind === "aggregation" && (node.operator === "sum" || node.operator === "max")) {
    node = unwrapParens(node.expr);
  }
  if (node.kind !== "call") return false;
  return node.name === "max_over_time" || (value === 0 && immediate.has(node.name));
}

function later(one: WindowDelay, other: WindowDelay): WindowDelay {
  return other.ms > one.ms ? other : one;
}

function sooner(one: WindowDelay, other: WindowDelay): WindowDelay {
  return other.ms < one.ms ? other : one;
}

function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
