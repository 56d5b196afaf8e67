import { isRelease } from "../model/definition/option-problems.js";
import { releases } from "../model/project/releases.js";
import type { UsageError } from "./command.js";
import type { FlagValues } from "./flags.js";
import type { versionFlags } from "./shared-flags.js";

/** Reads the releases given on the command line, and rejects those that are too old or not releases. */
export function targetVersions(flags: FlagValues<typeof versionFlags>, usageError: UsageError) {
  const versions = { prometheus: flags.prometheusVersion, alertmanager: flags.alertmanagerVersion };
  for (const product of ["prometheus", "alertmanager"] as const) {
    const version = versions[product];
    const { oldest } = releases[product];
    if (version === undefined || isRelease(version, oldest)) continue;
    usageError(`--${product}-version "${version}" is not a supported release: write ${oldest} or later`);
  }
  return versions;
}
