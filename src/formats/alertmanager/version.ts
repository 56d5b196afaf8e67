/** An Alertmanager release. Patch versions do not affect the configuration. */
export interface AlertmanagerVersion {
  readonly major: number;
  readonly minor: number;
}

export function isAtLeastVersion(version: AlertmanagerVersion, minor: number): boolean {
  return version.major > 0 || version.minor >= minor;
}
