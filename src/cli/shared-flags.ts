import type { Flags, FlagValues } from "./flags.js";

/** The flags of every command. */
export const globalFlags = {
  cwd: { value: "folder", about: "run as if started in this folder" },
  config: { value: "file", about: "the project's configuration (default: the nearest telltale.config.ts)" },
  color: { isNegated: true, about: "disable colours (also: NO_COLOR=1; FORCE_COLOR=1 forces them)" },
} as const satisfies Flags;

export type GlobalFlags = FlagValues<typeof globalFlags>;

/** The flags of commands that build. */
export const buildFlags = {
  environment: { short: "e", value: "name...", about: "build only these environments" },
  force: { about: "overwrite and delete files even if they were edited or not written by telltale" },
} as const satisfies Flags;

/** The flags of commands that print a report. */
export const reportFlags = {
  output: { short: "o", value: "file", about: "write the report to a file instead of standard output" },
  strict: { about: "fail on warnings, too" },
} as const satisfies Flags;

/** The credentials for the server that `--from` names. */
export const accessFlags = {
  token: { value: "variable", about: "the environment variable that holds a bearer token for the server of --from" },
  user: { value: "name", about: "the user at the server of --from, for basic authentication" },
  password: { value: "variable", about: "the environment variable that holds the password of this user" },
  tenant: { value: "id", about: "the tenant at the server of --from, sent as X-Scope-OrgID" },
} as const satisfies Flags;

/** The releases that rules and configurations are judged by. */
export const versionFlags = {
  prometheusVersion: { value: "version", about: "target release of Prometheus, such as 2.53" },
  enableFeature: {
    value: "name",
    isRepeated: true,
    about: "a feature flag of the target that adds to PromQL, as in promtool; may be repeated",
  },
  alertmanagerVersion: { value: "version", about: "target release of Alertmanager, such as 0.27" },
} as const satisfies Flags;

/** Declares `--format`; the first format is the default. */
export function formatFlag<const Format extends string>(...formats: readonly [Format, ...Format[]]) {
  return { short: "f", value: "format", choices: formats, default: formats[0], about: "format of the report" } as const;
}
