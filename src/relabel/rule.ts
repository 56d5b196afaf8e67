/** The actions of relabelling. Prometheus reads them in any letter case. */
export const relabelActions = [
  "replace",
  "keep",
  "drop",
  "keepequal",
  "dropequal",
  "hashmod",
  "labelmap",
  "labeldrop",
  "labelkeep",
  "lowercase",
  "uppercase",
] as const;

export type RelabelAction = (typeof relabelActions)[number];

/** A relabelling rule. A field that is left out has Prometheus' default. */
export interface RelabelRule {
  /** @default "replace" */
  readonly action?: RelabelAction;
  readonly sourceLabels?: readonly string[];
  /** @default ";" */
  readonly separator?: string;
  /** RE2, matched against the whole value. @default "(.*)" */
  readonly regex?: string;
  readonly modulus?: bigint;
  readonly targetLabel?: string;
  /** @default "$1" */
  readonly replacement?: string;
}

export const relabelDefaults = { action: "replace", separator: ";", regex: "(.*)", replacement: "$1" } as const;

/** The names that labels may have: letters, digits and underscores, or any text. */
export type NameScheme = "legacy" | "utf8";

/** True if a label can have the name. */
export function isLabelName(name: string, scheme: NameScheme): boolean {
  return scheme === "utf8" ? name !== "" && !/\p{Surrogate}/u.test(name) : /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}
