import { nearest } from "../../diagnostics/nearest.js";
import { alertTemplateOptions, findLabelUses, parseTemplate } from "../../gotemplate/index.js";
import type { Check } from "../check.js";

/** A template that prints an external label which the server does not have. */
export const unknownExternalLabel: Check = {
  id: "template/unknown-external-label",
  on: "rule",
  of: "alert",
  *run(rule) {
    const { externalLabels, environment } = rule.context.settings;
    if (externalLabels === undefined || !("alert" in rule.data)) return;
    const known = Object.keys(externalLabels);
    // A project that declares none may just not say them.
    if (environment !== undefined && known.length === 0) return;
    const { labels = {}, annotations = {} } = rule.data;
    for (const [field, texts] of [["labels", labels] as const, ["annotations", annotations] as const]) {
      for (const [key, text] of Object.entries(texts)) {
        for (const label of labelsPrinted(text)) {
          if (known.includes(label)) continue;
          const suggestion = nearest(label, known);
          yield {
            summary: `the server has no external label "${label}"`,
            details: `\`$externalLabels.${label}\` is empty in the notification.`,
            fix:
              suggestion === undefined
                ? `add "${label}" to the external labels of the server, or leave it out`
                : `did you mean \`$externalLabels.${suggestion}\`?`,
            at: rule.locate(field, key),
          };
        }
      }
    }
  },
};

/** Any release will do: it decides which functions exist, not which labels are read. */
const options = alertTemplateOptions({ major: 3, minor: 16 });

/** The beginning of an action that chooses by whether a label is there. */
const condition = /^\{\{-?\s*(?:(?:else\s+)?(?:if|with)\b|.*\b(?:or|and|eq|ne|len)\b)/s;

/** The external labels that a template prints, without those that may be missing because it asks whether they are there. */
function labelsPrinted(text: string): ReadonlySet<string> {
  if (!text.includes("xternalLabels")) return new Set();
  const { template } = parseTemplate(text, options);
  const uses = template ? findLabelUses(template).externalLabels : [];
  const isCondition = (start: number) => condition.test(text.slice(text.lastIndexOf("{{", start), start));
  const asked = new Set(uses.filter(({ start }) => isCondition(start)).map(({ label }) => label));
  return new Set(uses.flatMap(({ label, fields }) => (fields.length > 0 || asked.has(label) ? [] : [label])));
}
