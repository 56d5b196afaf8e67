const seconds = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const date = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,30}))?(Z|[+-]\d\d:\d\d)$/;

/** The end of the year 9999. */
const maxTime = Date.UTC(10_000, 0);

/** Parses a Unix timestamp in seconds or an RFC 3339 time to milliseconds since 1970. Undefined if it is invalid. */
export function parseStartTimestamp(text: string): number | undefined {
  if (seconds.test(text)) {
    const milliseconds = Math.trunc(Number(text) * 1000);
    return Math.abs(milliseconds) < maxTime ? milliseconds : undefined;
  }
  const match = date.exec(text);
  if (match === null) return undefined;
  const [, day, time, fraction = "", zone] = match;
  const parsed = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${zone}`);
  // Date.parse turns the 31st of April into the 1st of May.
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  return Number.isNaN(parsed) || !isDay ? undefined : parsed;
}
