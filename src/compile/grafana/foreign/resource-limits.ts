import { isVariableType } from "../../../formats/grafana/v2/variables.js";
import { items, type JsonNode, type JsonObject, member, number, text } from "../../../formats/json/node.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import type { DashboardForm } from "../forms/dashboard-form.js";
import { formNames } from "../forms/form-limits.js";
import { type ForeignDocument, locateNode } from "./document.js";

/** Reports parts of a classic dashboard that a resource would lose. */
export function checkResourceLimits(
  scope: Scope,
  subject: Subject,
  form: DashboardForm,
  document: ForeignDocument,
  { root, panels }: { readonly root: JsonNode; readonly panels: readonly JsonObject[] },
): void {
  const report = (node: JsonNode, summary: string, fix: string) => {
    const span = locateNode(document, node);
    reportError(scope, "definition/unsupported", subject, {
      summary: `${formNames[form]} ${summary}`,
      details: `The setting \`grafana.dashboards\` of the environment "${scope.settings.environment}" decides the form.`,
      fix,
      ...(span && { span }),
    });
  };
  for (const variable of items(member(root, "templating", "list"))) {
    const type = member(variable, "type");
    const written = text(type);
    if (type === undefined || written === undefined || isVariableType(written)) continue;
    const name = text(member(variable, "name")) ?? "";
    report(type, `has no variables of type "${written}", as "${name}" is`, "give the variable a type that Grafana has");
  }
  const seen = new Map<number, string>();
  for (const panel of panels) {
    const id = member(panel, "id");
    const value = number(id);
    if (id === undefined || value === undefined) continue;
    const title = text(member(panel, "title")) ?? "";
    const first = seen.get(value);
    seen.set(value, first ?? title);
    if (first === undefined) continue;
    const summary = `keeps one panel per id, and "${first}" and "${title}" both have the id ${value}`;
    report(id, summary, "give one of them another id");
  }
}
