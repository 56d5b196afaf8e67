import type * as sdk from "@grafana/grafana-foundation-sdk/dashboardv2";
import { suggestion } from "../../../diagnostics/suggestion.js";
import type {
  ComparedVariable,
  ShowCondition,
  VariableCondition,
  Visibility,
  VisibilityOptions,
} from "../../../model/dashboard/visibility.js";
import { type Duration, durationMs } from "../../../model/definition/duration.js";
import type { InJson } from "../../../model/definition/in-json.js";
import { reportError, type Subject } from "../../scope.js";
import { findDataSource } from "../data-sources.js";
import { writesForm } from "../forms/dashboard-form.js";
import { reportInexpressible } from "../forms/form-limits.js";
import type { ContentVisibility } from "./content.js";
import type { Section } from "./section.js";

/** The part of a dashboard that has a condition. A panel without queries has no data. */
export type ShownPart = "tab" | "row" | "panel" | "panel without queries";

type Item = InJson<sdk.ConditionalRenderingGroupSpec["items"][number]>;

/** Compiles the condition under which a part of a dashboard is shown. Undefined if it is always shown. */
export function compileVisibility(
  section: Section,
  subject: Subject,
  { showIf, hideIf }: VisibilityOptions,
  part: ShownPart,
): ContentVisibility | undefined {
  const visibility = showIf ?? hideIf;
  if (visibility === undefined) return undefined;
  const { scope } = section.shared;
  const option = showIf === undefined ? "hideIf" : "showIf";
  if (showIf !== undefined && hideIf !== undefined) {
    reportError(scope, "definition/exclusive-options", subject, {
      summary: "showIf and hideIf exclude each other",
      fix: "turn one of them round, and join both with `all` or `any`",
      option: ["hideIf"],
    });
  }
  if (writesForm(scope.settings, "classic")) {
    const what = part === "panel without queries" ? "panel" : part;
    const summary = `cannot hide a ${what}: it is always shown`;
    reportInexpressible(scope, subject, option, { summary, without: `remove \`${option}\`` });
    return undefined;
  }
  const holder: ConditionHolder = { section, subject, part, option };
  if (part.startsWith("panel") && section.grid === undefined) reportFixedPanel(holder);
  const { condition, conditions } = listConditions(visibility);
  return {
    kind: "ConditionalRenderingGroup",
    spec: {
      visibility: showIf === undefined ? "hide" : "show",
      condition,
      items: conditions.map((one) => compileCondition(holder, one)),
    },
  };
}

/** The part of a dashboard that has a condition, and the option that it is in. */
interface ConditionHolder {
  readonly section: Section;
  readonly subject: Subject;
  readonly part: ShownPart;
  readonly option: "showIf" | "hideIf";
}

function listConditions(visibility: Visibility) {
  if ("all" in visibility) return { condition: "and" as const, conditions: visibility.all };
  if ("any" in visibility) return { condition: "or" as const, conditions: visibility.any };
  return { condition: "and" as const, conditions: [visibility] };
}

function reportFixedPanel({ section, subject, option }: ConditionHolder): void {
  reportError(section.shared.scope, "definition/unsupported", subject, {
    summary: "Grafana cannot hide a panel that has a place in a grid",
    details: "Where a panel is hidden, others move up: only an automatic grid does that.",
    fix: "write `layout: autoGrid()` for its row, tab or dashboard, or hide the whole row",
    option: [option],
  });
}

function compileCondition(holder: ConditionHolder, condition: ShowCondition): Item {
  if ("hasData" in condition) {
    if (holder.part !== "panel") reportNoData(holder);
    return { kind: "ConditionalRenderingData", spec: { value: condition.hasData } };
  }
  if ("timeRangeAtMost" in condition) {
    const value = renderSpan(holder, condition.timeRangeAtMost);
    return { kind: "ConditionalRenderingTimeRangeSize", spec: { value } };
  }
  checkVariable(holder, condition);
  const { name: variable } = condition.variable;
  return { kind: "ConditionalRenderingVariable", spec: { variable, ...compileComparison(holder, condition) } };
}

