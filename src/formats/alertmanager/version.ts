/** An Alertmanager release, as far as its configuration depends on it. */
export interface AlertmanagerVersion {
  readonly major: number;
  readonly minor: number;
}

export function isAtLeastVersion(version: AlertmanagerVersion, minor: number): boolean {
  return version.major > 0 || version.minor >= minor;
}
