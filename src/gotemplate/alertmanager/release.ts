import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";

/** Differences in templates between releases of Alertmanager. */
export interface NotificationRelease {
  readonly version: PrometheusVersion;
  /** Minor version of the Go it is built with: 23 is Go 1.23. */
  readonly go: number;
  /** `{{ .CommonLabels }}` prints `app=api, pod=a`, not Go's `map[app:api pod:a]`. */
  readonly printsPairs: boolean;
}

/** The Go version of each release of Alertmanager, from that release on. */
const goVersions: readonly (readonly [minor: number, go: number])[] = [
  [34, 26],
  [29, 25],
  [28, 23],
  [27, 21],
  [26, 20],
  [0, 19],
];

export function notificationRelease(version: PrometheusVersion): NotificationRelease {
  const [, go] = goVersions.find(([minor]) => isAtLeast(version, 0, minor))!;
  return { version, go, printsPairs: isAtLeast(version, 0, 26) };
}
