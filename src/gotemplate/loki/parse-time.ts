import { dayNames, monthNames } from "../prometheus/calendar.js";
import { layoutElements } from "../prometheus/time-layout.js";

/** The fields of a time that is being parsed. */
interface TimeFields {
  year: number;
  month: number;
  day: number;
  yearDay: number | undefined;
  hour: number;
  minute: number;
  second: number;
  nanosecond: bigint;
  isAfternoon: boolean | undefined;
  /** Seconds east of UTC, if the text has a zone. */
  offset: number | undefined;
}

/** Offset of a time zone at a time in milliseconds, in seconds east of UTC. */
export type ZoneOffset = (time: number) => number;

/**
 * Go's `time.ParseInLocation`: nanoseconds since 1970, or undefined if the text does not have the layout.
 *
 * ```ts
 * parseTime("2006-01-02", "2021-11-02", () => 0); // 1635811200000000000n
 * ```
 */
export function parseTime(layout: string, text: string, zoneOffset: ZoneOffset): bigint | undefined {
  const fields: TimeFields = {
    year: 0,
    month: 1,
    day: 1,
    yearDay: undefined,
    hour: 0,
    minute: 0,
    second: 0,
    nanosecond: 0n,
    isAfternoon: undefined,
    offset: undefined,
  };
  let rest: string | undefined = text;
  let from = 0;
  for (const match of layout.matchAll(layoutElements)) {
    rest = skipLiteral(rest, layout.slice(from, match.index));
    from = match.index + match[0].length;
    rest = rest && readElement(fields, match[0], rest, layout.slice(from));
    if (rest === undefined) return undefined;
  }
  rest = skipLiteral(rest, layout.slice(from));
  return rest === "" ? toNanoseconds(fields, zoneOffset) : undefined;
}

/** Spaces match any number of them. */
function skipLiteral(text: string, literal: string): string | undefined {
  let rest = text;
  for (let at = 0; at < literal.length; at++) {
    if (literal[at] === " ") {
      if (rest !== "" && rest[0] !== " ") return undefined;
      rest = rest.replace(/^ +/, "");
      while (literal[at + 1] === " ") at++;
    } else if (rest[0] === literal[at]) rest = rest.slice(1);
    else return undefined;
  }
  return rest;
}

type ReadField = (fields: TimeFields, found: string) => void;

const setters: Readonly<Record<string, readonly [pattern: RegExp, set: ReadField]>> = {
  "2006": [/^[0-9]{4}/, (fields, found) => (fields.year = Number(found))],
  "01": [/^[0-9]{2}/, (fields, found) => (fields.month = Number(found))],
  "1": [/^[0-9]{1,2}/, (fields, found) => (fields.month = Number(found))],
  January: namePattern(monthNames, monthNames.length, (fields, index) => (fields.month = index + 1)),
  Jan: namePattern(monthNames, 3, (fields, index) => (fields.month = index + 1)),
  Monday: namePattern(dayNames, monthNames.length, () => undefined),
  Mon: namePattern(dayNames, 3, () => undefined),
  "02": [/^[0-9]{2}/, (fields, found) => (fields.day = Number(found))],
  _2: [/^ ?[0-9]{1,2}/, (fields, found) => (fields.day = Number(found))],
  "2": [/^[0-9]{1,2}/, (fields, found) => (fields.day = Number(found))],
  "002": [/^[0-9]{3}/, (fields, found) => (fields.yearDay = Number(found))],
  __2: [/^ {0,2}[0-9]{1,3}/, (fields, found) => (fields.yearDay = Number(found))],
  "15": [/^[0-9]{1,2}/, (fields, found) => (fields.hour = Number(found))],
  "03": [/^[0-9]{2}/, (fields, found) => (fields.hour = Number(found))],
  "3": [/^[0-9]{1,2}/, (fields, found) => (fields.hour = Number(found))],
  "04": [/^[0-9]{2}/, (fields, found) => (fields.minute = Number(found))],
  "4": [/^[0-9]{1,2}/, (fields, found) => (fields.minute = Number(found))],
  "06": [/^[0-9]{2}/, (fields, found) => (fields.year = Number(found) + (Number(found) >= 69 ? 1900 : 2000))],
  PM: [/^[AP]M/, (fields, found) => (fields.isAfternoon = found === "PM")],
  pm: [/^[ap]m/, (fields, found) => (fields.isAfternoon = found === "pm")],
  MST: [/^(?:UTC|[A-Z]{3,5})/, (fields, found) => (fields.offset = found === "UTC" ? 0 : fields.offset)],
};

