import { expect, test } from "vitest";
import { alertTemplateOptions, findValueOutputs, parseTemplate } from "../../src/gotemplate/index.js";

function outputsOf(text: string) {
  const { template } = parseTemplate(text, alertTemplateOptions({ major: 3, minor: 5 }));
  return findValueOutputs(template!).map(({ functions, start, end }) => [text.slice(start, end), ...functions]);
}

test.each<[string, string[][]]>([
  ["{{ $value }}", [["$value"]]],
  ["at {{ .Value | humanize }}", [[".Value | humanize", "humanize"]]],
  ["{{ $.Value }}", [["$.Value"]]],
  ['{{ printf "%.2f" $value }}', [['printf "%.2f" $value', "printf"]]],
  ["{{ humanize ($value) }}", [["humanize ($value)", "humanize"]]],
  ["{{ if $labels.job }}{{ $value }}{{ else }}{{ .Value }}{{ end }}", [["$value"], [".Value"]]],
  ['{{ with query "up" }}{{ $value }}{{ .Value }}{{ end }}', [["$value"]]],
])("%s prints the value", (text, outputs) => {
  expect(outputsOf(text)).toEqual(outputs);
});

test.each([
  "{{ $labels.job }}",
  "{{ if gt $value 90.0 }}critical{{ else }}warning{{ end }}",
  "{{ $v := $value }}",
  '{{ range query "up" }}{{ .Value }}{{ end }}',
  '{{ query "up" | first | value }}',
])("%s does not", (text) => {
  expect(outputsOf(text)).toEqual([]);
});
