type Unit = "ms" | "s" | "m" | "h" | "d" | "w" | "y";

/** A duration as Prometheus writes it: `"30s"`, `"5m"`, `"1h30m"`. `"5min"` and `"1.5h"` do not compile. */
export type Duration =
  | `${bigint}${Unit}`
  | `${bigint}${Unit}${bigint}${Unit}`
  | `${bigint}${Unit}${bigint}${Unit}${bigint}${Unit}`;

const milliseconds: Readonly<Record<Unit, number>> = {
  y: 365 * 86_400_000,
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** The milliseconds of a duration; undefined if Prometheus does not accept it. */
export function durationMs(text: string): number | undefined {
  if (text === "0") return 0;
  const match = text.length > 0 && text.length < 100 ? pattern.exec(text) : null;
  if (!match) return undefined;
  const units = ["y", "w", "d", "h", "m", "s", "ms"] as const;
  return units.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * milliseconds[unit], 0);
}

/** Formats milliseconds as the shortest duration, in the units that Prometheus uses. */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0s";
  let rest = ms;
  let text = "";
  for (const unit of ["y", "w", "d", "h", "m", "s", "ms"] as const) {
    const whole = Math.floor(rest / milliseconds[unit]);
    const isExactOnly = unit === "y" || unit === "w";
    if (whole === 0 || (isExactOnly && rest % milliseconds[unit] !== 0)) continue;
    text += `${whole}${unit}`;
    rest -= whole * milliseconds[unit];
  }
  return text;
}
