import { isSecret, type Secret } from "../../model/alert/secret.js";
import { hasKind } from "../../model/definition/definition.js";
import { renderYaml, type YamlValue } from "../../yaml/index.js";
import type { AlertingFile, GrafanaRule, InhibitionRule, SecretText, Setting } from "./types.js";

/**
 * Renders a file of Grafana's provisioning for alerting. Grafana expands `$VARIABLE` in most texts of such a file: a `$` is
 * written twice there, and a secret as the variable or the file that holds it. Equal data gives equal bytes.
 *
 * ```ts
 * renderAlerting({ contactPoints: [{ name: "team", receivers }] });
 * ```
 */
export function renderAlerting({ groups, contactPoints, policies, muteTimes, templates }: AlertingFile): string {
  return renderYaml({
    apiVersion: 1,
    groups: groups?.map(({ rules, ...group }) => ({ ...expandable(group), rules: rules.map(renderRule) })),
    contactPoints: contactPoints && (expandable(contactPoints) as YamlValue),
    policies: policies && (expandable(policies) as YamlValue),
    // Grafana expands nothing in these.
    muteTimes: muteTimes as YamlValue | undefined,
    templates: templates as YamlValue | undefined,
  });
}

/** Renders inhibition rules, one document each, as resources that clients of `/apis` apply. */
export function renderInhibitionRules(rules: readonly InhibitionRule[]): string {
  return rules.map((rule) => renderYaml(rule as unknown as YamlValue)).join("---\n");
}

/** Grafana reads the model of a query as it is. */
function renderRule({ data, ...rule }: GrafanaRule): YamlValue {
  const { uid, title, ...fields } = rule;
  const [condition, others] = "condition" in fields ? [fields.condition, omitCondition(fields)] : [undefined, fields];
  const queries = data.map(({ model, ...query }) => ({ ...expandable(query), model }));
  return { ...expandable({ uid, title, condition }), data: queries, ...expandable(others as Setting) } as YamlValue;
}

function omitCondition<Fields extends { readonly condition: string }>({ condition: _, ...others }: Fields) {
  return others;
}

type Escaped = { readonly [name: string]: YamlValue | undefined };

function expandable(value: unknown): Escaped {
  return escapeValue(value) as unknown as Escaped;
}

function escapeValue(value: unknown): YamlValue | undefined {
  if (typeof value === "string") return escapeText(value);
  if (typeof value !== "object" || value === null) return value as YamlValue | undefined;
  if (Array.isArray(value)) return value.map((one) => escapeValue(one) as YamlValue);
  if (isSecret(value)) return reference(value);
  if (hasKind(value, "secret text")) return joinParts(value as unknown as SecretText);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, escapeValue(field)]));
}

function joinParts({ parts }: SecretText): string {
  return parts.map((part) => (typeof part === "string" ? escapeText(part) : reference(part))).join("");
}

/** Grafana joins what is before and after `$$` with one `$`. */
function escapeText(text: string): string {
  return text.replaceAll("$", () => "$$");
}

function reference({ name, path }: Secret): string {
  return path === undefined ? `$__env{${name}}` : `$__file{${path}}`;
}
