import { posix } from "node:path";
import type { Integration, IntegrationKind } from "../../../formats/alertmanager/types.js";
import type { ContactPointReceiver, Setting } from "../../../formats/grafana-alerting/index.js";
import { isSecret, type Secret } from "../../../model/alert/secret.js";
import { hasKind } from "../../../model/definition/definition.js";
import type { PrometheusVersion } from "../../../promql/index.js";
import type { ContactPointForm, Fields, Settings } from "./contact-point-form.js";
import { contactPointForms, otherWays } from "./forms.js";

/** A part of a receiver that a contact point cannot have. */
export interface ContactPointProblem {
  /** The field of Alertmanager's integration, without `_file`. Undefined for the receiver as a whole. */
  readonly field: string | undefined;
  readonly summary: string;
  readonly fix: string;
  /** True if nothing is lost: Grafana has it elsewhere. */
  readonly isElsewhere: boolean;
}

export interface ConvertedIntegration {
  readonly receiver: ContactPointReceiver | undefined;
  readonly problems: readonly ContactPointProblem[];
}

/** Kinds of which Alertmanager tells no one that an alert has resolved, unless it is said. */
const quietWhenResolved: ReadonlySet<IntegrationKind> = new Set(["email", "slack", "wechat"]);

/** Converts an integration of Alertmanager to one of a contact point, with all that this cannot express. */
export function convertIntegration(
  kind: IntegrationKind,
  integration: Integration,
  { uid, version, secretsFolder }: { uid: string; version: PrometheusVersion; secretsFolder: string },
): ConvertedIntegration {
  const form = contactPointForms[kind]?.(version);
  if (form === undefined) {
    const summary = `Grafana has no contact point of the kind ${kind}`;
    const problem = { field: undefined, summary, fix: otherWays[kind]!, isElsewhere: false };
    return { receiver: undefined, problems: [problem] };
  }
  const { send_resolved = !quietWhenResolved.has(kind), ...options } = integration;
  const fields: Fields = new Map(listFields(options, secretsFolder));
  const results = [...fields].map(([field, value]) => convertField(form, field, value, fields));
  const always = form.always?.(fields) ?? {};
  const settings = [...results.flatMap((result) => ("settings" in result ? [result.settings] : [])), always];
  return {
    receiver: {
      uid,
      type: form.type,
      settings: settings.reduce<Readonly<Record<string, Setting>>>(merge, {}),
      disableResolveMessage: !send_resolved,
    },
    problems: [
      ...results.flatMap((result) => ("problem" in result ? [result.problem] : [])),
      ...Object.entries(form.needs ?? {}).flatMap(([field, option]) =>
        fields.has(field) ? [] : [missing(form, field, option)],
      ),
    ],
  };
}

type FieldResult = { readonly settings: Settings } | { readonly problem: ContactPointProblem };

function convertField(form: ContactPointForm, field: string, value: Setting, fields: Fields): FieldResult {
  const target = Object.hasOwn(form.settings, field) ? form.settings[field] : undefined;
  const settings = typeof target === "string" ? nest(target, value) : target?.(value, fields);
  if (settings !== undefined) return { settings };
  if (form.implied?.[field]?.(value, fields)) return { settings: {} };
  const elsewhere = form.elsewhere?.[field];
  if (elsewhere?.has(value)) {
    const summary = `Grafana takes ${field} from ${elsewhere.place}`;
    return { problem: { field, summary, fix: "set it there: it is not part of a contact point", isElsewhere: true } };
  }
  const what = target === undefined ? `no ${field}` : `no such ${field}`;
  const summary = `the contact point of Grafana for ${form.type} has ${what}`;
  return { problem: { field, summary, fix: "leave it out, or use another kind of receiver", isElsewhere: false } };
}

function missing({ type }: ContactPointForm, field: string, option: string): ContactPointProblem {
  const summary = `the contact point of Grafana for ${type} needs ${field}`;
  return { field, summary, fix: `set ${option}`, isElsewhere: false };
}

/** Objects of Alertmanager whose fields are settings of their own. The others are values as a whole. */
const objects: ReadonlySet<string> = new Set(["headers", "http_config", "basic_auth", "authorization", "sigv4"]);

function listFields(
  options: Readonly<Record<string, unknown>>,
  secretsFolder: string,
  prefix = "",
): readonly (readonly [string, Setting])[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const path = `${prefix}${name}`;
    if (objects.has(name) && typeof value === "object" && value !== null && !Array.isArray(value)) {
      return listFields(value as Record<string, unknown>, secretsFolder, `${path}.`);
    }
    const field = /^(.+)_file$/.exec(path)?.[1];
    return field === undefined || typeof value !== "string"
      ? [[path, value as Setting] as const]
      : [[field, secretOf(value, secretsFolder)] as const];
  });
}

/** A secret in the folder of secrets is that of `env("NAME")`; any other is that of `file("path")`. */
function secretOf(path: string, secretsFolder: string): Secret {
  return posix.dirname(path) === secretsFolder
    ? { kind: "secret", name: posix.basename(path) }
    : { kind: "secret", name: path, path };
}

function nest(path: string, value: Setting): Settings {
  const names = path.split(".");
  return names.reduceRight<Setting>((inner, name) => ({ [name]: inner }), value) as Settings;
}

function merge(one: Readonly<Record<string, Setting>>, other: Settings): Readonly<Record<string, Setting>> {
  const merged: Record<string, Setting> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    if (value === undefined) continue;
    const before = merged[name];
    merged[name] = isPlain(before) && isPlain(value) ? merge(before, value) : value;
  }
  return merged;
}

function isPlain(value: Setting | undefined): value is Readonly<Record<string, Setting>> {
  return typeof value === "object" && !Array.isArray(value) && !isSecret(value) && !hasKind(value, "secret text");
}
