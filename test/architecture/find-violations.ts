import { posix } from "node:path";
import { findCircles } from "./find-circles.js";
import type { Import } from "./read-imports.js";

/** Finds what breaks the order of the rooms, a sentence for each offending import or circle. */
export function findViolations(imports: readonly Import[], rooms: readonly string[]): string[] {
  return [
    ...imports.flatMap((one) => upwardImport(one, rooms)),
    ...circlesIn(imports.filter(({ isTypeOnly }) => !isTypeOnly)).map(
      (circle) => `circle at run time: ${describe(circle, imports)}`,
    ),
    ...circlesIn(imports)
      .filter((circle) => new Set(circle.map((file) => posix.dirname(file))).size > 1)
      .map((circle) => `circle of types between folders: ${describe(circle, imports)}`),
  ];
}

/** The folder of `src/` that a file is in, or its own name for a file directly in `src/`. */
export function roomOf(file: string): string {
  return file.split("/")[1]!.replace(/\.ts$/, "");
}

function upwardImport({ from, to, line }: Import, rooms: readonly string[]): string[] {
  const [importing, imported] = [rooms.indexOf(roomOf(from)), rooms.indexOf(roomOf(to))];
  if (importing >= imported) return [];
  return [`upward import: ${from}:${line} (${roomOf(from)}) imports ${to} (${roomOf(to)})`];
}

function circlesIn(imports: readonly Import[]): string[][] {
  return findCircles(imports).map((circle) => circle.sort());
}

/** The imports that tie the files of a circle. */
function describe(circle: readonly string[], imports: readonly Import[]): string {
  const tied = imports.filter(({ from, to }) => circle.includes(from) && circle.includes(to));
  return tied.map(({ from, to, line }) => `${from}:${line} → ${to}`).join(", ");
}
