import { type UnitQuantity, unitQuantity, unitsOf } from "../../formats/grafana/units.js";
import { isQuantity, isSameScale, type Measure, type Quantity } from "../../promql/values/quantity.js";
import type { AnalyzedQuery, Check, Finding } from "../check.js";
import { unitOfTarget } from "../panel/unit-of-target.js";

/** A unit that does not fit the values of an expression. */
export const wrongUnit: Check = {
  id: "dashboard/wrong-unit",
  on: "panel",
  *run({ panel, settings }) {
    const reported = new Set<string>();
    for (const target of settings.targets) {
      const { query } = target;
      const unit = query && !target.isHidden ? unitOfTarget(target, settings) : undefined;
      const shown = unit && unitQuantity(unit.value);
      if (!query || !unit || !shown || reported.has(unit.path.join("."))) continue;
      const quantity = query.quantityOf(query.expr);
      const mismatch = isQuantity(quantity) ? compare(quantity, shown) : undefined;
      if (!isQuantity(quantity) || !mismatch) continue;
      reported.add(unit.path.join("."));
      yield { ...findingFor(mismatch, quantity, unit.value, query), at: panel.locate(unit.path) };
    }
  },
};

/** `rate`: only the "per second" is missing or too much. */
type Mismatch = "scale" | "rate" | "measure";

function compare(quantity: Quantity, unit: UnitQuantity): Mismatch | undefined {
  const { measure, perSecond, scale } = quantity;
  // CPU seconds per second are a share of the time, and are shown as one.
  if (measure === "time" && perSecond && unit.measure === "ratio")
    return isSameScale(scale, unit.scale) ? undefined : "scale";
  if (measure === "flag" || measure === "other") return undefined;
  if (measure === unit.measure) {
    if (perSecond !== unit.perSecond) return isEventsPerMinute(quantity, unit) ? undefined : "rate";
    return isSameScale(scale, unit.scale) ? undefined : "scale";
  }
  // A plain count may be of anything, where only its name says that it is one.
  if (measure === "count" && !quantity.isDeclared && unit.measure !== "ratio") return undefined;
  return "measure";
}

/** `increase(…[1m])` is an amount per minute. */
function isEventsPerMinute({ measure, perSecond }: Quantity, unit: UnitQuantity): boolean {
  return measure === "count" && !perSecond && !isSameScale(unit.scale, 1);
}

function findingFor(mismatch: Mismatch, quantity: Quantity, unit: string, query: AnalyzedQuery): Omit<Finding, "at"> {
  const is = describe(quantity);
  const severity = !quantity.isDeclared || mismatch === "rate" ? { severity: "info" as const } : {};
  const text = query.text.replace(/\s+/g, " ");
  const of = text.length <= 60 ? `\`${text}\`` : "the expression";
  return {
    ...severity,
    summary: `${of} is in ${is}, and shown as "${unit}"`,
    details: consequence(mismatch, quantity, unit),
    fix: fixFor(quantity, unit),
  };
}

const names: Readonly<Record<Measure, string>> = {
  time: "seconds",
  data: "bytes",
  ratio: "a ratio from 0 to 1",
  count: "a count",
  flag: "0 or 1",
  timestamp: "seconds since 1970",
  other: "a unit of its own",
};

const scaledNames: readonly (readonly [Measure, number, string])[] = [
  ["time", 1e-3, "milliseconds"],
  ["time", 1e-6, "microseconds"],
  ["time", 1e-9, "nanoseconds"],
  ["time", 60, "minutes"],
  ["time", 3600, "hours"],
  ["time", 86_400, "days"],
  ["ratio", 0.01, "percent"],
  ["data", 1 / 8, "bits"],
  ["data", 1e3, "kilobytes"],
  ["data", 1e6, "megabytes"],
  ["data", 1e9, "gigabytes"],
  ["timestamp", 1e-3, "milliseconds since 1970"],
];

function describe({ measure, perSecond, scale }: Quantity): string {
  const scaled = scaledNames.find(([of, factor]) => of === measure && isSameScale(factor, scale));
  const name = scaled?.[2] ?? (isSameScale(scale, 1) ? names[measure] : `${names[measure]} × ${round(1 / scale)}`);
  if (measure === "count") return perSecond ? "events per second" : "events";
  return perSecond ? `${name} per second` : name;
}

function consequence(mismatch: Mismatch, { scale }: Quantity, unit: string): string {
  if (mismatch === "rate") return "The reader takes an amount for a speed, or a speed for an amount.";
  if (mismatch === "measure") return "The number on the screen means something else than its unit says.";
  const factor = scale / unitQuantity(unit)!.scale;
  return factor > 1
    ? `The number shown is ${round(factor)} times too small.`
    : `The number shown is ${round(1 / factor)} times too large.`;
}

function round(factor: number): string {
  return String(Number(factor.toPrecision(2)));
}

/** The unit that fits the expression; or what makes the expression fit. */
function fixFor(quantity: Quantity, unit: string): string {
  const { measure, perSecond, scale } = quantity;
  if (measure === "timestamp")
    return `multiply by 1000 for a date; or subtract it from time(), and show the age in "s"`;
  if (measure === "time" && perSecond)
    return 'write "percentunit" for a share of the time, or "short" for a number of cores';
  const fitting =
    measure === "flag" || measure === "other"
      ? []
      : unitsOf({ measure, perSecond }).filter(([, one]) => isSameScale(one.scale, scale));
  // Keeps the choice between powers of 1000 and of 1024.
  const isDecimal = /^dec|ps$|bits$|Bs$/.test(unit) && !unit.startsWith("bin");
  const [id] = fitting.find(([other]) => other.startsWith("dec") === (isDecimal && !perSecond)) ?? fitting[0] ?? [];
  if (id !== undefined) return `write "${measure === "count" && perSecond ? "ops" : id}"`;
  if (measure === "count" && !perSecond) return 'write "short", or take the rate() of the counter';
  return "convert the expression to base units: seconds, bytes, a ratio from 0 to 1";
}
