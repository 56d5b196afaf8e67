import { nearest } from "../../diagnostics/nearest.js";
import { isCustomUnit, unitIds } from "../../formats/grafana/units.js";
import type { Check } from "../check.js";

/** A unit that is not Grafana's, and looks like one. */
export const unknownUnit: Check = {
  id: "dashboard/unknown-unit",
  on: "panel",
  *run({ panel, settings: { unit, overrides } }) {
    const ofOverrides = overrides.flatMap(({ properties }) => properties.filter(({ id }) => id === "unit"));
    for (const { value, path } of [...(unit ? [unit] : []), ...ofOverrides]) {
      const meant = typeof value === "string" ? likelyUnit(value) : undefined;
      if (meant === undefined) continue;
      yield {
        summary: `Grafana has no unit "${value}": it prints the word behind the number`,
        details: "Values are not scaled: 0.00012 stays 0.00012, and 1234567 stays 1234567.",
        fix: `write "${meant}"; or "suffix:${value}", if the word is meant`,
        at: panel.locate(path),
      };
    }
  },
};

/** Words and signs that people write for a unit. */
const words: Readonly<Record<string, string>> = {
  ...entries("s", "sec secs second seconds"),
  ...entries("ms", "msec millis millisecond milliseconds"),
  ...entries("µs", "us μs usec micros microsecond microseconds"),
  ...entries("ns", "nsec nanos nanosecond nanoseconds"),
  ...entries("m", "min mins minute minutes"),
  ...entries("h", "hour hours"),
  ...entries("d", "day days"),
  ...entries("percent", "% pct percentage percents"),
  ...entries("percentunit", "ratio fraction percent(0-1) percentunits"),
  ...entries("bytes", "byte b iecbytes binbytes"),
  ...entries("decbytes", "sibytes"),
  ...entries("mbytes", "mib mb megabytes mebibytes"),
  ...entries("gbytes", "gib gb gigabytes gibibytes"),
  ...entries("kbytes", "kib kb kilobytes kibibytes"),
  ...entries("Bps", "b/s byte/s bytes/s bytes/sec bytesps"),
  ...entries("reqps", "req/s reqs/s requests/s requests/sec requestsps"),
  ...entries("ops", "ops/s op/s operations/s"),
  ...entries("short", "number count integer int float"),
};

function entries(id: string, written: string): Readonly<Record<string, string>> {
  return Object.fromEntries(written.split(" ").map((word) => [word, id]));
}

/** Shorter ids are close to too many words. */
const shortestTypo = 5;

/** The unit that an unknown one stands for; undefined for known ones, and for texts of the user's own. */
function likelyUnit(unit: string): string | undefined {
  if (unitIds.has(unit) || isCustomUnit(unit) || unit.includes("$")) return undefined;
  const lower = unit.toLowerCase();
  if (Object.hasOwn(words, lower)) return words[lower];
  const sameLetters = [...unitIds].find((id) => id.toLowerCase() === lower);
  if (sameLetters !== undefined || unit.length < shortestTypo) return sameLetters;
  const begin = unit.slice(0, 2);
  const alike = [...unitIds].filter(
    (id) => id.startsWith(begin) && Math.abs(id.length - unit.length) <= 1 && isPerSecond(id) === isPerSecond(unit),
  );
  return nearest(unit, alike);
}

function isPerSecond(unit: string): boolean {
  return unit.endsWith("ps") || unit.endsWith("/s");
}
