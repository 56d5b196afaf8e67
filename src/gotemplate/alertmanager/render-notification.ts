import type { PrometheusVersion } from "../../promql/index.js";
import { builtins } from "../builtin/builtins.js";
import { escapeQuery } from "../builtin/escaping.js";
import { compile } from "../execute/compile.js";
import { type Execution, execute } from "../execute/execute.js";
import type { MissingKey } from "../execute/fields.js";
import type { Program } from "../execute/program.js";
import { print } from "../format/printf.js";
import { parseTemplate } from "../parse/parser.js";
import type { GoFunction, GoValue } from "../values/definitions.js";
import { anything, variadicFunction } from "../values/function.js";
import { goString } from "../values/value.js";
import { notificationTemplateOptions } from "./functions.js";
import { HtmlEscaper, queryType } from "./html-escaper.js";
import { type Notification, notificationData } from "./notification-data.js";
import { notificationFunctions } from "./notification-functions.js";
import { type NotificationRelease, notificationRelease } from "./release.js";

export interface RenderOptions {
  /** The text of the template files, which only define templates. */
  readonly templates: string;
  readonly version: PrometheusVersion;
  /** The time of the notification, in milliseconds. */
  readonly now: number;
  /** Escapes as `html/template` does. */
  readonly html?: boolean;
  /** The result of a missing entry. @default "zero", as in Alertmanager */
  readonly missingKey?: MissingKey | undefined;
}

/**
 * Renders a field of a receiver for a notification, as Alertmanager does.
 *
 * ```ts
 * renderNotification('{{ template "telltale.title" . }}', notification, { templates, version: { major: 0, minor: 28 }, now });
 * // { text: "[CRITICAL] shop prod: CartFails" }
 * ```
 */
export function renderNotification(field: string, notification: Notification, options: RenderOptions): Execution {
  const { templates, version, now, html = false, missingKey = "zero" } = options;
  const program = compileField(field, templates, version);
  if ("error" in program) return program;
  const release = notificationRelease(version);
  const escaper = html ? new HtmlEscaper() : undefined;
  return execute(program, dataOf(notification, release), {
    name: "",
    functions: listFunctions(release, now, html),
    missingKey,
    rangesOverIntegers: release.go >= 24,
    ...(escaper && { escapeOutput: (printed, value, output) => escaper.escape(printed, value, output) }),
  });
}

type Functions = ReadonlyMap<string, GoFunction>;

/** The functions of the last call: messages are rendered one after the other, for the same time. */
let last: { readonly key: string; readonly functions: Functions } | undefined;

function listFunctions(release: NotificationRelease, now: number, html: boolean): Functions {
  const { major, minor } = release.version;
  const key = `${major}.${minor} ${now} ${html}`;
  if (last?.key === key) return last.functions;
  const functions = new Map<string, GoFunction>([
    ...builtins(release.go),
    ...notificationFunctions(release, now),
    ...(html ? [["urlquery", urlqueryInHtml] as const] : []),
  ]);
  last = { key, functions };
  return functions;
}

/** The data of notifications: all fields of a message take the same. */
const data = new WeakMap<Notification, { readonly version: PrometheusVersion; readonly value: GoValue }>();

function dataOf(notification: Notification, release: NotificationRelease): GoValue {
  const known = data.get(notification);
  if (known?.version === release.version) return known.value;
  const value = notificationData(notification, release);
  data.set(notification, { version: release.version, value });
  return value;
}

type Compiled = Program | { readonly error: string };

/** The programs of the fields that take templates from the same files: receivers render theirs for many alerts. */
interface CompiledFiles {
  readonly files: Compiled;
  readonly fields: Map<string, Compiled>;
}

/** By the text of the files, and the release. */
const compiled = new Map<string, Map<string, CompiledFiles>>();
const maxFiles = 8;
const maxFields = 512;

function compileField(field: string, templates: string, version: PrometheusVersion): Compiled {
  const { files, fields } = compileFiles(templates, version);
  if ("error" in files) return files;
  let program = fields.get(field);
  if (program === undefined) {
    program = compileText(field, version, files);
    if (fields.size >= maxFields) fields.clear();
    fields.set(field, program);
  }
  return program;
}

function compileFiles(templates: string, version: PrometheusVersion): CompiledFiles {
  const releases = compiled.get(templates) ?? new Map<string, CompiledFiles>();
  const release = `${version.major}.${version.minor}`;
  let files = releases.get(release);
  if (files === undefined) {
    files = { files: compileText(templates, version), fields: new Map() };
    if (compiled.size >= maxFiles && !compiled.has(templates)) compiled.clear();
    compiled.set(templates, releases.set(release, files));
  }
  return files;
}

function compileText(text: string, version: PrometheusVersion, defined?: Program): Compiled {
  const { template, errors } = parseTemplate(text, notificationTemplateOptions(version));
  if (template === undefined || errors.length > 0) return { error: errors[0]!.message };
  return compile(text, template, defined);
}

const urlqueryInHtml = variadicFunction([], anything, (_, values, limit) =>
  goString(escapeQuery(print(values, limit)), queryType),
);
