import { describe, expect, test } from "vitest";
import { expandAlertTemplate } from "../../src/gotemplate/expand.js";
import { alertTemplateOptions, parseTemplate } from "../../src/gotemplate/index.js";
import { rounds } from "../oracles/rounds.js";
import { missingTool } from "../oracles/tools.js";
import { cases } from "./differential/cases.js";
import { randomNumbers, randomTemplate } from "./differential/generate.js";
import { expandWithPromtool } from "./differential/promtool.js";
import { alert, query, shown } from "./differential/surroundings.js";

const missing = missingTool("promtool", "2.42");

const options = alertTemplateOptions({ major: 2, minor: 42 });

interface Difference {
  readonly template: string;
  readonly promtool: string;
  readonly telltale: string;
}

function differences(templates: readonly string[]): Difference[] {
  const real = expandWithPromtool(templates);
  const ours = templates.map((template) => shown(expandAlertTemplate(template, alert, query)));
  return templates
    .map((template, index) => ({ template, promtool: real[index]!, telltale: ours[index]! }))
    .filter(({ promtool, telltale }) => promtool !== telltale);
}

describe.skipIf(missing)("templates expand to what Prometheus 2.42 makes of them", () => {
  test("every function, verb and construct, errors included", () => {
    expect(cases.filter((template) => parseTemplate(template, options).errors.length > 0)).toEqual([]);
    expect(cases.length).toBeGreaterThan(1500);
    expect(differences(cases)).toEqual([]);
  });

  test("random ones", () => {
    const count = rounds(1500);
    const seed = 1 + Math.floor(Math.random() * 1e6);
    const random = randomNumbers(seed);
    const templates = Array.from({ length: count }, () => randomTemplate(random)).filter(isComparable);
    console.log(`seed ${seed}: ${templates.length} templates`);
    expect(templates.length).toBeGreaterThan(count / 2);
    expect(differences(templates)).toEqual([]);
  }, 120_000);
});

/** Not what asks a real server something else, prints an address in memory, or cuts characters into bytes. */
function isComparable(template: string): boolean {
  if (parseTemplate(template, options).errors.length > 0) return false;
  const text = shown(expandAlertTemplate(template, alert, query));
  return !/no such query|c000012340|824633795392|can't slice item of type|\ufffd/i.test(text);
}
