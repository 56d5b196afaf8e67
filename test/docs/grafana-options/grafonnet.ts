import { readFileSync } from "node:fs";

/** Names of grafonnet's functions by the property that they set, by section: those of grafonnet v11.4.0, the latest. */
const functions = JSON.parse(readFileSync(new URL("grafonnet.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** The names of sections that grafonnet has functions for. */
export const grafonnetSections: readonly string[] = Object.keys(functions);

/** The functions that set a property, a part of it, or the whole that it is part of. */
export function grafonnetFunctions(section: string, path: string): readonly string[] {
  const names = Object.entries(functions[section] ?? {}).flatMap(([set, name]) => (overlap(set, path) ? [name] : []));
  return [...new Set(names)];
}

/** The properties that grafonnet sets, and that are not among those of the SDK. */
export function grafonnetOnly(section: string, paths: readonly string[]): readonly string[] {
  const all = Object.keys(functions[section] ?? {});
  return all.filter((set) => !paths.some((path) => overlap(set, path)));
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
