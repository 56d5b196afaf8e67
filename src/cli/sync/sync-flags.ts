import type { Flags, FlagValues } from "../flags.js";
import type { GlobalFlags } from "../shared-flags.js";

/** The flags of every command that reads targets. */
export const targetFlags = {
  target: { short: "t", value: "name...", about: "only these targets of the configuration" },
  only: { value: "pattern...", about: "only objects of this kind or id; * stands for any text" },
  json: { about: "print JSON instead of text" },
} as const satisfies Flags;

/** The flags that decide on objects that somebody else made or changed. */
export const conflictFlags = {
  adopt: { about: "take over objects that exist and that no sync wrote" },
  force: { about: "overwrite objects that somebody changed since the last sync" },
} as const satisfies Flags;

export type TargetFlags = FlagValues<typeof targetFlags> & GlobalFlags;

/** The exit code of a wrong use: not 2, which says that there are changes. */
export const usageExitCode = 1;
