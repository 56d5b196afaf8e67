import type { ObjectKind } from "./object.js";

/** Kinds in the order in which they are written: each refers only to those before it. Deletions go the other way. */
const order: readonly ObjectKind[] = [
  "folder",
  "file",
  "notification templates",
  "alertmanager configuration",
  "rules",
  "dashboard",
  "loaded configuration",
];

/** Stages of one kind: folders by their depth, groups with recording rules before those with alerts. */
const stagesOfKind = 16;

export function stageOf(kind: ObjectKind, within = 0): number {
  return order.indexOf(kind) * stagesOfKind + Math.min(within, stagesOfKind - 1);
}
