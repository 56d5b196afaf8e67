import type { PrometheusVersion } from "../../promql/index.js";
import { builtins } from "../builtin/builtins.js";
import { escapeQuery } from "../builtin/escaping.js";
import { compile } from "../execute/compile.js";
import { type Execution, execute } from "../execute/execute.js";
import type { Program } from "../execute/program.js";
import { print } from "../format/printf.js";
import { parseTemplate } from "../parse/parser.js";
import type { GoFunction } from "../values/definitions.js";
import { anything, variadicFunction } from "../values/function.js";
import { goString } from "../values/value.js";
import { notificationTemplateOptions } from "./functions.js";
import { HtmlEscaper, queryType } from "./html-escaper.js";
import { type Notification, notificationData } from "./notification-data.js";
import { notificationFunctions } from "./notification-functions.js";
import { notificationRelease } from "./release.js";

export interface RenderOptions {
  /** The text of the template files, which only define templates. */
  readonly templates: string;
  readonly version: PrometheusVersion;
  /** The time of the notification, in milliseconds. */
  readonly now: number;
  /** Escapes as `html/template` does. */
  readonly html?: boolean;
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
  const { templates, version, now, html = false } = options;
  const program = compileField(field, templates, version);
  if ("error" in program) return program;
  const release = notificationRelease(version);
  const escaper = html ? new HtmlEscaper() : undefined;
  const functions = new Map<string, GoFunction>([
    ...builtins(release.go),
    ...notificationFunctions(release, now),
    ...(html ? [["urlquery", urlqueryInHtml] as const] : []),
  ]);
  return execute(program, notificationData(notification, release), {
    name: "",
    functions,
    missingKey: "zero",
    rangesOverIntegers: release.go >= 24,
    ...(escaper && { escapeOutput: (printed, value, output) => escaper.escape(printed, value, output) }),
  });
}

/** Memoises the last programs: the fields of a receiver are rendered for many notifications. */
const programs = new Map<string, Program | { readonly error: string }>();
const maxPrograms = 64;

function compileField(
  field: string,
  templates: string,
  version: PrometheusVersion,
): Program | { readonly error: string } {
  const text = field + templates;
  const key = `${version.major}.${version.minor} ${field.length} ${text}`;
  let program = programs.get(key);
  if (!program) {
    const { template, errors } = parseTemplate(text, notificationTemplateOptions(version));
    program =
      template === undefined || errors.length > 0
        ? { error: errors[0]!.message }
        : // Files only define templates: the text between definitions is not part of the field.
          compile(text, { ...template, body: template.body.filter(({ start }) => start < field.length) });
    if (programs.size >= maxPrograms) programs.clear();
    programs.set(key, program);
  }
  return program;
}

const urlqueryInHtml = variadicFunction([], anything, (_, values, limit) =>
  goString(escapeQuery(print(values, limit)), queryType),
);
