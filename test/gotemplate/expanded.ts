import { type AlertTemplateData, expandAlertTemplate } from "../../src/gotemplate/expand.js";
import { alert, query, shown } from "./differential/surroundings.js";

export const newest = { major: 3, minor: 14 };
export const oldest = { major: 2, minor: 42 };

/** What a template of an alert becomes in the newest release, unless another one is asked for. */
export function expanded(text: string, data: Partial<AlertTemplateData> = {}): string {
  return shown(expandAlertTemplate(text, { ...alert, version: newest, ...data }, query));
}

/** Why a template cannot be expanded, without where. */
export function problem(text: string, data: Partial<AlertTemplateData> = {}): string {
  return /^<error expanding template: .*?: executing ".*?" at <.*?>: (.*)>$/s.exec(expanded(text, data))?.[1] ?? "none";
}
