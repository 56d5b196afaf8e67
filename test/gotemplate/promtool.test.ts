import { describe, expect, test } from "vitest";
import { expandAlertTemplate } from "../../src/gotemplate/expand.js";
import { alertTemplateOptions, parseTemplate } from "../../src/gotemplate/index.js";
import { rounds } from "../oracles/rounds.js";
import { missingTool } from "../oracles/tools.js";
import { alert, query, showExpansion } from "./differential/alert.js";
import { cases } from "./differential/cases.js";
import { randomNumbers, randomTemplate } from "./differential/generate.js";
import { expandWithPromtool } from "./differential/promtool.js";

const missing = missingTool("promtool", "2.42");

const options = alertTemplateOptions({ major: 2, minor: 42 });

interface Difference {
  readonly template: string;
  readonly promtool: string;
  readonly telltale: string;
}

function differences(templates: readonly string[]): Difference[] {
  const real = expandWithPromtool(templates);
  const ours = templates.map((template) => showExpansion(expandAlertTemplate(template, alert, query)));
  return templates
    .map((template, index) => ({ template, promtool: real[index]!, telltale: ours[index]! }))
    .filter(({ promtool, telltale }) => promtool !== telltale);
}

describe.skipIf(missing)("templates expand as in Prometheus 2.42", () => {
  test("every function, verb and construct, errors included", () => {
    expect(cases.filter((template) => parseTemplate(template, options).errors.length > 0)).toEqual([]);
    expect(cases.length).toBeGreaterThan(1500);
    expect(differences(cases)).toEqual([]);
  });

  test("random templates", () => {
    const count = rounds(1500);
    const seed = 1 + Math.floor(Math.random() * 1e6);
    const random = randomNumbers(seed);
    const templates = Array.from({ length: count }, () => randomTemplate(random)).filter(isComparable);
    console.log(`seed ${seed}: ${templates.length} templates`);
    expect(templates.length).toBeGreaterThan(count / 2);
    expect(differences(templates)).toEqual([]);
  }, 120_000);
});

/** False for templates with other queries, printed addresses or characters cut into bytes. */
function isComparable(template: string): boolean {
  if (parseTemplate(template, options).errors.length > 0) return false;
  const text = showExpansion(expandAlertTemplate(template, alert, query));
  return !/no such query|c000012340|824633795392|can't slice item of type|\ufffd/i.test(text);
}
