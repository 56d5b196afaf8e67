import { type ObjectKind, objectKinds } from "./object.js";

/** Stages of one kind: folders by their depth, groups with recording rules before those with alerts. */
const stagesOfKind = 16;

export function stageOf(kind: ObjectKind, within = 0): number {
  return objectKinds.indexOf(kind) * stagesOfKind + Math.min(within, stagesOfKind - 1);
}
