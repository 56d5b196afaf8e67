import { panelDialect, parse, selectors, type VectorSelector } from "../../promql/index.js";
import type { Check } from "../check.js";

/** Good or failed events that are no part of all events: their share can be above 1. */
export const foreignEvents: Check = {
  id: "slo/foreign-events",
  on: "slo",
  *run({ slo: { indicator }, total, part, locate }) {
    const [all, some] = [onlySelector(total), onlySelector(part)];
    if (!all || !some || all.name !== some.name) return;
    const missing = all.matchers.filter((one) => !some.matchers.some((other) => isSame(one, other)));
    const [first] = missing;
    if (!first) return;
    const shown = `${first.label}${first.operator}"${first.value}"`;
    yield {
      summary: `the ${indicator.part.is} ${indicator.events} are not all among the ${indicator.events} that are counted: those lack ${shown}`,
      details: "Their share can be larger than 1, and the error budget then grows or shrinks by what is not measured.",
      fix: `select both with ${shown}`,
      // Searching the source loads a parser, which an allowed finding does not need.
      get at() {
        return locate("indicator");
      },
    };
  },
};

/** The selector of an expression, if it has exactly one. */
function onlySelector(text: string): VectorSelector | undefined {
  const { expr } = parse(text.replaceAll("$__window", "5m"), panelDialect({ major: 3, minor: 5 }));
  const found = expr ? selectors(expr) : [];
  return found.length === 1 ? found[0] : undefined;
}

type Matcher = VectorSelector["matchers"][number];

function isSame(one: Matcher, other: Matcher): boolean {
  return one.label === other.label && one.operator === other.operator && one.value === other.value;
}
