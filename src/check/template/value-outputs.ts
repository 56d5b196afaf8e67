import { alertTemplateOptions, findValueOutputs, parseTemplate, type ValueOutput } from "../../gotemplate/index.js";

/** Any release will do: it decides which functions exist, not where the value is printed. */
const options = alertTemplateOptions({ major: 3, minor: 16 });

/** The actions of a label or annotation that print the value of the alert. */
export function valueOutputs(text: string): readonly ValueOutput[] {
  if (!mayPrintValue(text)) return [];
  const { template } = parseTemplate(text, options);
  return template ? findValueOutputs(template) : [];
}

/** False for a text that never prints the value, without parsing it. */
export function mayPrintValue(text: string): boolean {
  return text.includes("{{") && text.includes("alue");
}
