import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define } from "../definition/definition.js";
import {
  either,
  list,
  listOr,
  number,
  type OptionTable,
  object,
  required,
  string,
  text,
} from "../definition/option-table.js";

export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

export type MonthName =
  | ("january" | "february" | "march" | "april" | "may" | "june")
  | ("july" | "august" | "september" | "october" | "november" | "december");

/** A day of the week, or all from one to another: `"monday:friday"`, `"friday:sunday"`. */
export type Weekdays = Weekday | `${Weekday}:${Weekday}`;

/** A time of day: `"08:30"`. A day ends at `"24:00"`. */
export type TimeOfDay = `${number}:${number}`;

/** A number, or all from one to another: `"2026:2028"`. */
export type Numbers = number | `${number}` | `${number}:${number}`;

/** A moment is within the period if it is within each field that is set. */
export interface Period {
  /** Times of day, without the last minute: until `"17:00"` is until 16:59. */
  readonly times?: readonly { readonly from: TimeOfDay; readonly to: TimeOfDay }[];
  readonly weekdays?: readonly Weekdays[];
  /** Negative days count from the end of the month: `-1` is the last. */
  readonly daysOfMonth?: readonly Numbers[];
  readonly months?: readonly (MonthName | `${MonthName}:${MonthName}` | Numbers)[];
  readonly years?: readonly Numbers[];
  /**
   * The time zone of its days and times: `"Europe/Berlin"`. Daylight saving time is followed.
   *
   * @default "UTC"
   */
  readonly timeZone?: string;
}

/** The hours of a working week. */
export interface BusinessHours {
  /** @default ["monday:friday"] */
  readonly days?: readonly Weekdays[];
  readonly from: TimeOfDay;
  /** The end. One before `from` is on the next day. */
  readonly to: TimeOfDay;
  /** The time zone: `"Europe/Berlin"`. Daylight saving time is followed. */
  readonly timeZone: string;
}

/** Times at which a route notifies, or does not. */
export interface TimeInterval extends Definition {
  readonly kind: "timeInterval";
  readonly name: string;
  /** A moment is within the interval if it is within one of them. */
  readonly periods: readonly Period[];
}

const numbers = list(either('a number or a range such as "1:15"', number, string));

const periodOptions = {
  times: list(object({ from: required(string), to: required(string) })),
  weekdays: list(string),
  daysOfMonth: numbers,
  months: list(either('a month or a range such as "may:august"', number, string)),
  years: numbers,
  timeZone: text,
} as const satisfies OptionTable<Period>;

const businessHoursOptions = {
  days: list(string),
  from: required(string),
  to: required(string),
  timeZone: required(text),
} as const satisfies OptionTable<BusinessHours>;

/**
 * Defines a time interval: one period, or several of which any counts.
 *
 * @example
 * const yearEnd = timeInterval("year-end", { months: ["december"], daysOfMonth: ["24:31"], timeZone: "Europe/Berlin" });
 */
export function timeInterval(name: string, periods: Period | readonly Period[]): TimeInterval {
  const origin = checkArguments("timeInterval(…)", [
    ["name", name, required(string)],
    ["periods", periods, required(listOr(object(periodOptions), object(periodOptions)))],
  ]);
  const all = ([periods] as readonly (Period | readonly Period[])[]).flat() as readonly Period[];
  return define({ kind: "timeInterval" as const, name, periods: all }, origin);
}

/**
 * Defines the hours in which people work. A shift may end on the next day.
 *
 * @example
 * const office = businessHours("office", { from: "09:00", to: "17:00", timeZone: "Europe/Berlin" });
 *
 * @example
 * const nights = businessHours("nights", { days: ["friday:saturday"], from: "22:00", to: "06:00", timeZone: "UTC" });
 */
export function businessHours(name: string, hours: BusinessHours): TimeInterval {
  const origin = checkArguments("businessHours(…)", [
    ["name", name, required(string)],
    ["hours", hours, required(object(businessHoursOptions))],
  ]);
  const { days = ["monday:friday"], from, to, timeZone } = hours;
  const periods: readonly Period[] =
    from <= to
      ? [{ weekdays: days, times: [{ from, to }], timeZone }]
      : [
          { weekdays: days, times: [{ from, to: "24:00" }], timeZone },
          ...(to === "00:00"
            ? []
            : [{ weekdays: days.map(dayAfter), times: [{ from: "00:00" as const, to }], timeZone }]),
        ];
  return define({ kind: "timeInterval" as const, name, periods }, origin);
}

export const weekdayNames: readonly Weekday[] = [
  ...(["sunday", "monday", "tuesday", "wednesday"] as const),
  ...(["thursday", "friday", "saturday"] as const),
];

/** The same days, one later. A word that is no day stays, and is reported. */
function dayAfter(days: Weekdays): Weekdays {
  const later = days.split(":").map((day) => {
    const index = weekdayNames.indexOf(day as Weekday);
    return index === -1 ? day : weekdayNames[(index + 1) % weekdayNames.length]!;
  });
  return later.join(":") as Weekdays;
}
