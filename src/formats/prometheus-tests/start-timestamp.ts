const seconds = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const date = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,30}))?(Z|[+-]\d\d:\d\d)$/;

/** As far as times are taken: the years up to 9999. */
const latest = Date.UTC(10_000, 0);

/** Milliseconds since 1970 of a time as promtool takes it: seconds since then, or RFC 3339. Undefined when it is none. */
export function parseStartTimestamp(text: string): number | undefined {
  if (seconds.test(text)) {
    const milliseconds = Math.trunc(Number(text) * 1000);
    return Math.abs(milliseconds) < latest ? milliseconds : undefined;
  }
  const match = date.exec(text);
  if (match === null) return undefined;
  const [, day, time, fraction = "", zone] = match;
  const parsed = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${zone}`);
  // The 31st of April would be the 1st of May otherwise.
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  return Number.isNaN(parsed) || !isDay ? undefined : parsed;
}
