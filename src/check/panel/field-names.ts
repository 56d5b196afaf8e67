import type { PanelSettings, TargetSetting, TransformationSetting } from "../check.js";
import { legendLabels } from "./legend.js";
import { objectOf } from "./settings.js";

/** The names that fields of a panel may have. */
export interface FieldNames {
  readonly exact: ReadonlySet<string>;
  /** Matches names with labels in them. */
  readonly patterns: readonly RegExp[];
  /** True if there may be others. */
  readonly isOpen: boolean;
}

/** True if a field may have a name. */
export function mayHave({ exact, patterns, isOpen }: FieldNames, name: string): boolean {
  return isOpen || exact.has(name) || patterns.some((pattern) => pattern.test(name));
}

/** True for Grafana's names of times and values, numbered where there are several. */
export function isGeneric(name: string): boolean {
  return /^(?:Time|Value)(?: (?:\d+|#\w+))?$/i.test(name);
}

const unknownNames: FieldNames = { exact: new Set(), patterns: [], isOpen: true };

/** The names of all fields of a panel, after its transformations. */
export function fieldNames(settings: PanelSettings): FieldNames {
  if (settings.displayName !== undefined || settings.targets.length === 0) return unknownNames;
  const names = settings.targets.filter(({ isHidden }) => !isHidden).map(namesOfTarget);
  return transformed(names.reduce(joined), settings);
}

/** The names of the fields with the values of a target, after the transformations of its panel. */
export function valueNames(target: TargetSetting, settings: PanelSettings): FieldNames {
  if (settings.displayName !== undefined) return unknownNames;
  const isTable = target.format === "table";
  const names = isTable ? exactly(["Value", `Value #${target.refId}`]) : namesOfTarget(target);
  return transformed(names, settings);
}

/** The names after the first transformations of a panel. */
export function namesBefore(settings: PanelSettings, count: number): FieldNames {
  return fieldNames({ ...settings, transformations: settings.transformations.slice(0, count) });
}

function joined(one: FieldNames, other: FieldNames): FieldNames {
  return {
    exact: new Set([...one.exact, ...other.exact]),
    patterns: [...one.patterns, ...other.patterns],
    isOpen: one.isOpen || other.isOpen,
  };
}

function exactly(names: readonly string[]): FieldNames {
  return { exact: new Set(names), patterns: [], isOpen: false };
}

function namesOfTarget({ query, format, legend, refId }: TargetSetting): FieldNames {
  if (!query) return unknownNames;
  if (format === "table") {
    const labels = query.labelsOf(query.expr);
    if (labels.isOpen) return unknownNames;
    const present = [...labels.labels].flatMap(([label, there]) => (there === "never" ? [] : [label]));
    return exactly(["Time", "Value", `Value #${refId}`, ...present]);
  }
  if (format !== "time_series" || legend === undefined) return unknownNames;
  if (/\$|\[\[/.test(legend.value)) return unknownNames;
  if (!legend.value.includes("{{")) return exactly([legend.value]);
  return { exact: new Set(), patterns: [patternOf(legend.value)], isOpen: false };
}

function patternOf(legend: string): RegExp {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  let pattern = "";
  let at = 0;
  for (const { start, end } of legendLabels(legend)) {
    pattern += `${escaped(legend.slice(at, start))}.*`;
    at = end;
  }
  return new RegExp(`^${pattern}${escaped(legend.slice(at))}$`, "s");
}

function transformed(names: FieldNames, { transformations, overrides }: PanelSettings): FieldNames {
  const after = transformations.reduce(transform, names);
  const shown = overrides.flatMap(({ properties }) => properties.filter(({ id }) => id === "displayName"));
  return shown.reduce((all, { value }) => (typeof value === "string" ? joined(all, exactly([value])) : all), after);
}

/** Transformations that neither add fields nor rename them. */
const keeping = new Set(["merge", "sortBy", "limit", "filterByValue", "filterFieldsByName", "filterByRefId"]);

/** A field keeps its old name, too: overrides match by both. */
function transform(names: FieldNames, { id, options }: TransformationSetting): FieldNames {
  if (keeping.has(id)) return names;
  if (id === "joinByField" || id === "seriesToColumns") return names;
  if (id === "organize") {
    const renamed = Object.entries(objectOf(options.renameByName)).filter(([name]) => mayHave(names, name));
    return joined(
      names,
      exactly(renamed.flatMap(([, name]) => (typeof name === "string" && name !== "" ? [name] : []))),
    );
  }
  if (id === "calculateField" && typeof options.alias === "string" && options.alias !== "") {
    return joined(names, exactly([options.alias]));
  }
  return unknownNames;
}