function namePattern(
  names: readonly string[],
  length: number,
  set: (fields: TimeFields, index: number) => void,
): readonly [RegExp, ReadField] {
  const written = names.map((name) => name.slice(0, length));
  return [
    new RegExp(`^(?:${written.join("|")})`, "i"),
    (fields, found) =>
      set(
        fields,
        written.findIndex((name) => name.toLowerCase() === found.toLowerCase()),
      ),
  ];
}

/** Reads the text of an element. Returns the text behind it, or undefined if it does not fit. */
function readElement(fields: TimeFields, element: string, text: string, layoutBehind: string): string | undefined {
  if (element === "05" || element === "5") return readSeconds(fields, element, text, layoutBehind);
  if (/^[.,]/.test(element)) return readFraction(fields, element, text);
  if (/^[-Z]/.test(element)) return readOffset(fields, element, text);
  const [pattern, set] = setters[element]!;
  const found = pattern.exec(text)?.[0];
  if (found === undefined) return undefined;
  set(fields, found);
  return text.slice(found.length);
}

/** A fraction may follow the seconds, even if the layout has none. */
function readSeconds(fields: TimeFields, element: string, text: string, layoutBehind: string): string | undefined {
  const found = (element === "05" ? /^[0-9]{2}/ : /^[0-9]{1,2}/).exec(text)?.[0];
  if (found === undefined) return undefined;
  fields.second = Number(found);
  const rest = text.slice(found.length);
  const hasFraction = /^[.,](?:0+|9+)(?![0-9])/.test(layoutBehind);
  return hasFraction ? rest : readFraction(fields, ".9", rest);
}

function readFraction(fields: TimeFields, element: string, text: string): string | undefined {
  const isFixed = element[1] === "0";
  const found = (isFixed ? new RegExp(`^[.,][0-9]{${element.length - 1}}`) : /^[.,][0-9]+/).exec(text)?.[0];
  if (found === undefined) return isFixed ? undefined : text;
  fields.nanosecond = BigInt(found.slice(1, 10).padEnd(9, "0"));
  return text.slice(found.length);
}

function readOffset(fields: TimeFields, element: string, text: string): string | undefined {
  if (element.startsWith("Z") && text.startsWith("Z")) {
    fields.offset = 0;
    return text.slice(1);
  }
  const separator = element.includes(":") ? ":" : "";
  const groups = element.replace(/[^0-9]/g, "").length / 2;
  const pattern = new RegExp(`^([-+])([0-9]{2})${`${separator}([0-9]{2})`.repeat(groups - 1)}`);
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [found, sign, hours = "0", minutes = "0", seconds = "0"] = match;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  fields.offset = sign === "-" ? -size : size;
  return text.slice(found.length);
}

function toNanoseconds(fields: TimeFields, zoneOffset: ZoneOffset): bigint | undefined {
  const { year, month, yearDay, minute, second, nanosecond, isAfternoon, offset } = fields;
  const hour = isAfternoon === undefined ? fields.hour : (fields.hour % 12) + (isAfternoon ? 12 : 0);
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const day = yearDay ?? fields.day;
  const daysInMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (day < 1 || (yearDay === undefined && day > daysInMonth) || day > 366) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, yearDay === undefined ? month - 1 : 0, day);
  date.setUTCHours(hour, minute, second);
  const local = date.getTime();
  const shift = offset ?? zoneOffset(local - 1000 * zoneOffset(local));
  return (BigInt(local) - BigInt(shift) * 1000n) * 1_000_000n + nanosecond;
}
