import { functions, isAtLeast } from "../../../../src/promql/index.js";
import type { Choice } from "./choice.js";
import { type ExpressionShape, inParens, randomRange, randomVector } from "./expressions.js";
import { classicHistogram } from "./families.js";
import { randomScalar } from "./scalar-expressions.js";
import { durations, modifiers } from "./selectors.js";

/** Every function of 2.42 that returns a vector, and the two that return a scalar. */
export const knownFunctions: readonly string[] = [...functions.values()]
  .filter(({ since, experimental, removed }) => !isAtLeast(since, 2, 43) && (!experimental || removed))
  .map(({ name }) => name);

const overRanges = knownFunctions.filter((name) => functions.get(name)!.args.includes("range vector"));
const others = knownFunctions.filter((name) => !overRanges.includes(name) && functions.get(name)!.returns !== "scalar");

export function callKinds(overRange: boolean): readonly string[] {
  return overRange ? overRanges : others;
}

const quantiles = ["0.5", "0.9", "0", "1", "0.1", "0.99", "-0.5", "1.5", "NaN"];

/** A random call of a function with valid arguments. */
export function randomCall(name: string, target: ExpressionShape, choice: Choice): string {
  const inner = { ...target, depth: target.depth - 1 };
  const vector = (): string => randomVector(inner, choice);
  const scalar = (): string => randomScalar(choice.random.below(3), choice);
  switch (name) {
    case "quantile_over_time":
      return `${name}(${choice.of(quantiles)}, ${randomRange(target, choice)})`;
    case "predict_linear":
      return `${name}(${randomRange(target, choice, false)}, ${choice.of(["60", "3600", "-100", "time() % 60"])})`;
    case "holt_winters":
      return `${name}(${randomRange(target, choice)}, ${choice.of(["0.3", "0.01", "0.99"])}, ${choice.of(["0.6", "0.1", "0.9"])})`;
    case "clamp":
      return `${name}(${vector()}, ${scalar()}, ${scalar()})`;
    case "clamp_max":
    case "clamp_min":
      return `${name}(${vector()}, ${scalar()})`;
    case "round":
      return choice.chance(0.5)
        ? `${name}(${vector()})`
        : `${name}(${vector()}, ${choice.of(["0.1", "5", "0.25", "3", "1e-3"])})`;
    case "vector":
      return `vector(${randomScalar(target.depth, choice)})`;
    case "absent":
      return `${name}(${choice.chance(0.5) ? `nothing{job="api",instance=~"1"}` : vector()})`;
    case "absent_over_time":
      return `${name}(${choice.chance(0.5) ? `nothing{job="api"}[5m]` : randomRange(target, choice)})`;
    case "label_replace":
      return `${name}(${vector()}, ${choice.of(labelReplacements)})`;
    case "label_join":
      return `${name}(${vector()}, ${choice.of(labelJoins)})`;
    case "histogram_quantile":
      return `${name}(${choice.of(quantiles)}, ${choice.chance(0.6) ? buckets(choice) : histograms(inner, choice)})`;
    case "histogram_fraction":
      return `${name}(${choice.of(["0, 2", "-1, 1", "0.3, 100", "-Inf, 1.5", "1, 1", "0.5, +Inf"])}, ${histograms(inner, choice)})`;
    case "histogram_count":
    case "histogram_sum":
      return `${name}(${histograms(inner, choice)})`;
    case "days_in_month":
    case "day_of_month":
    case "day_of_week":
    case "day_of_year":
    case "hour":
    case "minute":
    case "month":
    case "year":
      return choice.chance(0.2)
        ? `${name}()`
        : `${name}(${inParens(vector())} * ${choice.of(["86400", "1e6", "31536000", "1"])})`;
    case "exp":
    case "sinh":
    case "cosh":
      return `${name}(${inParens(vector())} / ${choice.of(["100", "50", "1e3"])})`;
    case "acos":
    case "asin":
    case "atanh":
      return `${name}(${inParens(vector())} / ${choice.of(["1e3", "50", "3"])})`;
    case "timestamp":
      return `${name}(${randomVector({ ...inner, depth: choice.chance(0.5) ? 0 : inner.depth }, choice)})`;
    default:
      return overRanges.includes(name) ? `${name}(${randomRange(target, choice)})` : `${name}(${vector()})`;
  }
}

const labelReplacements = [
  '"note", "${1}z$2", "job", "(a|w)(.*)"',
  '"note", "$1", "instance", "([0-9])"',
  '"note", "$kind-$$", "job", "(?P<kind>.).*"',
  '"job", "all", "job", "nothing.*"',
  '"zone", "", "zone", ".*"',
  '"note", "$0", "absent", ""',
];

const labelJoins = [
  '"note", "-", "job", "instance"',
  '"note", "", "instance", "absent"',
  '"note", "/", "job"',
  '"zone", "."',
];

/** Native histograms, or an expression over them. */
function histograms(target: ExpressionShape, choice: Choice): string {
  return randomVector(
    { ...target, histograms: true, shape: ["job", "instance"], depth: Math.min(target.depth, 2) },
    choice,
  );
}

/** Classic histogram buckets in common forms of queries. */
function buckets(choice: Choice): string {
  const metric = `${classicHistogram.name}_bucket`;
  switch (choice.of(["as they are", "rates", "summed rates", "by job", "of the last"])) {
    case "as they are":
      return metric + modifiers(choice);
    case "rates":
      return `rate(${metric}[${choice.of(durations.slice(3))}]${modifiers(choice)})`;
    case "summed rates":
      return `sum by (le) (rate(${metric}[5m]))`;
    case "by job":
      return `sum by (job, le) (increase(${metric}[10m]${modifiers(choice)}))`;
    default:
      return `last_over_time(${metric}[2m])`;
  }
}
