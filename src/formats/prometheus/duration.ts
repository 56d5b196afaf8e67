const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const units = [31_536_000_000n, 604_800_000n, 86_400_000n, 3_600_000n, 60_000n, 1000n, 1n];

/** Go keeps durations as 64-bit nanoseconds: about 292 years. */
const longest = 2n ** 63n / 1_000_000n;

/**
 * Milliseconds of a duration as Prometheus and Alertmanager write it: `5m`, `1h30m`, `0`. Undefined when it is none;
 * `1.5h`, `5` and `-5m` are none.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = text === "" || text.length > 100 ? null : pattern.exec(text);
  if (match === null) return undefined;
  const total = units.reduce((sum, unit, index) => sum + unit * BigInt(match[index + 1] ?? 0), 0n);
  return total < longest ? Number(total) : undefined;
}
