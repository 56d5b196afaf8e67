import type { Bound, Comparison } from "../../model/expression/query.js";
import type { Check } from "../check.js";

/** The severities that wake someone. */
const pagingSeverities = new Set(["critical", "page"]);

/** A page on a ratio or a quantile, however few events it is computed from. */
export const fewEvents: Check = {
  id: "alert/few-events",
  on: "rule",
  of: "alert",
  *run({ data, condition, locate }) {
    const severity = "alert" in data ? data.labels?.severity : undefined;
    if (severity === undefined || !pagingSeverities.has(severity) || !condition) return;
    const { compared, traits } = condition;
    if (!compared?.query.traffic || traits.isGuarded) return;
    yield {
      summary: "a handful of events can fire it",
      details: "Of five requests at night, a single one that fails is 20 %: it wakes someone for nothing.",
      fix: `demand some traffic: ${guarded(compared)}`,
      at: locate("expr"),
    };
  },
};

const methods: Readonly<Record<Comparison, string>> = {
  ">": "above",
  ">=": "atLeast",
  "<": "below",
  "<=": "atMost",
  "==": "equals",
  "!=": "differsFrom",
};

function guarded({ comparison, limit }: Bound): string {
  return `.${methods[comparison]}(${typeof limit === "number" ? limit : "…"}, { whenBusy: 0.1 })`;
}
