/** The address of Grafana without a slash at its end. */
export function grafanaAddress(url: string): string {
  return url.replace(/\/+$/, "");
}
