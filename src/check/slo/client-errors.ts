import { compileMatcher, panelDialect, parse, selectors, type VectorSelector } from "../../promql/index.js";
import type { Check } from "../check.js";

/** Labels that hold a status code of HTTP. */
const statusLabel = /^(?:http_)?(?:response_)?(?:status|status_?code|code)$/;

/** An indicator whose failures are more than what the service does wrong: `good: { status: /2../ }`. */
export const clientErrors: Check = {
  id: "slo/client-errors",
  on: "slo",
  *run({ slo: { indicator }, part, locate }) {
    const { is } = indicator.part;
    const isFailure = (matches: boolean) => (is === "good" ? !matches : matches);
    for (const [label, matches] of statusMatchers(part)) {
      const fails = (status: string) => isFailure(matches(status));
      if (fails("200") || !fails("500")) continue;
      const counted = ["302", "404"]
        .filter(fails)
        .map((status) => (status === "302" ? "redirects (3xx)" : "mistakes of clients (4xx)"));
      if (counted.length === 0) continue;
      yield {
        summary: `${counted.join(" and ")} count as failures`,
        details: "A crawler or a mistyped address then uses up the error budget, and nobody can do anything about it.",
        fix:
          is === "good"
            ? `name the failures instead: failed: { ${label}: /5../ }`
            : `count only /5../ of ${label} as failed`,
        at: locate("indicator"),
      };
    }
  },
};

type Matches = (value: string) => boolean;

/** The labels with status codes in an expression with one selector, and what they are matched with. */
function statusMatchers(text: string): readonly (readonly [label: string, matches: Matches])[] {
  const { expr } = parse(text.replaceAll("$__window", "5m"), panelDialect({ major: 3, minor: 5 }));
  const found = expr ? selectors(expr) : [];
  if (found.length !== 1) return [];
  return found[0]!.matchers
    .filter(({ label }) => statusLabel.test(label))
    .map((matcher) => [matcher.label, (value) => isMatched(matcher, value)]);
}

function isMatched({ operator, value: pattern }: VectorSelector["matchers"][number], value: string): boolean {
  switch (operator) {
    case "=":
      return value === pattern;
    case "!=":
      return value !== pattern;
    case "=~":
      return compileMatcher(pattern).test(value);
    case "!~":
      return !compileMatcher(pattern).test(value);
  }
}
