import { posix } from "node:path";
import type { Integration, IntegrationKind, Receiver } from "../../formats/alertmanager/types.js";
import type { YamlValue } from "../../yaml/index.js";
import { type ConfigVersion, findField, hasReceiver, keyedLists } from "./fields.js";

/** A part of a receiver that an `AlertmanagerConfig` cannot have. */
export interface ReceiverProblem {
  readonly kind: IntegrationKind;
  /** The field of Alertmanager's integration, without `_file`. Undefined for the receiver as a whole. */
  readonly field: string | undefined;
  readonly summary: string;
  readonly fix: string;
}

/** The version of the object, the folder that `env("NAME")` stands for, and the Secret that has its values. */
export interface ConfigForm {
  readonly version: ConfigVersion;
  readonly secretsFolder: string;
  readonly secretName: string;
}

type Fields = { readonly [name: string]: YamlValue };

/** Converts a receiver, without what the object cannot have, which `report` is told. */
export function convertReceiver(
  { name, labels: _, ...kinds }: Receiver,
  form: ConfigForm,
  report: (problem: ReceiverProblem) => void,
): Fields {
  const lists = Object.entries(kinds).flatMap(([configs, list]) => {
    const kind = configs.replace(/_configs$/, "") as IntegrationKind;
    if (!hasReceiver(kind)) {
      const summary = `an AlertmanagerConfig has no receiver of the kind ${kind}`;
      report({ kind, field: undefined, summary, fix: "use another kind of receiver" });
      return [];
    }
    const converter = new IntegrationConverter(kind, form, report);
    return [[`${kind}Configs`, (list as readonly Integration[]).map((one) => converter.convert(one))] as const];
  });
  return { name, ...Object.fromEntries(lists) };
}

class IntegrationConverter {
  private readonly kind: IntegrationKind;
  private readonly form: ConfigForm;
  private readonly report: (problem: ReceiverProblem) => void;

  constructor(kind: IntegrationKind, form: ConfigForm, report: (problem: ReceiverProblem) => void) {
    this.kind = kind;
    this.form = form;
    this.report = report;
  }

  convert({ send_resolved, ...options }: Integration): Fields {
    const fields = Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : this.field(name, value),
    );
    return { ...Object.fromEntries(fields), ...(send_resolved !== undefined && { sendResolved: send_resolved }) };
  }

  private field(name: string, value: YamlValue): readonly (readonly [string, YamlValue])[] {
    if (name === "http_config") return this.httpConfig(value as Fields);
    const field = name.replace(/_file$/, "");
    const found = findField(this.kind, field, this.form.version);
    if (found === undefined) return this.lacks(field);
    if (found.isSecret) {
      const reference = this.secret(field, name === field ? undefined : String(value));
      return reference ? [[found.name, reference]] : [];
    }
    if (field === "parse_mode" && value === "") return this.needsParseMode();
    return [[found.name, convertValue(found.name, value)]];
  }

  /** The credentials of a header. Webex has its token there. */
  private httpConfig({ authorization, basic_auth, ...others }: Fields): readonly (readonly [string, YamlValue])[] {
    for (const name of Object.keys(others)) this.lacks(`http_config.${name}`);
    if (basic_auth !== undefined) this.lacks("http_config.basic_auth");
    if (authorization === undefined) return [];
    const { type, credentials_file } = authorization as Fields;
    const field = "http_config.authorization.credentials";
    const credentials = this.secret(field, credentials_file === undefined ? undefined : String(credentials_file));
    if (!credentials) return [];
    return [["httpConfig", { authorization: { ...(type !== undefined && { type }), credentials } }]];
  }

  private secret(field: string, path: string | undefined): YamlValue | undefined {
    const { secretsFolder, secretName } = this.form;
    if (path !== undefined && posix.dirname(path) === secretsFolder) {
      return { name: secretName, key: posix.basename(path) };
    }
    const what = path === undefined ? "text" : "a file";
    const summary = `an AlertmanagerConfig takes ${field} from a Secret, and this is ${what}`;
    this.report({ kind: this.kind, field, summary, fix: 'write env("NAME"), the key in the Secret' });
    return undefined;
  }

  private needsParseMode(): readonly [] {
    const summary = "an AlertmanagerConfig cannot say that a message is plain text: Telegram would read it as HTML";
    this.report({ kind: this.kind, field: "parse_mode", summary, fix: 'set parseMode: "HTML", and escape the text' });
    return [];
  }

  private lacks(field: string): readonly [] {
    const summary = `the ${this.kind} receiver of an AlertmanagerConfig has no ${field}`;
    this.report({ kind: this.kind, field, summary, fix: "leave it out, or use another kind of receiver" });
    return [];
  }
}

function convertValue(name: string, value: YamlValue): YamlValue {
  if (keyedLists.has(name)) {
    return Object.entries(value as Fields).map(([key, text]) => ({ key, value: text }));
  }
  if (name === "pagerDutyLinkConfigs") {
    return (value as readonly Fields[]).map(({ href, text }) => ({
      href: href!,
      ...(text !== undefined && { alt: text }),
    }));
  }
  if (name === "sigv4") {
    return Object.fromEntries(
      Object.entries(value as Fields).map(([field, one]) => [field === "role_arn" ? "roleArn" : field, one]),
    );
  }
  return value;
}
