import { defineCommand } from "../../command.js";
import type { Flags } from "../../flags.js";
import { usageExitCode } from "../../sync/sync-flags.js";

const flags = {
  only: { value: "pattern...", about: "only objects of this kind or id; * stands for any text" },
  folder: { value: "name...", about: "only dashboards in these folders of Grafana, by title or uid" },
  uid: { value: "uid...", about: "only these dashboards, also if another program manages them" },
  system: { value: "name", about: "the system that the definitions belong to (default: the only one)" },
  output: { short: "o", value: "folder", about: "the folder of definitions to write to (default: dashboards, alerts)" },
  force: { about: "overwrite files that exist" },
  json: { about: "print JSON instead of text" },
} as const satisfies Flags;

/** `telltale pull` */
export const addPull = defineCommand({
  name: "pull",
  about: "write definitions for dashboards, folders and rules that a target has already",
  argument: {
    syntax: "[target]",
    about: "a Grafana, a ruler, a Prometheus or an Alertmanager of the configuration (default: the only one)",
  },
  flags,
  usageExitCode,
  async run({ flags, argument }) {
    const { pullTarget } = await import("../../sync/pull-target.js");
    return pullTarget(argument, flags);
  },
});
