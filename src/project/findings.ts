import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep definitions from being loaded. */
export const loadFindings = {
  "definition/cannot-compile": { severity: "error", sentence: "A definition file cannot be compiled." },
  "definition/circular-import": {
    severity: "error",
    sentence: "Two definition files import each other, and one uses what the other has not defined yet.",
  },
  "definition/duplicate-name": { severity: "error", sentence: "Two definitions of one kind have the same name." },
  "definition/exports-nothing": {
    severity: "warning",
    sentence: "A file in a folder of definitions exports no definition.",
  },
  "definition/missing-export": {
    severity: "error",
    sentence: "A name is imported that the other file does not export.",
  },
  "definition/not-exported": {
    severity: "warning",
    sentence: "Something is defined and never exported, so nothing is made of it.",
  },
  "definition/syntax-error": {
    severity: "error",
    sentence: "A file that is imported is not valid TypeScript, JavaScript or JSON.",
  },
  "definition/system-not-exported": {
    severity: "error",
    sentence: "A definition belongs to a system that no definition file exports.",
  },
  "definition/throws": { severity: "error", sentence: "A definition file throws when it is run." },
  "definition/unknown-environment": {
    severity: "error",
    sentence: "A system names an environment that the configuration does not have.",
  },
  "definition/unresolved-import": { severity: "error", sentence: "An import leads nowhere." },
} as const satisfies FindingTable;

type LoadFindings = typeof loadFindings;

/** Problems of `telltale.config.ts`. */
export const configFindings = {
  "config/bad-duration": { severity: "error", sentence: "A length of time is not written as Prometheus writes it." },
  "config/bad-name": { severity: "error", sentence: "The name of an environment cannot be the name of a folder." },
  "config/bad-output": {
    severity: "error",
    sentence: "The output folder lies outside the project, is the project, or overlaps with definitions.",
  },
  "config/bad-version": { severity: "error", sentence: "A release is not one that is known." },
  "config/missing-definitions": {
    severity: "error",
    sentence: "A folder or file that the configuration reads definitions from does not exist.",
  },
  "config/missing-key": { severity: "error", sentence: "A key that the configuration cannot do without is missing." },
  "config/no-data-source": { severity: "error", sentence: "An environment has no data source." },
  "config/no-default-export": { severity: "error", sentence: "The configuration file exports nothing as default." },
  "config/no-environment": { severity: "error", sentence: "There is no environment to build for." },
  "config/not-found": { severity: "error", sentence: "There is no project here, or its configuration cannot be read." },
  "config/unknown-data-source": {
    severity: "error",
    sentence: "The default data source is not one of the environment's.",
  },
  "config/unknown-environment": {
    severity: "error",
    sentence: "A target, or `--environment` on the command line, names an environment that there is not.",
  },
  "config/unknown-key": { severity: "error", sentence: "The configuration has a key that means nothing." },
  "config/wrong-type": {
    severity: "error",
    sentence: "A value of the configuration is of the wrong kind: text where a list belongs, and the like.",
  },
  "config/wrong-value": {
    severity: "error",
    sentence: "A value of the configuration is not one of those that there are, or is empty.",
  },
} as const satisfies FindingTable;

type ConfigFindings = typeof configFindings;

/** Problems with the output folder. */
export const outputFindings = {
  "build/bad-manifest": { severity: "error", sentence: "The account of what was generated cannot be read." },
  "build/bad-path": { severity: "error", sentence: "A file cannot be written where it would go." },
  "build/cannot-write": { severity: "error", sentence: "The output folder cannot be written to." },
  "build/edited-file": {
    severity: "error",
    sentence: "A build would overwrite or delete a file that was changed since it was generated.",
  },
  "build/foreign-file": { severity: "error", sentence: "A build would overwrite a file that no build wrote." },
  "build/locked": { severity: "error", sentence: "Another build is writing to the same output folder." },
  "build/stale-output": { severity: "error", sentence: "What was generated is not what the definitions say now." },
} as const satisfies FindingTable;

type OutputFindings = typeof outputFindings;

/** Problems with a baseline file. */
export const baselineFindings = {
  "baseline/stale-entry": { severity: "warning", sentence: "The baseline lists a finding that is no longer there." },
  "baseline/unreadable": { severity: "error", sentence: "The baseline file is missing, or is none." },
  "baseline/unwritable": { severity: "error", sentence: "The baseline file cannot be written." },
} as const satisfies FindingTable;

type BaselineFindings = typeof baselineFindings;

/** Problems with the files named on the command line. */
export const fileFindings = {
  "files/not-found": { severity: "error", sentence: "A path or pattern names no file." },
  "files/unreadable": { severity: "error", sentence: "A file cannot be read as text." },
} as const satisfies FindingTable;

type FileFindings = typeof fileFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById extends LoadFindings, ConfigFindings, OutputFindings, BaselineFindings, FileFindings {}
}
