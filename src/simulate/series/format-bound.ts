import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/**
 * Formats the value of `le` or `quantile`. Prometheus 3 normalises `1` to `1.0`; earlier releases keep the client's
 * text, usually `1`.
 *
 * @example
 * formatBound(1, { major: 3, minor: 5 }); // "1.0"
 */
export function formatBound(bound: number, version: PrometheusVersion): string {
  if (bound === Number.POSITIVE_INFINITY) return "+Inf";
  const [digits = "", exponent = "0"] = bound.toExponential().split("e");
  const power = Number(exponent);
  // Go's shortest format: an exponent with a sign and at least two digits, below 1e-4 and from 1e6.
  if (power < -4 || power >= 6) {
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = String(bound);
  return Number.isInteger(bound) && isAtLeast(version, 3, 0) ? `${text}.0` : text;
}
