import { type AlertTemplateData, expandAlertTemplate } from "../../src/gotemplate/expand.js";
import { alert, query, showExpansion } from "./differential/alert.js";

export const newest = { major: 3, minor: 14 };
export const oldest = { major: 2, minor: 42 };

/** Expands a template of an alert, by default in the newest release. */
export function expand(text: string, data: Partial<AlertTemplateData> = {}): string {
  return showExpansion(expandAlertTemplate(text, { ...alert, version: newest, ...data }, query));
}

/** The error of an expansion, without its position. */
export function problem(text: string, data: Partial<AlertTemplateData> = {}): string {
  return /^<error expanding template: .*?: executing ".*?" at <.*?>: (.*)>$/s.exec(expand(text, data))?.[1] ?? "none";
}
