import type { LabelSpec } from "../../model/metric/label.js";
import type { LogStream } from "../../model/metric/log-stream.js";

/** Names of fields and labels that hold the level of a line, in the order in which they are looked for. */
const levelNames = ["level", "severity", "lvl", "severity_text", "detected_level"] as const;

export type LevelName = (typeof levelNames)[number];

/** The field or the label that holds the level of a line. */
export interface LevelHolder {
  readonly in: "field" | "label";
  readonly name: string;
  readonly spec: LabelSpec;
}

/** Finds the field or the label that holds the level of a stream's lines. */
export function findLevel({ fields, labels }: LogStream): LevelHolder | undefined {
  const field = levelNames.find((name) => Object.hasOwn(fields, name));
  if (field !== undefined) return { in: "field", name: field, spec: fields[field]! };
  const label = levelNames.find((name) => Object.hasOwn(labels, name));
  return label === undefined ? undefined : { in: "label", name: label, spec: labels[label]! };
}

/** The level of harmless lines; the first one if none is harmless. */
export function usualLevel(levels: readonly string[]): string | undefined {
  return levels.find((level) => /^(?:info|notice|information)$/i.test(level)) ?? levels[0];
}
