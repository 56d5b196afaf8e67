import type { PrometheusVersion } from "../../promql/index.js";
import { builtins } from "../builtin/builtins.js";
import { escapeQuery } from "../builtin/escaping.js";
import { compile } from "../execute/compile.js";
import { type Execution, execute } from "../execute/execute.js";
import type { MissingKey } from "../execute/fields.js";
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
  const functions = new Map<string, GoFunction>([
    ...builtins(release.go),
    ...notificationFunctions(release, now),
    ...(html ? [["urlquery", urlqueryInHtml] as const] : []),
  ]);
  return execute(program, notificationData(notification, release), {
    name: "",
    functions,
    missingKey,
    rangesOverIntegers: release.go >= 24,
    ...(escaper && { escapeOutput: (printed, value, output) => escaper.escape(printed, value, output) }),
  });
}

type CompiledField = Program | { readonly error: string };

/** Memoises programs, by the text of the files and then by that of the field: receivers render theirs for many alerts. */
const programs = new Map<string, Map<string, CompiledField>>();
const maxFiles = 8;
const maxFields = 512;

function compileField(field: string, templates: string, version: PrometheusVersion): CompiledField {
  const ofFile = programs.get(templates) ?? new Map<string, CompiledField>();
  const key = `${version.major}.${version.minor} ${field}`;
  let program = ofFile.get(key);
  if (!program) {
    const text = field + templates;
    const { template, errors } = parseTemplate(text, notificationTemplateOptions(version));
    program =
      template === undefined || errors.length > 0
        ? { error: errors[0]!.message }
        : // Files only define templates: the text between definitions is not part of the field.
          compile(text, { ...template, body: template.body.filter(({ start }) => start < field.length) });
    if (programs.size >= maxFiles && !programs.has(templates)) programs.clear();
    if (ofFile.size >= maxFields) ofFile.clear();
    programs.set(templates, ofFile.set(key, program));
  }
  return program;
}

const urlqueryInHtml = variadicFunction([], anything, (_, values, limit) =>
  goString(escapeQuery(print(values, limit)), queryType),
);
