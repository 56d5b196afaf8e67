import type { YamlNode } from "../../../yaml/index.js";
import { type Fields, getList, getText, type ShapeReader } from "../shapes/shape-reader.js";

type MemberParser = (text: string) => number | undefined;

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const integer: MemberParser = (text) => (/^[-+]?[0-9]+$/.test(text) ? Number(text) : undefined);
const weekday: MemberParser = (text) => (weekdays.includes(text) ? weekdays.indexOf(text) : undefined);
const month: MemberParser = (text) => (months.includes(text) ? months.indexOf(text) + 1 : integer(text));

type RangeProblem = (begin: number, end: number) => string | undefined;

/** Fields of a time interval with ranges: their members, and the check of their order. */
const rangeFields = {
  weekdays: [weekday, orderProblem],
  days_of_month: [integer, dayProblem],
  months: [month, orderProblem],
  years: [integer, orderProblem],
} as const satisfies Readonly<Record<string, readonly [MemberParser, RangeProblem]>>;

export type RangeField = keyof typeof rangeFields;

/** Checks the ranges of a named time interval. */
export function checkIntervals(reader: ShapeReader, named: Fields): void {
  for (const interval of getList(named, "time_intervals")) {
    for (const times of getList(interval, "times")) checkTimes(reader, times);
    for (const field of Object.keys(rangeFields) as RangeField[]) checkRanges(reader, interval, field);
    checkLocation(reader, interval);
  }
}

function checkTimes({ decoder }: ShapeReader, times: Fields): void {
  const [start, end] = [getText(times, "start_time"), getText(times, "end_time")];
  const problem = timesProblem(start, end);
  if (problem !== undefined) decoder.report("alertmanager/time-interval", times.node, problem);
}

/** The problem with a range of times, such as 08:30 to 17:00. `names` are the fields of its start and its end. */
export function timesProblem(
  start: string,
  end: string,
  names: readonly [string, string] = ["start_time", "end_time"],
): string | undefined {
  const [startName, endName] = names;
  if (start === "" || end === "") return `times needs both ${startName} and ${endName}`;
  const wrong = [start, end].find((time) => !/^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/.test(time));
  if (wrong !== undefined) return `"${wrong}" is not a time of day, such as 08:30`;
  return start >= end ? `${startName} must be before ${endName}; split a range that crosses midnight` : undefined;
}

function checkRanges({ decoder }: ShapeReader, interval: Fields, field: RangeField): void {
  const entry = interval.entries.get(field);
  if (entry === undefined) return;
  for (const node of decoder.readValidList(entry.value)) {
    const text = decoder.readValidText(node) ?? "";
    const problem = rangeProblem(field, text);
    if (problem !== undefined) decoder.report("alertmanager/time-interval", node, `${field}: ${problem}`);
  }
}

/** The problem with a range such as `monday:friday`. */
export function rangeProblem(field: RangeField, written: string): string | undefined {
  const text = written.toLowerCase();
  const [member, problemOf] = rangeFields[field];
  const [begin, end = begin, ...rest] = text.split(":").map(member);
  const isRange =
    begin !== undefined &&
    end !== undefined &&
    rest.length === 0 &&
    text.split(":").every((part) => member(part) !== undefined);
  const problem = isRange ? problemOf(begin, end) : "is not a range; write first:last or a single value";
  return problem && `"${text}" ${problem}`;
}

function orderProblem(begin: number, end: number): string | undefined {
  return begin > end ? "ends before it starts" : undefined;
}

/** Negative days count from the end of the month. Their order is checked as in February, with 28 days. */
function dayProblem(begin: number, end: number): string | undefined {
  if ([begin, end].some((day) => day === 0 || day < -31 || day > 31)) return "is out of range: 1 to 31, or -31 to -1";
  if (begin < 0 && end > 0) return "starts with a negative day, so it must end with one";
  return orderProblem(begin < 0 ? 28 + begin : begin, end < 0 ? 28 + end : end);
}

function checkLocation({ decoder }: ShapeReader, interval: Fields): void {
  const location = getText(interval, "location");
  if (location === "" || isTimeZone(location)) return;
  const node: YamlNode = interval.entries.get("location")!.value;
  decoder.report("alertmanager/time-interval", node, `unknown time zone "${location}"`, {
    fix: "use a name of the IANA time zone database, such as Europe/Berlin",
  });
}

function isTimeZone(name: string): boolean {
  if (name === "UTC" || name === "Local") return true;
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false;
  try {
    const canonical = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return canonical === name || canonical.toLowerCase() !== name.toLowerCase();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}
