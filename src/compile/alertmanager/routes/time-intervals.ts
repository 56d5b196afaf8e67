import { readAlertmanager, renderAlertmanager } from "../../../formats/alertmanager/index.js";
import type { NamedTimeInterval, TimeInterval as PeriodData } from "../../../formats/alertmanager/types.js";
import { type Period, type TimeInterval, type Weekday, weekdayNames } from "../../../model/alert/time-interval.js";
import { compileIntervals } from "../../../routing/time-intervals.js";
import type { CallPart } from "../../../source/locate-in-call.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import { sortBy } from "../../sort-by.js";
import { writtenAt } from "../written-at.js";

/** Compiles each time interval once, sorted by name. The prefix of its name tells whose it is. */
export function compileTimeIntervals(
  scope: Scope,
  intervals: readonly TimeInterval[],
  prefix: string,
): readonly NamedTimeInterval[] {
  const byName = new Map<string, TimeInterval>();
  for (const interval of intervals) {
    const first = byName.get(interval.name);
    if (first && first !== interval) reportDuplicate(scope, interval, first);
    else byName.set(interval.name, interval);
  }
  return sortBy(byName.values(), ({ name }) => name).map((interval) => {
    checkInterval(scope, interval);
    const data = { name: `${prefix}${interval.name}`, time_intervals: interval.periods.map(renderPeriod) };
    return writtenAt(data, scope, createSubject("time interval", interval.name, interval));
  });
}

function reportDuplicate(scope: Scope, interval: TimeInterval, first: TimeInterval): void {
  const span = first.origin.span;
  reportError(scope, "definition/bad-interval", createSubject("time interval", interval.name, interval), {
    summary: `two time intervals are named "${interval.name}"`,
    details: "Routes refer to a time interval by its name.",
    fix: "rename one of them, or use one interval in both routes",
    related: [{ message: "the first one", ...(span && { span }) }],
  });
}

/** Renders a period in Alertmanager's words. */
export function renderPeriod(period: Period): PeriodData {
  const { times, weekdays, daysOfMonth, months, years, timeZone } = period;
  return {
    ...(times && { times: times.map(({ from, to }) => ({ start_time: from, end_time: to })) }),
    ...(weekdays && { weekdays: weekdays.flatMap(renderWeekdays) }),
    ...(daysOfMonth && { days_of_month: daysOfMonth.map(String) }),
    ...(months && { months: months.map(String) }),
    ...(years && { years: years.map(String) }),
    ...(timeZone !== undefined && { location: timeZone }),
  };
}

/** Alertmanager's week starts on Sunday, and its ranges do not go beyond the week: `friday:sunday` becomes two. */
function renderWeekdays(range: string): readonly string[] {
  const [from, to] = range.split(":") as [Weekday, Weekday?];
  const [first, last] = [weekdayNames.indexOf(from), to === undefined ? -1 : weekdayNames.indexOf(to)];
  if (first === -1 || last === -1 || first <= last) return [range];
  const untilSaturday = from === "saturday" ? from : `${from}:saturday`;
  return [untilSaturday, to === "sunday" ? "sunday" : `sunday:${to}`];
}

/** Reports what Alertmanager would refuse, and an interval that no moment, or every moment, is in. */
function checkInterval(scope: Scope, interval: TimeInterval): void {
  const subject = createSubject("time interval", interval.name, interval);
  const report = (summary: string, details: string | undefined, fix: string | undefined, parts?: readonly CallPart[]) =>
    reportError(scope, "definition/bad-interval", subject, {
      summary,
      ...(details !== undefined && { details }),
      ...(fix !== undefined && { fix }),
      ...(parts && { parts }),
    });
  if (interval.periods.length === 0) {
    report(
      "no moment is in this time interval",
      "Its list of periods is empty.",
      "add a period, such as { weekdays: … }",
    );
  }
  for (const [index, period] of interval.periods.entries()) {
    const data = renderPeriod(period);
    const problems = (Object.keys(data) as (keyof PeriodData)[]).flatMap((field) =>
      refusals(scope, data, field).map((problem) => ({ ...problem, field })),
    );
    for (const { summary, fix, field } of problems) report(summary, undefined, fix, partsOf(field, index));
    if (problems.length > 0) continue;
    if (isEverything(period)) {
      report(
        "every moment is in this time interval",
        "None of its fields is set.",
        "set times, weekdays or another field",
      );
    } else if (!hasDay(data)) {
      const details = "No day has all of its weekdays, days, months and years.";
      report("no moment is in this period", details, "correct its days", partsOf("days_of_month", index));
    }
  }
}

/** What Alertmanager finds wrong with a field. */
function refusals(scope: Scope, data: PeriodData, field: keyof PeriodData) {
  const interval = { name: "interval", time_intervals: [{ [field]: data[field] }] };
  const config = { route: { receiver: "nobody" }, receivers: [{ name: "nobody" }], time_intervals: [interval] };
  const { diagnostics } = readAlertmanager(renderAlertmanager(config), {
    file: "alertmanager.yml",
    version: scope.versions.alertmanager,
  });
  return diagnostics.filter(({ severity }) => severity === "error");
}

function isEverything({ timeZone: _, ...fields }: Period): boolean {
  return Object.values(fields).every((field) => field === undefined);
}

const day = 86_400_000;

/** True if some day of the years that it names, or of four years, is in a period. */
function hasDay({ times, location: _, ...days }: PeriodData): boolean {
  if (times?.length === 0) return false;
  const test = compileIntervals({ time_intervals: [{ name: "days", time_intervals: [days] }] }).get("days")!;
  const years = days.years ?? ["2025:2028"];
  return years.some((range) => {
    const [first, last = first] = range.split(":").map(Number) as [number, number?];
    // The calendar repeats after 28 years.
    const end = Date.UTC(Math.min(last, first + 28) + 1, 0, 1);
    for (let time = Date.UTC(first, 0, 1); time < end; time += day) if (test(time)) return true;
    return false;
  });
}

/** The options that a field is written as, by either of the functions that define intervals. */
const optionsOf: Readonly<Record<keyof PeriodData, readonly string[]>> = {
  times: ["times", "from"],
  weekdays: ["weekdays", "days"],
  days_of_month: ["daysOfMonth"],
  months: ["months"],
  years: ["years"],
  location: ["timeZone"],
};

function partsOf(field: keyof PeriodData, index: number): readonly CallPart[] {
  return optionsOf[field].flatMap((option) => [
    { argument: 1, path: [String(index), option] },
    { argument: 1, path: [option] },
  ]);
}
