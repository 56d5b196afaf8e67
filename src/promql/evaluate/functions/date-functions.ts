import { noMetric } from "../labels/metric.js";
import { type CalendarDate, calendarDate } from "../numeric/calendar.js";
import { timeAt } from "../query/grid.js";
import { emptyColumn } from "../vector/value.js";
import { mapFloats, scalarToVector, type VectorCall, type VectorFunction } from "./vector-call.js";

const day = 86_400_000;

const parts: Readonly<Record<string, (at: CalendarDate) => number>> = {
  days_in_month: ({ date }) => lastOfMonth(date).getUTCDate(),
  day_of_month: ({ date }) => date.getUTCDate(),
  day_of_week: ({ date }) => date.getUTCDay(),
  day_of_year: ({ date }) => Math.floor((date.getTime() - startOfYear(date)) / day) + 1,
  hour: ({ date }) => date.getUTCHours(),
  minute: ({ date }) => date.getUTCMinutes(),
  month: ({ date }) => date.getUTCMonth() + 1,
  year: ({ year }) => year,
};

// Date.UTC() maps years below 100 to the twentieth century.

function startOfYear(date: Date): number {
  const start = new Date(date);
  start.setUTCMonth(0, 1);
  return start.setUTCHours(0, 0, 0, 0);
}

function lastOfMonth(date: Date): Date {
  const last = new Date(date);
  last.setUTCMonth(date.getUTCMonth() + 1, 0);
  return last;
}

/** Evaluates a part of the date of each value in seconds, or of the evaluation time without an argument. */
function evaluatePart(call: VectorCall, part: (at: CalendarDate) => number): ReturnType<VectorFunction> {
  const ofSeconds = (seconds: number): number => part(calendarDate(seconds));
  if (call.values.length > 0) return mapFloats(call, ofSeconds);
  const { grid } = call;
  const values = Float64Array.from({ length: grid.count }, (_, step) => ofSeconds(timeAt(grid, step) / 1000));
  return scalarToVector(values, emptyColumn(noMetric, false, grid.count));
}

export const dateFunctions: readonly (readonly [string, VectorFunction])[] = Object.entries(parts).map(
  ([name, part]) => [name, (call) => evaluatePart(call, part)],
);
