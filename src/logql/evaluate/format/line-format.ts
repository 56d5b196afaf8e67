import { compileLineTemplate } from "../../../gotemplate/loki/line-template.js";
import { type Stage, stage } from "../pipeline/stage.js";

/** `| line_format "{{ .level }} {{ .msg }}"` */
export function lineFormatter(source: string): Stage {
  const { format, fields, onlyField } = compileLineTemplate(source, "line");
  return stage((line, labels, time) => {
    // A template of one label does not see that of the error.
    if (onlyField !== undefined) return labels.get(onlyField) ?? "";
    const result = format({ line, time, labels: labels.snapshot() });
    if ("text" in result) return result.text;
    labels.fail("TemplateFormatErr", result.error);
    return line;
  }, fields);
}
