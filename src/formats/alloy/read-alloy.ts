import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../diagnostics/order.js";
import type { TextRange } from "../../diagnostics/positions.js";
import { checkScope } from "./check/file.js";
import { Reporter } from "./check/reporter.js";
import { fileScope } from "./check/scope.js";
import type { Stability } from "./schema/shape.js";
import type { Statement } from "./syntax/ast.js";
import { parseAlloy } from "./syntax/parse.js";

export interface ReadAlloyOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  /** The flag `--stability.level` of Alloy. @default "generally-available" */
  readonly stability?: Stability;
}

export interface ReadAlloyResult {
  /** The blocks of the file; undefined if it has a syntax error. */
  readonly statements: readonly Statement[] | undefined;
  /** In file order. They include an error if `alloy validate` fails, or if Alloy cannot load the file. */
  readonly diagnostics: readonly Diagnostic[];
  readonly span: (range: TextRange) => Span;
}

/**
 * Reads a configuration of Grafana Alloy as strictly as Alloy does: syntax, components with their attributes and blocks,
 * types, references, and what components refuse.
 *
 * ```ts
 * const { diagnostics } = readAlloy('logging { level = "info" }\n', { file: "config.alloy" });
 * ```
 */
export function readAlloy(
  text: string,
  { file, stability = "generally-available" }: ReadAlloyOptions,
): ReadAlloyResult {
  const reporter = new Reporter(file, text);
  const span = (range: TextRange) => reporter.span(range);
  const statements = parseAlloy(text, (range, summary, fix) => {
    reporter.report("alloy/syntax", range, summary, fix === undefined ? {} : { fix });
  });
  if (reporter.diagnostics.length > 0) {
    return { statements: undefined, diagnostics: inFileOrder(reporter.diagnostics), span };
  }
  checkScope(statements, "the file", fileScope(reporter, stability));
  return { statements, diagnostics: inFileOrder(reporter.diagnostics), span };
}
