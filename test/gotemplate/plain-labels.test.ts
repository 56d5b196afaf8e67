import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertTemplateOptions, findLabelUses, findPlainLabels, parseTemplate } from "../../src/gotemplate/index.js";
import { rounds } from "../oracles/rounds.js";

const options = alertTemplateOptions({ major: 2, minor: 42 });

describe("templates that only print labels and the value", () => {
  test.each([
    ["no template at all", []],
    ["{{ $labels.job }} is at {{ $value | humanizePercentage }}", ["job"]],
    ["{{$labels.job}}{{ $value|humanize }}{{\n$labels.pod }}", ["job", "pod"]],
    ["an end }} without a beginning", []],
  ])("%j reads %j", (text, labels) => expect(findPlainLabels(text)).toEqual(labels));

  test.each([
    "{{{ $value }}",
    "{{ $labels.job",
    "{{- $labels.job }}",
    "{{ .Labels.job }}",
    "{{ $labels.1job }}",
    "{{ $value | humanise }}",
    '{{ "{{ $value }}" }}',
    "{{/* {{ $value }} */}}",
    "{{{{ $value }}{ $value }}",
  ])("%j needs the parser", (text) => expect(findPlainLabels(text)).toBeUndefined());

  test("agree with the parser", () => {
    const pieces = [
      "{{",
      "}}",
      "{",
      "}",
      " ",
      "$labels.job",
      "$labels.",
      "$value",
      "|",
      "humanize",
      "{{ $value }}",
      "x",
      "-",
    ];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        const labels = findPlainLabels(text);
        if (!labels) return;
        const { template, errors } = parseTemplate(text, options);
        expect(errors).toEqual([]);
        expect(findLabelUses(template!).labels.map(({ label }) => label)).toEqual(labels);
      }),
      { numRuns: rounds(5000) },
    );
  });
});
