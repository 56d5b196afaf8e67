import type { FindingTable } from "../diagnostics/finding.js";

/** Problems that keep definitions from being loaded. */
export const loadFindings = {
  "definition/cannot-compile": { severity: "error", sentence: "A definition file cannot be compiled." },
  "definition/circular-import": {
    severity: "error",
    sentence: "Two definition files import each other, and one uses a value that the other has not defined yet.",
  },
  "definition/cannot-run": {
    severity: "error",
    sentence: "Definitions cannot be compiled to a temporary folder, because none can be written to.",
  },
  "definition/duplicate-name": { severity: "error", sentence: "Two definitions of one kind have the same name." },
  "definition/ends-process": { severity: "error", sentence: "A definition file ends the process that runs it." },
  "definition/exports-nothing": {
    severity: "warning",
    sentence: "A file in a folder of definitions exports no definition.",
  },
  "definition/missing-export": {
    severity: "error",
    sentence: "A file imports a name that the other file does not export.",
  },
  "definition/never-ends": {
    severity: "error",
    sentence: "A definition file waits for something that does not happen, or has an endless loop.",
  },
  "definition/none-found": { severity: "warning", sentence: "The project has no definition file." },
  "definition/not-exported": {
    severity: "warning",
    sentence: "A definition is not exported, so nothing is generated for it.",
  },
  "definition/prints": {
    severity: "warning",
    sentence: "A definition file writes to standard output, which is for the result of a command.",
  },
  "definition/syntax-error": {
    severity: "error",
    sentence: "A file that is imported is not valid TypeScript, JavaScript or JSON.",
  },
  "definition/system-not-exported": {
    severity: "error",
    sentence: "A definition belongs to a system that no definition file exports.",
  },
  "definition/throws": { severity: "error", sentence: "A definition file throws an error." },
  "definition/unresolved-import": { severity: "error", sentence: "An import cannot be resolved." },
} as const satisfies FindingTable;

type LoadFindings = typeof loadFindings;

/** Problems of `telltale.config.ts`. */
export const configFindings = {
  "config/ambiguous": { severity: "error", sentence: "A folder has two configuration files." },
  "config/bad-duration": { severity: "error", sentence: "A duration is not in the format of Prometheus." },
  "config/bad-name": {
    severity: "error",
    sentence: "The name of an environment or of a target is not a valid name for a file.",
  },
  "config/bad-output": {
    severity: "error",
    sentence:
      "The folder of generated files, of runbooks or of a target is the project itself, or overlaps with other files of the project.",
  },
  "config/bad-package": { severity: "error", sentence: "A `package.json` of the project cannot be read." },
  "config/bad-template": {
    severity: "error",
    sentence: "The template of runbooks cannot be read, or has a mistake.",
  },
  "config/bad-version": { severity: "error", sentence: "A release is not supported, or not a release." },
  "config/missing-definitions": {
    severity: "error",
    sentence: "A folder or file listed in `definitions` does not exist.",
  },
  "config/missing-key": { severity: "error", sentence: "A required key is missing from the configuration." },
  "config/no-data-source": { severity: "error", sentence: "An environment has no data source." },
  "config/no-default-export": { severity: "error", sentence: "The configuration file has no default export." },
  "config/no-environment": { severity: "error", sentence: "The configuration has no environment." },
  "config/not-found": {
    severity: "error",
    sentence: "There is no project in this folder, or its configuration cannot be read.",
  },
  "config/shared-grafana": {
    severity: "warning",
    sentence: "Two environments have one Grafana, where their dashboards replace each other.",
  },
  "config/shared-target": {
    severity: "error",
    sentence: "Two targets keep the objects of one environment on the same server.",
  },
  "config/unknown-check": {
    severity: "error",
    sentence: "`checks` names a finding that does not exist, or lowers one that is the verdict of a real tool.",
  },
  "config/unknown-data-source": {
    severity: "error",
    sentence: "The default data source does not exist in an environment.",
  },
  "config/unknown-environment": {
    severity: "error",
    sentence: "A target, or `--environment` on the command line, names an environment that does not exist.",
  },
  "config/unknown-key": { severity: "error", sentence: "The configuration has an unknown key." },
  "config/wrong-type": {
    severity: "error",
    sentence: "A value of the configuration has the wrong type, such as a string instead of a list.",
  },
  "config/wrong-value": {
    severity: "error",
    sentence: "A value of the configuration is empty, or not one of the valid values.",
  },
} as const satisfies FindingTable;

type ConfigFindings = typeof configFindings;

/** Problems with the output folder. */
export const outputFindings = {
  "build/bad-manifest": { severity: "error", sentence: "The manifest of generated files cannot be read." },
  "build/bad-path": { severity: "error", sentence: "A generated file has a path that cannot be written." },
  "build/cannot-write": { severity: "error", sentence: "The output folder cannot be written to, or is not a folder." },
  "build/edited-file": {
    severity: "error",
    sentence: "A build would overwrite or delete a generated file that was edited.",
  },
  "build/foreign-file": { severity: "error", sentence: "A build would overwrite a file that telltale did not write." },
  "build/locked": { severity: "error", sentence: "Another build is writing to the same output folder." },
  "build/nothing-generated": {
    severity: "error",
    sentence: "The definitions generate no file, and a build would delete all that were generated before.",
  },
  "build/stale-output": {
    severity: "error",
    sentence: "Generated files differ from what the definitions generate now.",
  },
} as const satisfies FindingTable;

type OutputFindings = typeof outputFindings;

/** Problems with a baseline file. */
export const baselineFindings = {
  "baseline/no-revision": {
    severity: "error",
    sentence: "`--since` names a revision that git does not know, or there is no git repository.",
  },
  "baseline/stale-entry": { severity: "warning", sentence: "The baseline lists a finding that no longer occurs." },
  "baseline/unreadable": { severity: "error", sentence: "The baseline file is missing, or not a baseline." },
  "baseline/unwritable": { severity: "error", sentence: "The baseline file cannot be written." },
} as const satisfies FindingTable;

type BaselineFindings = typeof baselineFindings;

/** Problems with files given on the command line. */
export const fileFindings = {
  "files/not-found": { severity: "error", sentence: "A path or pattern matches no file." },
  "files/nothing-to-check": {
    severity: "error",
    sentence: "A folder to check has no file of a kind that Telltale knows.",
  },
  "files/incomplete-reports": {
    severity: "error",
    sentence: "Reports to be merged are not those of all shards of one run.",
  },
  "files/missing-reference": { severity: "error", sentence: "A configuration names a file that does not exist." },
  "files/unreadable": { severity: "error", sentence: "A file cannot be read as text, or a folder not at all." },
} as const satisfies FindingTable;

type FileFindings = typeof fileFindings;

/** Findings of the estimate of costs. */
export const costFindings = {
  "cost/over-budget": {
    severity: "error",
    sentence: "A system has more series, or costs more, than its budget allows.",
  },
} as const satisfies FindingTable;

type CostFindings = typeof costFindings;

declare module "../diagnostics/finding.js" {
  interface FindingsById
    extends LoadFindings,
      ConfigFindings,
      OutputFindings,
      BaselineFindings,
      FileFindings,
      CostFindings {}
}