function reportNoData({ section, subject, part, option }: ConditionHolder): void {
  reportError(section.shared.scope, "definition/unsupported", subject, {
    summary: part === "panel without queries" ? "the panel has no queries, and so no data" : `a ${part} has no data`,
    details: "Grafana ignores the condition.",
    fix:
      part === "panel without queries"
        ? "compare a variable, or the time range"
        : "give the condition to its panels, which need an automatic grid, or compare a variable",
    option: [option],
  });
}

function compileComparison(holder: ConditionHolder, condition: VariableCondition) {
  if ("is" in condition) return { operator: "equals" as const, value: renderValue(holder, condition, condition.is) };
  if ("isNot" in condition)
    return { operator: "notEquals" as const, value: renderValue(holder, condition, condition.isNot) };
  if ("matches" in condition) return { operator: "matches" as const, value: renderRegex(holder, condition.matches) };
  return { operator: "notMatches" as const, value: renderRegex(holder, condition.matchesNot) };
}

function checkVariable(
  { section, subject, part, option }: ConditionHolder,
  { variable: { name } }: VariableCondition,
): void {
  const { scope, variables } = section.shared;
  if (variables.some((variable) => variable.name === name)) return;
  reportError(scope, "definition/unknown-variable", subject, {
    summary: `the ${part === "panel without queries" ? "panel" : part} depends on "${name}", which is not a variable of the dashboard`,
    fix: "add it to the variables of the dashboard",
    option: [option],
  });
}

/** Grafana's name for a choice of all values. */
const allValues = "All";

/** Renders a value that is compared. Reports one that the variable never has: the condition would never be met. */
function renderValue(
  { section, subject, option }: ConditionHolder,
  { variable }: VariableCondition,
  value: string,
): string {
  const { scope } = section.shared;
  if ("all" in variable && variable.all && value === allValues) return value;
  // Grafana has uids for the values of such a variable, and names for their texts.
  if (variable.from === "dataSources") return findDataSource(scope, subject, variable.type, value) ?? value;
  const offered = listOffered(variable);
  if (offered === undefined || offered.includes(value)) return value;
  reportError(scope, "definition/missing-value", subject, {
    summary: `the variable "${variable.name}" has no value "${value}"`,
    fix: suggestion(value, [...offered, ...("all" in variable && variable.all ? [allValues] : [])]),
    option: [option],
  });
  return value;
}

/** All values that a variable can have. Undefined if readers may write others, or the data source has them. */
function listOffered(variable: ComparedVariable): readonly string[] | undefined {
  if (variable.from === "intervals") return variable.values;
  if (variable.from !== "list" || variable.allowCustomValue === true) return undefined;
  return variable.values.map((one) => (typeof one === "string" ? one : one.value));
}

/** Renders a regular expression, whose flags Grafana does not take. */
function renderRegex({ section, subject, option }: ConditionHolder, regex: RegExp): string {
  if (regex.flags !== "") {
    reportError(section.shared.scope, "definition/unsupported", subject, {
      summary: `Grafana cannot compare with the flag "${regex.flags[0]}" of a regular expression`,
      fix: "remove the flag; for both cases, write [Pp]",
      option: [option],
    });
  }
  return regex.source;
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;

/** Renders a duration in one unit, since Grafana ignores one of several. */
function renderSpan({ section, subject, option }: ConditionHolder, span: Duration): string {
  const ms = durationMs(span) ?? 0;
  const [unit, size] = units.find(([, one]) => ms > 0 && ms % one === 0) ?? [undefined, 1];
  if (unit !== undefined) return `${ms / size}${unit}`;
  reportError(section.shared.scope, "definition/unsupported", subject, {
    summary: `Grafana cannot compare the time range with ${span}`,
    fix: "use whole seconds, and more than none",
    option: [option],
  });
  return span;
}
