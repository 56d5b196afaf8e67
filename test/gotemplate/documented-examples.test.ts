import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type AlertTemplateData, expandAlertTemplate, type TemplateSample } from "../../src/gotemplate/expand.js";
import { goFunctions, prometheusFunctions } from "../../src/gotemplate/index.js";
import { showExpansion } from "./differential/alert.js";

const page = readFileSync(new URL("../../docs/templates.md", import.meta.url), "utf8");

interface DocumentedAlert extends Omit<AlertTemplateData, "name"> {
  readonly queries: Readonly<Record<string, readonly TemplateSample[]>>;
}

const documented = JSON.parse(/```json\n(.*?)```/s.exec(page)![1]!) as DocumentedAlert;
const alert: AlertTemplateData = { ...documented, name: "__alert_Down" };

function expanded(template: string): string {
  return showExpansion(expandAlertTemplate(template, alert, (expr) => ({ samples: documented.queries[expr]! })));
}

/** Table rows with a template and its result: code, or "nothing". */
const examples = page
  .split("\n")
  .map((line) => /^\| `(\{\{.*?|a \{\{.*?)` \| (?:`(.*?)`|nothing) \|/.exec(line))
  .filter((row) => row !== null)
  .map(([, template = "", text = ""]) => ({ template: template.replaceAll("\\|", "|"), text }));

describe("the examples of docs/templates.md", () => {
  test.each(examples)("$template", ({ template, text }) => {
    expect(expanded(template)).toBe(text);
  });

  test("cover every function", () => {
    const rare = ["call", "ge", "le", "lt", "ne", "println"];
    const names = [...goFunctions, ...prometheusFunctions.map(({ name }) => name)];
    const shownIn = (name: string) => examples.some(({ template }) => new RegExp(`\\b${name}\\b`).test(template));
    expect(names.filter((name) => !shownIn(name)).sort()).toEqual(rare);
  });

  test("show the right error, and the length of the prologue", () => {
    const error = expanded('{{ humanize "x" }}');
    expect(page).toContain(error);
    const prologueLength = Number(/the (\d+) characters that Prometheus prepends/.exec(page)![1]);
    expect(error).toContain(`:1:${prologueLength + "{{ ".length}:`);
  });

  test("fail where the pitfalls say so", () => {
    expect(expanded("{{ if gt $value 0 }}{{ end }}")).toContain("incompatible types for comparison");
    expect(expanded('{{ reReplaceAll "(b1)" "${1}x" $labels.instance }}')).toBe("db1x.example.com:9100");
  });
});
