import type { CommandFlags } from "../command.js";
import type { Flags } from "../flags.js";
import { formatFlag, reportFlags, versionFlags } from "../shared-flags.js";

export const checkFlags = {
  format: formatFlag("terminal", "json", "github", "gitlab", "markdown", "sarif"),
  ...reportFlags,
  exclude: {
    value: "pattern",
    isRepeated: true,
    about: "leave out files of the given folders, in the syntax of .gitignore; may be repeated",
  },
  only: {
    value: "id",
    isRepeated: true,
    about: "report only this finding, or this topic such as promql; may be repeated",
  },
  minSeverity: { value: "severity", choices: ["info", "warning", "error"], about: "leave out less serious findings" },
  all: { about: "show every finding in full, however many they are" },
  catalogue: {
    value: "source",
    isRepeated: true,
    about: "with files: the metrics that exist, of a Prometheus (URL) or a page (URL or file); may be repeated",
  },
  catalogueToken: {
    value: "variable",
    about: "the environment variable that holds a bearer token for the server of --catalogue",
  },
  catalogueUser: { value: "name", about: "the user at the server of --catalogue, for basic authentication" },
  cataloguePassword: { value: "variable", about: "the environment variable that holds the password of this user" },
  catalogueTenant: { value: "id", about: "the tenant at the server of --catalogue, sent as X-Scope-OrgID" },
  since: { value: "revision", about: "report only findings that this revision of the git repository does not have" },
  baseline: { value: "file", about: "leave out the findings listed in this file" },
  updateBaseline: { about: "write all findings to the baseline (default: telltale-baseline.json)" },
  fix: { about: "apply the fixes that need no judgement to the given files" },
  diff: { about: "with --fix: print the changes instead of the findings, and write nothing" },
  shard: {
    value: "i/n",
    about: "report the findings of one of n parts of the files, to be merged (with --format json)",
  },
  merge: { about: "join the reports of all shards; the arguments are these reports" },
  cache: {
    isNegated: true,
    about: "check everything even if it was checked before, and keep no findings for the next run",
  },
  ...versionFlags,
  agent: { about: "read configurations of Prometheus as one in agent mode does" },
  stdin: { about: "check standard input (same as -)" },
} as const satisfies Flags;

export type CheckFlags = CommandFlags<typeof checkFlags>;
