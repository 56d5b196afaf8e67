import { requireArguments } from "../definition/check-arguments.js";
import { instance, required } from "../definition/option-table.js";

/** Throws if a tag of template literals is called like a function. */
export function requireTemplate(tag: string, strings: unknown): void {
  if (isTemplate(strings)) return;
  requireArguments(`${tag}(…)`, [
    ["strings", strings, required(instance(`a template literal, as in ${tag}\`…\`,`, isTemplate))],
  ]);
}

function isTemplate(strings: unknown): boolean {
  return Array.isArray((strings as Partial<TemplateStringsArray> | null | undefined)?.raw);
}
