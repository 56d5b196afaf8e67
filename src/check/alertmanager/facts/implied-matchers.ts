import { compilePattern, type LabelMatcher } from "../../../formats/alertmanager/index.js";

export function describeMatcher({ name, operator, value }: LabelMatcher): string {
  return `${name}${operator}${JSON.stringify(value)}`;
}

/** True if every alert that satisfies some matchers satisfies another, too. */
export function implies(matchers: readonly LabelMatcher[], other: LabelMatcher): boolean {
  return matchers.some((one) => {
    if (one.name !== other.name) return false;
    if (one.operator === other.operator && one.value === other.value) return true;
    return one.operator === "=" && accepts(other, one.value);
  });
}

/** Returns two matchers that no alert can satisfy at once. */
export function findContradiction(
  matchers: readonly LabelMatcher[],
): readonly [LabelMatcher, LabelMatcher] | undefined {
  for (const one of matchers) {
    if (one.operator !== "=") continue;
    const other = matchers.find(({ name, ...rest }) => name === one.name && !accepts({ name, ...rest }, one.value));
    if (other) return [one, other];
  }
  return undefined;
}

function accepts({ operator, value }: LabelMatcher, actual: string): boolean {
  if (operator === "=" || operator === "!=") return (actual === value) === (operator === "=");
  return compilePattern(value).test(actual) === (operator === "=~");
}
