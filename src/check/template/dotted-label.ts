import { nearest } from "../../diagnostics/nearest.js";
import { alertTemplateOptions, findLabelUses, labelReference, parseTemplate } from "../../gotemplate/index.js";
import type { AnalyzedQuery, Check } from "../check.js";

/** A template that writes a label with a dot in its name as a chain of fields: `$labels.http.route`. */
export const dottedLabel: Check = {
  id: "template/dotted-label",
  on: "rule",
  of: "alert",
  *run(rule, query) {
    if (!("alert" in rule.data)) return;
    const { labels = {}, annotations = {} } = rule.data;
    for (const [field, texts] of [["labels", labels] as const, ["annotations", annotations] as const]) {
      for (const [key, text] of Object.entries(texts)) {
        for (const [written, { label, fields }] of chainsIn(text)) {
          yield {
            summary: `\`${written}\` is not the label "${label}.${fields.join(".")}"`,
            details: `A template reads the field \`${fields[0]}\` of the label \`${label}\`, which has none: in the place of the whole text, the alert says \`<error expanding template …>\`.`,
            fix: `write \`${referenceTo(`${label}.${fields.join(".")}`, query)}\``,
            at: rule.locate(field, key),
          };
        }
      }
    }
  },
};

/** Any release will do: it decides which functions exist, not which labels are read. */
const options = alertTemplateOptions({ major: 3, minor: 16 });

/** Every chain of two fields has this form. */
const chain = /\.[\p{L}\p{N}_]+\./u;

/** The chains of fields of `$labels`, by their text. */
function chainsIn(text: string) {
  const chains = new Map<string, { readonly label: string; readonly fields: readonly string[] }>();
  if (!text.includes("abels") || !chain.test(text)) return chains;
  const { template } = parseTemplate(text, options);
  for (const { label, fields, start, end } of template ? findLabelUses(template).labels : []) {
    if (fields.length > 0) chains.set(text.slice(start, end), { label, fields });
  }
  return chains;
}

/** The label with dots if the expression may yield it, or else the one that it most likely stands for. */
function referenceTo(label: string, query: AnalyzedQuery | undefined): string {
  const yielded = query ? [...query.labelsOf(query.expr).labels.keys()] : [];
  const known = yielded.includes(label) ? label : (nearest(label, yielded) ?? label);
  return `{{ ${labelReference(known)} }}`;
}
