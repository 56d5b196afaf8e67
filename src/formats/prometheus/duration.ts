const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const units = [31_536_000_000n, 604_800_000n, 86_400_000n, 3_600_000n, 60_000n, 1000n, 1n];

/** Go durations are int64 nanoseconds, about 292 years. In milliseconds. */
const maxDuration = 2n ** 63n / 1_000_000n;

/**
 * Parses a duration in the format of Prometheus and Alertmanager, such as `5m`, `1h30m` or `0`, to milliseconds.
 * Undefined if it is invalid, such as `1.5h`, `5` or `-5m`.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = text === "" || text.length > 100 ? null : pattern.exec(text);
  if (match === null) return undefined;
  const total = units.reduce((sum, unit, index) => sum + unit * BigInt(match[index + 1] ?? 0), 0n);
  return total < maxDuration ? Number(total) : undefined;
}
