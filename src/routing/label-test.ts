import { type AlertmanagerVersion, compilePattern, parseMatchers } from "../formats/alertmanager/index.js";

/** The labels of an alert. One with an empty value is one that is missing. */
export type Labels = Readonly<Record<string, string>>;

export type LabelTest = (labels: Labels) => boolean;

/** A matcher as configurations write it: in a list, or as a mapping of older releases. */
export interface MatcherFields {
  readonly matchers?: readonly string[] | undefined;
  readonly match?: Readonly<Record<string, string>> | undefined;
  readonly match_re?: Readonly<Record<string, string>> | undefined;
}

/** One condition on a label. */
export interface LabelCondition {
  readonly name: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** Lists the conditions of matchers in all their forms. */
export function listConditions(
  { matchers = [], match = {}, match_re: patterns = {} }: MatcherFields,
  version: AlertmanagerVersion,
): readonly LabelCondition[] {
  return [
    ...Object.entries(match).map(([name, value]) => ({ name, operator: "=" as const, value })),
    ...Object.entries(patterns).map(([name, value]) => ({ name, operator: "=~" as const, value })),
    ...matchers.flatMap((text) => parseMatchers(text, version).matchers),
  ];
}

export function testCondition({ name, operator, value }: LabelCondition): LabelTest {
  const actual = (labels: Labels) => (Object.hasOwn(labels, name) ? labels[name]! : "");
  if (operator === "=") return (labels) => actual(labels) === value;
  if (operator === "!=") return (labels) => actual(labels) !== value;
  const pattern = compilePattern(value);
  const expected = operator === "=~";
  return (labels) => pattern.test(actual(labels)) === expected;
}

/** Compiles matchers, all of which an alert must satisfy. */
export function compileMatchers(fields: MatcherFields, version: AlertmanagerVersion): LabelTest {
  const tests = listConditions(fields, version).map(testCondition);
  if (tests.length === 1) return tests[0]!;
  return (labels) => tests.every((test) => test(labels));
}
