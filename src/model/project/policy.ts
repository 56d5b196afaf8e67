import type { Duration } from "../definition/duration.js";
import {
  choice,
  duration,
  list,
  nonEmptyList,
  type OptionTable,
  object,
  record,
  required,
  text,
} from "../definition/option-table.js";

/** The alerts that a policy is about. Without an option, all of them. */
export interface PolicyScope {
  /** Values of the label `severity`. */
  readonly severity?: readonly string[];
  /** Patterns of paths, relative to the configuration: `"rules/"`, `"vendor/**"`. */
  readonly files?: readonly string[];
}

/** Demands of a policy on an alert. */
export interface PolicyDemands {
  /** Labels that it must have. */
  readonly labels?: readonly string[];
  /** Annotations that it must have. */
  readonly annotations?: readonly string[];
  /** The shortest `for`. */
  readonly for?: Duration;
  /** A pattern in RE2 that its whole name must match. */
  readonly name?: string;
}

/**
 * A rule of a team or a company for its alerts, as plain data, so that a package can share it.
 *
 * @example
 * const owned: Policy = {
 *   name: "pages have an owner",
 *   alerts: { severity: ["critical"] },
 *   require: { labels: ["team"], annotations: ["summary", "runbook_url"], for: "2m" },
 *   values: { team: ["shop", "search"] },
 * };
 */
export interface Policy {
  /** Its name in findings. */
  readonly name: string;
  /** Its reason in findings. */
  readonly why?: string;
  readonly alerts?: PolicyScope;
  readonly require?: PolicyDemands;
  /** Labels and annotations that an alert must not have. */
  readonly forbid?: { readonly labels?: readonly string[]; readonly annotations?: readonly string[] };
  /** The values that labels may have, if an alert has them. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** @default "error" */
  readonly severity?: "error" | "warning" | "info";
}

/** A policy, and the files that it is for. */
export interface AppliedPolicy {
  readonly policy: Policy;
  readonly isForFile: (file: string | undefined) => boolean;
}

const names = nonEmptyList(text);

const scopeOptions = { severity: names, files: names } as const satisfies OptionTable<PolicyScope>;

const demandOptions = {
  labels: names,
  annotations: names,
  for: duration,
  name: text,
} as const satisfies OptionTable<PolicyDemands>;

const forbidOptions = { labels: names, annotations: names } as const satisfies OptionTable<
  NonNullable<Policy["forbid"]>
>;

const policyOptions = {
  name: required(text),
  why: text,
  alerts: object(scopeOptions),
  require: object(demandOptions),
  forbid: object(forbidOptions),
  values: record(names),
  severity: choice("error", "warning", "info"),
} as const satisfies OptionTable<Policy>;

export const policiesShape = list(object(policyOptions));
