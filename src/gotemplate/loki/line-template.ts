import { builtins } from "../builtin/builtins.js";
import { compile } from "../execute/compile.js";
import { type Execution, execute } from "../execute/execute.js";
import { parseTemplate } from "../parse/parser.js";
import { goTime } from "../prometheus/time.js";
import type { GoFunction } from "../values/definitions.js";
import { anything, goFunction, text, variadicFunction } from "../values/function.js";
import { goString, goStringMap, isTrue } from "../values/value.js";
import { lineTemplateOptions } from "./functions.js";
import { fromJson } from "./json-value.js";
import { numberFunctions } from "./number-functions.js";
import { findOnlyField, listFields } from "./template-fields.js";
import { textFunctions } from "./text-functions.js";
import { timeFunctions } from "./time-functions.js";

/** The line that a template formats. */
export interface LineData {
  readonly line: string;
  /** In nanoseconds. */
  readonly time: bigint;
  readonly labels: Readonly<Record<string, string>>;
}

/** A compiled template of `line_format` or `label_format`. */
export interface LineTemplate {
  readonly format: (data: LineData) => Execution;
  /** The names behind dots: labels that the template may read. */
  readonly fields: readonly string[];
  /** The label of a template that prints only this. */
  readonly onlyField: string | undefined;
}

/** The Go release that Loki is built with. */
const goRelease = 26;

const functions: ReadonlyMap<string, GoFunction> = new Map([
  ...builtins(goRelease),
  ...textFunctions,
  ...numberFunctions,
  ...timeFunctions(() => BigInt(Date.now()) * 1_000_000n),
  ["fromJson", goFunction([text], fromJson)],
  ["default", variadicFunction([anything], anything, ([fallback], [given]) => (isTrue(given) ? given : fallback))],
]);

/**
 * Compiles a valid template.
 *
 * ```ts
 * const template = compileLineTemplate("{{ .level | upper }}", "line");
 * template.format({ line: "", time: 0n, labels: { level: "info" } }); // { text: "INFO" }
 * ```
 */
export function compileLineTemplate(source: string, name: "line" | "label"): LineTemplate {
  const { template, errors } = parseTemplate(source, lineTemplateOptions);
  if (template === undefined || errors.length > 0) throw new Error(`invalid template: ${errors[0]!.message}`);
  const program = compile(source, template);
  return {
    fields: listFields(template),
    onlyField: findOnlyField(template),
    format: ({ line, time, labels }) => {
      const ofLine = new Map([
        ["__line__", goFunction([], () => goString(line))],
        ["__timestamp__", goFunction([], () => goTime(time))],
      ]);
      return execute(program, goStringMap(labels), {
        name,
        functions: { get: (called) => ofLine.get(called) ?? functions.get(called) },
        missingKey: "zero",
        rangesOverIntegers: true,
      });
    },
  };
}
