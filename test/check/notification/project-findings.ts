import { readFileSync } from "node:fs";
import type { System } from "telltale";
import { checkProject } from "../../../src/check/index.js";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import type { Config } from "../../../src/model/project/config.js";
import { SourceFiles } from "../../../src/source/source-files.js";
import { compiled, config } from "../../compile/project.js";

const sources = new SourceFiles((path) => readFileSync(path, "utf8"));

/** The findings of one check on a system, with the subject, the summary and the text at its position. */
export function findingsOf(id: string, shop: System | readonly System[], overrides: Partial<Config> = {}) {
  return diagnosticsOf(id, shop, overrides).map(({ subject, summary }) => `${subject}: ${summary}`);
}

export function diagnosticsOf(
  id: string,
  shop: System | readonly System[],
  overrides: Partial<Config> = {},
): readonly Diagnostic[] {
  const systems = [shop].flat() as readonly System[];
  const result = compiled(systems, overrides, { sources });
  const all = checkProject({ config: { ...config, ...overrides }, systems }, result, {
    today: "2026-06-01",
    findings: {},
  });
  return all.filter((one) => one.id === id);
}

/** The text of the line that a finding points at. */
export function lineOf({ span }: Diagnostic): string {
  return readFileSync(span!.file, "utf8").split("\n")[span!.start.line - 1]!.trim();
}
