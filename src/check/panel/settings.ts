import type { SettingPath } from "../../formats/grafana/view.js";
import { findPanelKind } from "../../panels/kinds/index.js";
import type {
  JsonData,
  OverrideSetting,
  PanelSettings,
  PanelView,
  Setting,
  TargetSetting,
  TransformationSetting,
} from "../check.js";

/** A target of a panel; without a query if it is not PromQL, or does not parse. */
type AnalyzedTarget = Pick<TargetSetting, "refId" | "query">;

/** Reads the settings of a panel. */
export function readSettings({ data, type }: PanelView, targets: readonly AnalyzedTarget[]): PanelSettings {
  const defaults = objectAt(data, "fieldConfig", "defaults");
  const inDefaults = (name: string): SettingPath => ["fieldConfig", "defaults", name];
  return {
    unit: textSetting(defaults.unit, inDefaults("unit")) ?? unitOfOldGraph(data),
    max: typeof defaults.max === "number" ? { value: defaults.max, path: inDefaults("max") } : undefined,
    displayName: textSetting(defaults.displayName, [])?.value,
    thresholds: readThresholds(data, type),
    overrides: readOverrides(data),
    transformations: readTransformations(data),
    targets: readTargets(data, targets),
  };
}

/** The unit of the left axis of a graph of old, if the right one shows nothing. */
function unitOfOldGraph(data: JsonData): Setting<string> | undefined {
  if (data.type !== "graph" || listAt(data, "seriesOverrides").length > 0) return undefined;
  return textSetting(objectOf(listAt(data, "yaxes")[0]).format, ["yaxes", 0, "format"]);
}

/** Panels whose values have the colour of their threshold by default. */
const coloured = new Set(["stat", "gauge", "bargauge"]);

const untouchedSteps = JSON.stringify([
  { color: "green", value: null },
  { color: "red", value: 80 },
]);

/** The steps of thresholds that are drawn, or that decide a colour. */
function readThresholds(data: JsonData, type: string): readonly Setting<number>[] {
  const { thresholds, color, custom } = objectAt(data, "fieldConfig", "defaults");
  const { mode, steps } = objectOf(thresholds);
  const colorMode = objectOf(color).mode;
  const style = objectAt(objectOf(custom), "thresholdsStyle").mode;
  const isColoured = colorMode === "thresholds" || (colorMode === undefined && coloured.has(type));
  if (mode === "percentage" || !(isColoured || (style !== undefined && style !== "off"))) return [];
  // Grafana writes these into every panel.
  if (JSON.stringify(steps) === untouchedSteps) return [];
  const path = ["fieldConfig", "defaults", "thresholds", "steps"];
  return (Array.isArray(steps) ? steps : []).flatMap((step, index) => {
    const { value } = objectOf(step);
    return typeof value === "number" ? [{ value, path: [...path, index, "value"] }] : [];
  });
}

function readOverrides(data: JsonData): readonly OverrideSetting[] {
  return listIn(objectAt(data, "fieldConfig").overrides).flatMap((override, index) => {
    const { matcher, properties, __systemRef: isOfGrafana } = objectOf(override);
    const { id, options } = objectOf(matcher);
    if (typeof id !== "string" || isOfGrafana !== undefined) return [];
    const path = ["fieldConfig", "overrides", index];
    const read = listIn(properties).flatMap((property, at) => {
      const { id: name, value } = objectOf(property);
      return typeof name === "string" ? [{ id: name, value, path: [...path, "properties", at, "value"] }] : [];
    });
    return [{ matcher: { id, options }, properties: read, path }];
  });
}

function readTransformations(data: JsonData): readonly TransformationSetting[] {
  return listAt(data, "transformations").flatMap((transformation, index) => {
    const { id, options, disabled } = objectOf(transformation);
    if (typeof id !== "string" || disabled === true) return [];
    return [{ id, options: objectOf(options), path: ["transformations", index] }];
  });
}

/** Reads the targets that are objects, as `targets` has them. */
function readTargets(data: JsonData, targets: readonly AnalyzedTarget[]): readonly TargetSetting[] {
  const objects = [...listAt(data, "targets").entries()].filter(([, target]) => isObject(target));
  return objects.map(([index, target], nth) => readTarget(objectOf(target), ["targets", index], targets[nth]));
}

function readTarget(target: JsonData, path: SettingPath, analyzed: AnalyzedTarget | undefined): TargetSetting {
  const { legendFormat, format, hide } = target;
  const legend = textSetting(legendFormat, [...path, "legendFormat"]);
  return {
    refId: analyzed?.refId ?? "",
    query: analyzed?.query,
    legend: legend?.value === "__auto" ? undefined : legend,
    format: typeof format === "string" ? format : "time_series",
    isHidden: hide === true,
    path,
  };
}

/** An empty text counts as none. */
function textSetting(value: unknown, path: SettingPath): Setting<string> | undefined {
  return typeof value === "string" && value !== "" ? { value, path } : undefined;
}

/** The object at a path of data, or an empty object. */
export function objectAt(data: JsonData, ...path: readonly string[]): JsonData {
  let value: unknown = data;
  for (const name of path) value = objectOf(value)[name];
  return objectOf(value);
}

export function objectOf(value: unknown): JsonData {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is JsonData {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listAt(data: JsonData, name: string): readonly unknown[] {
  return listIn(data[name]);
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** True for a panel that shows the names of its series. */
export function showsNames({ type, data }: PanelView): boolean {
  const { textMode } = objectAt(data, "options");
  const isGraph = type === "graph" || findPanelKind(type)?.format === "time_series";
  return isGraph && textMode !== "value" && textMode !== "none";
}
