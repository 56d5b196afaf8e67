import { isRelease } from "../model/definition/option-problems.js";
import { releases } from "../model/project/releases.js";
import { type Feature, promqlFeatures } from "../promql/index.js";
import type { UsageError } from "./command.js";
import type { FlagValues } from "./flags.js";
import type { versionFlags } from "./shared-flags.js";

/** Reads the releases given on the command line with their features, and rejects what is too old, or does not exist. */
export function targetVersions(flags: FlagValues<typeof versionFlags>, usageError: UsageError) {
  const versions = {
    prometheus: flags.prometheusVersion,
    prometheusFeatures: flags.enableFeature && readFeatures(flags.enableFeature, usageError),
    alertmanager: flags.alertmanagerVersion,
  };
  for (const product of ["prometheus", "alertmanager"] as const) {
    rejectOldRelease(`--${product}-version`, product, versions[product], usageError);
  }
  return versions;
}

/** Several may be separated by commas, as promtool takes them. */
function readFeatures(values: readonly string[], usageError: UsageError): readonly Feature[] {
  return values
    .flatMap((value) => value.split(","))
    .map((name) => {
      const feature = promqlFeatures.find((one) => one === name);
      return (
        feature ?? usageError(`--enable-feature "${name}" does not add to PromQL: write ${promqlFeatures.join(", ")}`)
      );
    });
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
