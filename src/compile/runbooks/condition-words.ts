import { resolve } from "../../model/definition/per-environment.js";
import { type Comparison, type Condition, isCondition, type Query } from "../../model/expression/query.js";

const comparisons: Readonly<Record<Comparison, string>> = {
  ">": "above",
  ">=": "at least",
  "<": "below",
  "<=": "at most",
  "==": "exactly",
  "!=": "other than",
};

/** Describes a condition: `Errors above 5 %`. Empty if only its expression says what it is. */
export function describeCondition(when: Condition | Query, environment: string): string {
  if (!isCondition(when)) return "";
  const { compared, traits } = when;
  const outage = traits.outageOf.length === 0 ? "" : `${traits.outageOf.map(({ name }) => name).join(" or ")} is down`;
  if (!compared) return outage;
  const limit = resolve(compared.limit, environment);
  if (limit === undefined) return "";
  const { quantity } = compared.query;
  const subject = quantity?.title ?? "The value of the expression";
  const minimum = compared.whenBusy === undefined ? undefined : resolve(compared.whenBusy, environment);
  const guard =
    minimum !== undefined
      ? `, while there are at least ${minimum} events per second`
      : traits.isGuarded
        ? ", while the rest of the expression holds"
        : "";
  return `${subject} ${comparisons[compared.comparison]} ${formatLimit(limit, quantity?.unit ?? "short")}${guard}${outage && `; or ${outage}`}`;
}

/** Units with a sign of their own. Others follow the number as Grafana calls them. */
const signs: Readonly<Record<string, string>> = {
  short: "",
  none: "",
  s: " s",
  ms: " ms",
  percent: " %",
  bytes: " bytes",
  reqps: " requests per second",
  ops: " per second",
  opm: " per minute",
  "suffix:/h": " per hour",
  cps: " per second",
  rowsps: " rows per second",
};

function formatLimit(limit: number, unit: string): string {
  if (unit === "percentunit") return `${round(limit * 100)} %`;
  return `${limit}${signs[unit] ?? ` ${unit}`}`;
}

/** Removes what binary fractions add: 0.07 × 100 is 7.000000000000001. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
