import type { AnyOptionTable } from "../../../src/model/definition/option-table.js";
import { candidates, requiredOptions } from "./candidates.js";

/** Names of options by the property of Grafana that they change: `options.legend.placement` → `showLegend.placement`. */
export type Effects = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds the properties of Grafana's JSON that each option changes, by compiling with and without it.
 *
 * @param compile gives Grafana's JSON for options, or undefined if they do not compile
 */
export function findEffects(
  table: AnyOptionTable,
  compile: (options: Readonly<Record<string, unknown>>) => unknown,
  given: Readonly<Record<string, unknown>> = {},
): Effects {
  const base = { ...requiredOptions(table), ...given };
  const before = leaves(compile(base));
  const effects = new Map<string, Set<string>>();
  for (const [name, shape] of Object.entries(table)) {
    for (const { option, value } of candidates(name, shape)) {
      const after = leaves(compile({ ...base, [name]: value }));
      for (const path of new Set([...before.keys(), ...after.keys()])) {
        if (after.size === 0 || before.get(path) === after.get(path)) continue;
        effects.set(path, (effects.get(path) ?? new Set()).add(option));
      }
    }
  }
  return effects;
}

/** The options that change a property, or a part of it. Many parts of one option are named by that option. */
export function optionsFor(property: string, effects: Effects): readonly string[] {
  const found = [...effects].filter(([path]) => path === property || path.startsWith(`${property}.`));
  const options = [...new Set(found.flatMap(([, names]) => [...names]))];
  const whole = (name: string) => name.split(".")[0]!;
  const isMany = (name: string) => options.filter((other) => whole(other) === whole(name)).length > 3;
  return [...new Set(options.map((name) => (isMany(name) ? whole(name) : name)))];
}

/** The values in some JSON by their paths. Those of a list have the same path; a property of an override is its own. */
function leaves(json: unknown, path = "", found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(json)) for (const item of json) leaves(item, path, found);
  else if (typeof json === "object" && json !== null) {
    for (const [name, value] of Object.entries(json)) leaves(value, path === "" ? name : `${path}.${name}`, found);
    if (Object.keys(json).length === 0) found.set(path, `${found.get(path) ?? ""} {}`);
  } else if (json !== undefined) found.set(path, `${found.get(path) ?? ""} ${JSON.stringify(json)}`);
  return found;
}
