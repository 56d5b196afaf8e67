import { isRelease } from "../model/definition/option-problems.js";
import { releases } from "../model/project/releases.js";
import type { UsageError } from "./command.js";
import type { FlagValues } from "./flags.js";
import type { versionFlags } from "./shared-flags.js";

/** Reads the releases given on the command line, and rejects those that are too old or not releases. */
export function targetVersions(flags: FlagValues<typeof versionFlags>, usageError: UsageError) {
  const versions = { prometheus: flags.prometheusVersion, alertmanager: flags.alertmanagerVersion };
  for (const product of ["prometheus", "alertmanager"] as const) {
    rejectOldRelease(`--${product}-version`, product, versions[product], usageError);
  }
  return versions;
}

/** Rejects a release that is too old, or not one. */
export function rejectOldRelease(
  flag: string,
  product: "prometheus" | "alertmanager",
  version: string | undefined,
  usageError: UsageError,
): void {
  const { oldest } = releases[product];
  if (version === undefined || isRelease(version, oldest)) return;
  usageError(`${flag} "${version}" is not a supported release: write ${oldest} or later`);
}
