import { nearest } from "../../diagnostics/nearest.js";
import { notificationTemplateOptions } from "../../gotemplate/alertmanager/functions.js";
import { parseTemplate, type Template, type TemplateNode } from "../../gotemplate/index.js";
import type { EmailTexts, PagerdutyTexts, SlackTexts } from "../../model/alert/receiver-texts.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import { notificationTemplateNames } from "./notification-templates.js";

type ReceiverTexts = PagerdutyTexts | SlackTexts | EmailTexts | Readonly<Record<string, string>>;

/** Reports the texts of a receiver that Alertmanager could not render: it would log an error, and notify nobody. */
export function checkTexts(scope: Scope, subject: Subject, texts: ReceiverTexts): void {
  for (const [option, value] of Object.entries(texts)) {
    if (typeof value === "string") checkText(scope, subject, [option], value);
    else for (const [name, text] of Object.entries(value)) checkText(scope, subject, [option, name], String(text));
  }
}

/** Reports the texts in the payload of a webhook. */
export function checkPayload(scope: Scope, subject: Subject, payload: unknown, option = ["payload"]): void {
  if (typeof payload === "string") checkText(scope, subject, option, payload);
  else if (typeof payload === "object" && payload !== null) {
    for (const [name, part] of Object.entries(payload)) checkPayload(scope, subject, part, [...option, name]);
  }
}

function checkText(scope: Scope, subject: Subject, option: readonly string[], text: string): void {
  if (!text.includes("{{")) return;
  const problem = problemOf(scope, text);
  if (problem === undefined) return;
  reportError(scope, "definition/bad-notification", subject, {
    summary: `Alertmanager ${scope.settings.versions.alertmanager} cannot render ${option.join(".")}: ${problem.summary}`,
    details: "It would log the error, and nobody would be notified.",
    fix: problem.fix,
    option,
  });
}

function problemOf(scope: Scope, text: string): { readonly summary: string; readonly fix: string } | undefined {
  const { template, errors } = parseTemplate(text, notificationTemplateOptions(scope.versions.alertmanager));
  const [error] = errors;
  if (error !== undefined) return { summary: error.message, fix: error.hint ?? "correct the template" };
  const names = notificationTemplateNames();
  const unknown = includedNames(template!).find((name) => !names.has(name) && !isBuiltIn(name));
  if (unknown === undefined) return undefined;
  const similar = nearest(unknown, names);
  return {
    summary: `template "${unknown}" is not defined`,
    fix: similar === undefined ? "use one of templates/telltale.tmpl" : `did you mean "${similar}"?`,
  };
}

/** The templates of Alertmanager itself: `slack.default.text`, `__subject`. */
function isBuiltIn(name: string): boolean {
  return /^(?:__|[a-z0-9]+\.default\.)/.test(name);
}

/** The templates that a text uses and does not define. */
function includedNames({ body, definitions }: Template): readonly string[] {
  const nodes: TemplateNode[] = [...body, ...[...definitions.values()].flat()];
  const names: string[] = [];
  for (const node of nodes) {
    if (node.kind === "template" && !definitions.has(node.name)) names.push(node.name);
    if ("body" in node) nodes.push(...node.body, ...(node.otherwise ?? []));
  }
  return names;
}
