import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";
import { usageExitCode } from "../../sync/sync-flags.js";

const flags = {
  only: { value: "pattern...", about: "only the queries of these dashboards; * stands for any text" },
  wait: { value: "duration", default: "2m", about: "how long to wait for what was synced just now" },
  testAlert: { value: "receiver", about: "have the Alertmanager notify this receiver of a test alert" },
  strict: { about: "fail on queries without data, too" },
  yes: { short: "y", about: "send the test alert without asking" },
  json: { about: "print JSON instead of text" },
} as const satisfies Flags;

/** `telltale verify` */
export const addVerify = defineCommand({
  name: "verify",
  about: "check that what was synced works: targets, rules, queries of dashboards, notifications",
  argument: { syntax: "[target]", about: "a target of the configuration (default: all)" },
  flags,
  usageExitCode,
  async run({ flags, argument }) {
    const { verifyTargets } = await import("../../sync/verify-targets.js");
    return verifyTargets(argument, flags);
  },
});
