import { type CalendarTime, dayNames, monthNames } from "./calendar.js";

/** The elements of a layout: parts of Go's reference time. */
export const layoutElements =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|2|__2|_2(?!006)|3|4|5|PM|pm|[-Z]07(?:0000|:00:00|00|:00)?|[.,](?:0+|9+)(?![0-9])/g;

/**
 * Go's `time.Format`.
 *
 * ```ts
 * formatTime(time, "Mon 2 Jan 15:04"); // "Thu 1 Jan 00:00"
 * ```
 */
export function formatTime(time: CalendarTime, layout: string): string {
  return layout.replace(layoutElements, (element) => formatElement(time, element));
}

function formatElement(time: CalendarTime, part: string): string {
  const month = monthNames[time.month - 1]!;
  const day = dayNames[time.weekday]!;
  const hour12 = time.hour % 12 === 0 ? 12 : time.hour % 12;
  switch (part) {
    case "January":
      return month;
    case "Jan":
      return month.slice(0, 3);
    case "1":
      return String(time.month);
    case "01":
      return digits(time.month, 2);
    case "Monday":
      return day;
    case "Mon":
      return day.slice(0, 3);
    case "2":
      return String(time.day);
    case "_2":
      return String(time.day).padStart(2);
    case "02":
      return digits(time.day, 2);
    case "__2":
      return String(time.yearDay).padStart(3);
    case "002":
      return digits(time.yearDay, 3);
    case "15":
      return digits(time.hour, 2);
    case "3":
      return String(hour12);
    case "03":
      return digits(hour12, 2);
    case "4":
      return String(time.minute);
    case "04":
      return digits(time.minute, 2);
    case "5":
      return String(time.second);
    case "05":
      return digits(time.second, 2);
    case "2006":
      return time.year < 0 ? `-${digits(-time.year, 4)}` : digits(time.year, 4);
    case "06":
      return digits(Math.abs(time.year % 100), 2);
    case "PM":
      return time.hour >= 12 ? "PM" : "AM";
    case "pm":
      return time.hour >= 12 ? "pm" : "am";
    case "MST":
      return "UTC";
    default:
      return part.startsWith("Z") ? "Z" : part.startsWith("-") ? zeroOffset(part) : fraction(time, part);
  }
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, "0");
}

function zeroOffset(part: string): string {
  return `+${part.slice(1).replace(/[0-9]/g, "0")}`;
}

/** Nines drop trailing zeros. */
function fraction({ nanosecond }: CalendarTime, part: string): string {
  const decimals = digits(nanosecond, 9)
    .slice(0, part.length - 1)
    .padEnd(part.length - 1, "0");
  if (part[1] === "0") return part[0]! + decimals;
  const shortened = decimals.replace(/0+$/, "");
  return shortened === "" ? "" : part[0]! + shortened;
}
