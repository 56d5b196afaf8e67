import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/**
 * The text of `le` and `quantile` as a series has it. Prometheus 3 writes `1` as `1.0`, whatever the client wrote;
 * before, it was kept as it came, and most clients write `1`.
 *
 * @example
 * boundText(1, { major: 3, minor: 5 }); // "1.0"
 */
export function formatBound(bound: number, version: PrometheusVersion): string {
  if (bound === Number.POSITIVE_INFINITY) return "+Inf";
  const [digits = "", exponent = "0"] = bound.toExponential().split("e");
  const power = Number(exponent);
  // Go's shortest form: exponents have a sign and two digits, and are written below 1e-4 and from 1e6 on.
  if (power < -4 || power >= 6) {
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = String(bound);
  return Number.isInteger(bound) && isAtLeast(version, 3, 0) ? `${text}.0` : text;
}
