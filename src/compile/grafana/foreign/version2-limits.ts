import { items, type JsonNode, type JsonObject, member, text } from "../../../formats/json/node.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import { type DashboardForm, writesForm } from "../forms/dashboard-form.js";
import { formNames } from "../forms/form-limits.js";
import { type ForeignDocument, locateNode } from "./document.js";

/** Reports a part of the JSON that one of the environment's forms would lose. */
type Report = (form: DashboardForm, node: JsonNode, summary: string, fix: string) => void;

/**
 * Reports what the forms of an environment cannot hold: conditions, and rows that repeat what is in them, in the classic
 * form; variables of rows and tabs in that of Grafana 12. A tab becomes a row, and an automatic grid one of fixed
 * positions.
 */
export function checkFormLimits(scope: Scope, subject: Subject, document: ForeignDocument, root: JsonObject): void {
  const { settings } = scope;
  const forms = (["classic", "v2beta1"] as const).filter((form) => writesForm(settings, form));
  const report: Report = (form, node, summary, fix) => {
    if (!forms.includes(form as "classic")) return;
    const span = locateNode(document, node);
    reportError(scope, "definition/unsupported", subject, {
      summary: `${formNames[form]} ${summary}`,
      details: `The setting \`grafana.dashboards\` of the environment "${settings.environment}", and its release of Grafana, decide the form.`,
      fix: `${fix}; to leave the dashboard out of this environment, write \`only\``,
      ...(span && { span }),
    });
  };
  for (const variable of items(member(root, "variables"))) checkVariable(variable, report);
  checkLayout(member(root, "layout"), report);
}

/** The kinds of variables that have a classic form. */
const classicVariables: ReadonlySet<string> = new Set(
  ["Query", "Datasource", "Custom", "Constant", "Interval", "Text", "Switch", "GroupBy", "Adhoc"].map(
    (kind) => `${kind}Variable`,
  ),
);

function checkVariable(variable: JsonNode, report: Report): void {
  const kind = member(variable, "kind");
  const written = text(kind);
  if (!kind || written === undefined || classicVariables.has(written)) return;
  report("classic", kind, `has no variables of kind ${written}`, "remove the variable");
}

const sections = [
  ["rows", "row"],
  ["tabs", "tab"],
] as const;

/** Layouts are nested up to four levels deep; Grafana refuses deeper ones. */
function checkLayout(layout: JsonNode | undefined, report: Report): void {
  const open = layout ? [layout] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const item of items(member(node, "spec", "items"))) checkCondition(member(item, "spec"), "panel", report);
    for (const [list, part] of sections) {
      for (const section of items(member(node, "spec", list))) {
        const spec = member(section, "spec");
        const inner = member(spec, "layout");
        checkCondition(spec, part, report);
        checkRepetition(spec, inner, part, report);
        for (const variable of items(member(spec, "variables"))) {
          checkVariable(variable, report);
          report("v2beta1", variable, `has no variables of a ${part}`, "move the variable to the dashboard");
        }
        if (inner) open.push(inner);
      }
    }
  }
}

function checkCondition(spec: JsonNode | undefined, part: string, report: Report): void {
  const condition = member(spec, "conditionalRendering");
  if (condition?.kind !== "object") return;
  report("classic", condition, `cannot hide a ${part}: it is always shown`, "remove `conditionalRendering`");
}

function checkRepetition(spec: JsonNode | undefined, inner: JsonNode | undefined, part: string, report: Report): void {
  const repeat = member(spec, "repeat");
  if (repeat?.kind !== "object") return;
  const held = sections.find(([list]) => items(member(inner, "spec", list)).length > 0)?.[0];
  if (held !== undefined) {
    const summary = `cannot repeat a ${part} that has ${held}: rows are not nested there`;
    report("classic", repeat, summary, `remove \`repeat\` or the ${held}`);
  }
  const isHidden = member(spec, "hideHeader");
  if (isHidden?.kind === "scalar" && isHidden.value === true) {
    report("classic", repeat, "cannot repeat a row without its heading", "remove `repeat` or `hideHeader`");
  }
}
