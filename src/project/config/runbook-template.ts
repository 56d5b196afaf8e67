import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { LineTable } from "../../diagnostics/positions.js";
import { parseTemplate, TemplateError, type TemplateNode } from "../../handlebars/index.js";
import type { Config } from "../../model/project/config.js";
import { locateInExport } from "../../source/locate-in-export.js";
import type { SourceFiles } from "../../source/source-files.js";
import { describeSystemError } from "../files/system-error.js";
import { configFindings } from "../findings.js";

/** The project's own template of runbooks. */
export interface RunbookTemplate {
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly TemplateNode[];
}

/** A configuration and where it is. */
export interface ConfigPlace {
  readonly root: string;
  readonly configPath: string;
  readonly sourceFiles: SourceFiles;
}

/** Reads the template of runbooks that a configuration names; undefined if it names none. */
export function readTemplate({ runbooks }: Config, place: ConfigPlace): RunbookTemplate | Diagnostic | undefined {
  const name = runbooks?.template;
  if (name === undefined) return undefined;
  const path = resolve(place.root, name);
  const text = readText(path);
  if (typeof text !== "string") {
    const span = locateInExport(place.configPath, ["runbooks", "template"], "value", place.sourceFiles);
    const summary = `cannot read the template of runbooks "${name}"`;
    return { ...finding(configFindings, "config/bad-template"), summary, ...text, span };
  }
  try {
    return { path, text, nodes: parseTemplate(text) };
  } catch (error) {
    if (error instanceof TemplateError) return templateMistake(error, { path, text });
    throw error;
  }
}

/** A template is a page of text: a larger file is a mistake. */
const maxBytes = 1_000_000;

function readText(path: string): string | { readonly details: string } {
  try {
    if (statSync(path).size > maxBytes) return { details: "It is larger than a megabyte." };
    return readFileSync(path, "utf8")
      .replace(/^\uFEFF/, "")
      .replaceAll("\r\n", "\n");
  } catch (error) {
    return { details: describeSystemError(error) };
  }
}

/** Reports a mistake at its position in the template. */
export function templateMistake(
  { message, offset }: TemplateError,
  { path, text }: Pick<RunbookTemplate, "path" | "text">,
): Diagnostic {
  return {
    ...finding(configFindings, "config/bad-template"),
    summary: message,
    span: { file: path, start: new LineTable(text).position(offset) },
  };
}
