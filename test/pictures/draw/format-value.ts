/** Formats a value in Grafana's unit, with about three digits. */
export function formatValue(value: number, unit: string | undefined, decimals?: number): string {
  if (Number.isNaN(value)) return "NaN";
  switch (unit) {
    case "percentunit":
      return `${digits(100 * value, decimals)}%`;
    case "percent":
      return `${digits(value, decimals)}%`;
    case "s":
      return Math.abs(value) < 1 ? `${digits(1000 * value, decimals)} ms` : `${digits(value, decimals)} s`;
    case "bytes":
      return scaled(value, 1024, ["B", "KiB", "MiB", "GiB", "TiB"], decimals);
    case "decbytes":
      return scaled(value, 1000, ["B", "kB", "MB", "GB", "TB"], decimals);
    case "binBps":
      return scaled(value, 1024, ["B/s", "KiB/s", "MiB/s", "GiB/s"], decimals);
    default:
      return `${scaled(value, 1000, ["", "K", "Mil", "Bil"], decimals)}${suffixes[unit ?? ""] ?? suffixOf(unit)}`;
  }
}

const suffixes: Readonly<Record<string, string>> = {
  reqps: " req/s",
  ops: " ops/s",
  cps: " c/s",
  opm: " ops/m",
  short: "",
  none: "",
};

function suffixOf(unit: string | undefined): string {
  return unit?.startsWith("suffix:") ? ` ${unit.slice("suffix:".length).trim()}` : "";
}

function scaled(value: number, base: number, names: readonly string[], decimals: number | undefined): string {
  let rest = value;
  let step = 0;
  while (Math.abs(rest) >= base && step < names.length - 1) {
    rest /= base;
    step += 1;
  }
  return `${digits(rest, decimals)}${names[step] === "" ? "" : ` ${names[step]}`}`;
}

function digits(value: number, decimals: number | undefined): string {
  if (decimals !== undefined) return value.toFixed(decimals);
  const size = Math.abs(value);
  return String(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 4)));
}
