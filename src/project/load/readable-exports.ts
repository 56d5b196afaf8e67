import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { EvaluatedModule } from "../evaluate/evaluate.js";
import { renderThrown } from "../evaluate/thrown.js";
import { loadFindings } from "../findings.js";
import { deepFreeze } from "./freeze.js";

/** Modules without the exports that cannot be read: a proxy or a getter may throw. */
export interface ReadableExports {
  readonly modules: readonly EvaluatedModule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Freezes all exports, which reads everything in them once, and leaves out those that throw. */
export function freezeExports(modules: readonly EvaluatedModule[], frozen?: Set<object>): ReadableExports {
  if (
    canFreeze(
      modules.flatMap(({ exports }) => Object.values(exports)),
      frozen,
    )
  )
    return { modules, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const readable = modules.map((module) => {
    const entries = Object.entries(module.exports).filter(([name, value]) => {
      try {
        deepFreeze([value]);
        return true;
      } catch (error) {
        diagnostics.push(unreadable(module.file, name, error));
        return false;
      }
    });
    return { ...module, exports: Object.fromEntries(entries) };
  });
  return { modules: readable, diagnostics };
}

/** Walks all exports at once, which share most of what they hold. What throws is found one by one. */
function canFreeze(values: readonly unknown[], frozen: Set<object> | undefined): boolean {
  try {
    deepFreeze(values, frozen);
    return true;
  } catch {
    return false;
  }
}

function unreadable(file: string, name: string, error: unknown): Diagnostic {
  return {
    ...finding(loadFindings, "definition/throws"),
    summary: `reading the export "${name}" threw ${renderThrown(error)}`,
    details: "A getter or a proxy in it throws. The definitions in it are missing.",
    fix: "export plain values",
    span: { file, start: { line: 1, column: 1 } },
  };
}
