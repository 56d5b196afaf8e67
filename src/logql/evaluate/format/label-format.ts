import { compileLineTemplate, type LineTemplate } from "../../../gotemplate/loki/line-template.js";
import type { LabelFormat } from "../../syntax/ast.js";
import type { LineLabels } from "../labels/line-labels.js";
import { type Stage, stage } from "../pipeline/stage.js";

interface Rename {
  readonly label: string;
  readonly from: string;
}

interface Formatted {
  readonly label: string;
  readonly template: LineTemplate;
}

/** `| label_format status=code, path="{{ .uri }}"` */
export function labelFormatter({ assignments }: LabelFormat): Stage {
  const compiled = assignments.map(({ label: { name: label }, source }): Rename | Formatted =>
    source.kind === "label"
      ? { label, from: source.name }
      : { label, template: compileLineTemplate(source.value, "label") },
  );
  const required = compiled.flatMap((one) => ("from" in one ? [one.from] : one.template.fields));
  return stage((line, labels, time) => {
    // All templates see the labels that the first one sees.
    let seen: Readonly<Record<string, string>> = {};
    for (const one of compiled) {
      if ("from" in one) rename(labels, one);
      else {
        if (Object.keys(seen).length === 0) seen = labels.snapshot();
        const result = one.template.format({ line, time, labels: seen });
        if ("text" in result) labels.set(one.label, result.text);
        else labels.fail("TemplateFormatErr", result.error);
      }
    }
    return line;
  }, required);
}

function rename(labels: LineLabels, { label, from }: Rename): void {
  const value = labels.get(from);
  if (value === undefined) return;
  labels.set(label, value);
  labels.remove(from);
}
